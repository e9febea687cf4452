import { PURPOSE_LENGTH_MAX } from "@mendboard/shared/limits";
import { jointRoots } from "@mendboard/shared/schema";
import { createSignal, type JSX, Show } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { WordsText } from "../../components/WordsText.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { partnerWord } from "../shell/people.ts";
import { LiveWordsField } from "../words/LiveWordsField.tsx";
import styles from "./Purpose.module.css";

/** One sentence at the head of the plan: why they are doing this. Both may change it, letter by letter. */
export function Purpose(): JSX.Element {
  const view = useBoard();
  const [editing, setEditing] = createSignal(false);
  let section: HTMLElement | undefined;
  const hasWords = () => view.purpose().trim() !== "";
  const close = (event?: KeyboardEvent) => {
    if (
      event === undefined ||
      event.key === "Escape" ||
      (event.key === "Enter" && !event.shiftKey && !event.isComposing)
    ) {
      event?.preventDefault();
      setEditing(false);
      section?.querySelector("button")?.focus();
    }
  };
  return (
    <section
      ref={(element) => (section = element)}
      class={styles.purpose}
      aria-label={t("plan.purposeLabel")}
    >
      <Show
        when={editing()}
        fallback={
          <>
            <Show when={hasWords()} fallback={<p class={styles.empty}>{t("plan.purposeEmpty")}</p>}>
              <WordsText text={view.purpose()} size="purpose" />
            </Show>
            <Show when={view.canWrite()}>
              <div class={styles.actions}>
                <Button look="quiet" size="small" flush onClick={() => setEditing(true)}>
                  {hasWords() ? t("plan.purposeChange") : t("plan.purposeWrite")}
                </Button>
                <Show when={view.presence().writing === "purpose"}>
                  <span class={styles.writing}>{t("presence.writing", partnerWord(view))}</span>
                </Show>
              </div>
            </Show>
          </>
        }
      >
        <LiveWordsField
          text={jointRoots(view.board.joint).purpose}
          writing="purpose"
          label={t("plan.purposeLabel")}
          size="purpose"
          rows={1}
          lengthMax={PURPOSE_LENGTH_MAX}
          autofocus
          onKeyDown={close}
        />
        <div class={styles.actions}>
          <Button size="small" onClick={() => close()}>
            {t("common.done")}
          </Button>
        </div>
      </Show>
    </section>
  );
}
