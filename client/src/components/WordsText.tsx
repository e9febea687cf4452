import type { JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import styles from "./words.module.css";

/** Where the words stand: on a card, as a boundary, as the shared purpose, alone in the middle of a page. */
export type WordsSize = "words" | "boundary" | "purpose" | "stage";

export type WordsTextProps = {
  readonly text: string;
  readonly size?: WordsSize | undefined;
  readonly as?: "p" | "span" | "h2" | "h3" | "blockquote" | undefined;
  readonly id?: string | undefined;
  /** The words are at rest: readable, and a step back. */
  readonly resting?: boolean | undefined;
};

/** What one of the two wrote, letter for letter and line for line, in the voice that is only theirs. */
export function WordsText(props: WordsTextProps): JSX.Element {
  return (
    <Dynamic
      component={props.as ?? "p"}
      id={props.id}
      class={styles.words}
      data-size={props.size}
      data-resting={props.resting ? "" : undefined}
      dir="auto"
    >
      {props.text}
    </Dynamic>
  );
}
