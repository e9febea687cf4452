import type { StepNumber } from "@mendboard/shared/steps";
import type { StepWord } from "@mendboard/shared/words";
import { For, type JSX, Show } from "solid-js";
import { PersonPill } from "../../components/PersonPill.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { initialOf, myWord, partnerWord } from "../shell/people.ts";
import styles from "./StepWordPills.module.css";

export type StepWordPillsProps = {
  readonly step: StepNumber;
  /** Leave out whoever has not said a word. */
  readonly onlySaid?: boolean | undefined;
};

/** Both partners' own words for a step, side by side and in the order of their seats; never ranked. */
export function StepWordPills(props: StepWordPillsProps): JSX.Element {
  const view = useBoard();
  const people = () => {
    const me = { place: view.board.me.place, name: myWord(view), word: view.mine.stepWord()(props.step) };
    const partner = view.partner();
    if (partner === null) return [me];
    const other = {
      place: partner.member.place,
      name: partnerWord(view),
      word: partner.stepWord()(props.step),
    };
    return me.place === "first" ? [me, other] : [other, me];
  };
  const shown = () => people().filter(({ word }) => word !== null || props.onlySaid !== true);
  const differ = () => new Set(people().flatMap(({ word }) => (word === null ? [] : [word]))).size > 1;
  return (
    <Show when={shown().length > 0}>
      <span class={styles.pills}>
        <For each={shown()}>
          {({ place, name, word }) => (
            <PersonPill place={place} initial={initialOf(name)} tone={word === null ? "open" : "solid"}>
              {t("steps.wordOf", name, wordText(word))}
            </PersonPill>
          )}
        </For>
      </span>
      <Show when={differ() && props.onlySaid !== true}>
        <p class={styles.differ}>{t("steps.differ")}</p>
      </Show>
    </Show>
  );
}

const wordText = (word: StepWord | null): string =>
  word === null ? t("steps.noWord") : t(`steps.word.${word}`);
