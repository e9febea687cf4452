import { SEASONS, type Season } from "@mendboard/content/outline";
import type { StepIndexEntry } from "@mendboard/content/step";
import { ErrorBoundary, For, type JSX, lazy, Show, Suspense } from "solid-js";
import { steps } from "virtual:steps";
import { Icon } from "../../components/Icon.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { useBase } from "../shell/base.tsx";
import { PanelError } from "../shell/PanelError.tsx";
import { StepWordPills } from "./StepWordPills.tsx";
import styles from "./StepsPage.module.css";

const Questions = lazy(async () => ({ default: (await import("./Questions.tsx")).Questions }));

/** The 21 steps in their three seasons, with both partners' own words beside each. */
export function StepsPage(): JSX.Element {
  const view = useBoard();
  const steadierToBoth = () =>
    steps.filter(
      ({ step }) =>
        view.mine.stepWord()(step) === "steadier" && view.partner()?.stepWord()(step) === "steadier",
    ).length;
  return (
    <ErrorBoundary fallback={(_, retry) => <PanelError onRetry={retry} />}>
      <PageHeader lead={t("places.stepsLine")} />
      <Show when={steadierToBoth() > 0}>
        <p class={styles.count}>{t("steps.both", steadierToBoth())}</p>
      </Show>
      <div class={styles.seasons}>
        <For each={SEASONS}>{(season) => <SeasonPart season={season} />}</For>
      </div>
      <Suspense>
        <Questions />
      </Suspense>
    </ErrorBoundary>
  );
}

function SeasonPart(props: { readonly season: Season }): JSX.Element {
  return (
    <section class={styles.season} aria-label={t(`steps.seasons.${props.season}`)}>
      <h2>{t(`steps.seasons.${props.season}`)}</h2>
      <ol class={styles.list}>
        <For each={steps.filter((step) => step.season === props.season)}>
          {(step) => <StepLink step={step} />}
        </For>
      </ol>
    </section>
  );
}

function StepLink(props: { readonly step: StepIndexEntry }): JSX.Element {
  const base = useBase();
  return (
    <li class={styles.item}>
      <a class={styles.link} href={`${base()}/steps/${props.step.key}`}>
        <span class={styles.number} aria-hidden="true">
          {props.step.step}
        </span>
        <span class={styles.words}>
          <span class={styles.title}>{props.step.title}</span>
          <span class={styles.invitation}>{props.step.invitation}</span>
          <StepWordPills step={props.step.step} onlySaid />
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}
