import type { StepIndexEntry } from "@mendboard/content/step";
import { setStepWord } from "@mendboard/shared/edits";
import { STEP_WORDS, type StepWord } from "@mendboard/shared/words";
import { useParams } from "@solidjs/router";
import { ErrorBoundary, type JSX, lazy, Show, Suspense } from "solid-js";
import { steps } from "virtual:steps";
import { Button } from "../../components/Button.tsx";
import { Segmented } from "../../components/Segmented.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { useBase } from "../shell/base.tsx";
import { PanelError } from "../shell/PanelError.tsx";
import { OurList } from "./OurList.tsx";
import { StepWordPills } from "./StepWordPills.tsx";
import styles from "./StepPage.module.css";

/** The prose of all steps is a chunk of its own: the first view has no use for it. */
const StepText = lazy(async () => ({ default: (await import("./StepText.tsx")).StepText }));

export const stepOfKey = (key: string | undefined): StepIndexEntry | undefined =>
  steps.find((step) => step.key === key);

/** One step: its text, the list both write, and each one's own word, side by side. Nothing here is ever finished. */
export function StepPage(): JSX.Element {
  const params = useParams<{ key: string }>();
  const base = useBase();
  return (
    <Show when={stepOfKey(params.key)} keyed fallback={<p>{t("trouble.notFound")}</p>}>
      {(step) => (
        <article class={styles.step}>
          <p>
            <a href={`${base()}/steps`}>{t("steps.all")}</a>
          </p>
          <p class={styles.invitation}>{step.invitation}</p>
          <ErrorBoundary fallback={(_, retry) => <PanelError onRetry={retry} />}>
            <div class={styles.ours}>
              <OurList step={step.step} />
              <OurWords step={step} />
            </div>
          </ErrorBoundary>
          <ErrorBoundary fallback={(_, retry) => <PanelError onRetry={retry} />}>
            <Suspense fallback={<Skeleton label={t("common.loading")} cards={2} />}>
              <StepText step={step} />
            </Suspense>
          </ErrorBoundary>
        </article>
      )}
    </Show>
  );
}

function OurWords(props: { readonly step: StepIndexEntry }): JSX.Element {
  const view = useBoard();
  const mine = () => view.mine.stepWord()(props.step.step);
  const say = (word: StepWord | null) => setStepWord(view.board.voice, props.step.step, word);
  return (
    <section class={styles.part} aria-label={t("steps.words")}>
      <h2>{t("steps.words")}</h2>
      <StepWordPills step={props.step.step} />
      <Show when={view.canWrite()}>
        <div id="my-word">
          <Segmented
            label={t("steps.myWord")}
            value={mine() ?? undefined}
            onChange={say}
            options={STEP_WORDS.map((word) => ({ value: word, label: t(`steps.word.${word}`) }))}
          />
        </div>
        <Show when={mine() !== null}>
          <p>
            <Button look="quiet" size="small" onClick={() => say(null)}>
              {t("steps.takeBack")}
            </Button>
          </p>
        </Show>
      </Show>
    </section>
  );
}
