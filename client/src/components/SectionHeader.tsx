import { type JSX, Show } from "solid-js";
import styles from "./SectionHeader.module.css";

export type SectionHeaderProps = {
  readonly title: string;
  /** For `aria-labelledby` of the section it opens. */
  readonly id?: string | undefined;
  /** How many cards are in it; of cards only, never of what a person did. */
  readonly count?: number | undefined;
  readonly note?: string | undefined;
  /** At the end of the line: usually an {@link IconButton} that adds one. */
  readonly action?: JSX.Element;
};

/** Opens a lane or a part of a page. */
export function SectionHeader(props: SectionHeaderProps): JSX.Element {
  return (
    <header class={styles.header}>
      <div class={styles.line}>
        <h2 id={props.id} class={styles.title}>
          {props.title}
          <Show when={props.count !== undefined}>
            <span class={styles.count}> {props.count}</span>
          </Show>
        </h2>
        {props.action}
      </div>
      <Show when={props.note}>
        <p class={styles.note}>{props.note}</p>
      </Show>
    </header>
  );
}
