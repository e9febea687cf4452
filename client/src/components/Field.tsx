import { type JSX, Show } from "solid-js";
import styles from "./Field.module.css";

export type FieldWords = {
  readonly label: string;
  /** The label is read aloud only, because what stands around it says it to the eye. */
  readonly labelHidden?: boolean | undefined;
  readonly hint?: string | undefined;
  /** What is wrong and what helps; announced when it appears. */
  readonly error?: string | undefined;
};

export type FieldProps = FieldWords & {
  /** The id of the control inside; its hint and error get ids made from it. */
  readonly controlId: string;
  readonly children: JSX.Element;
  /** At the end of the line below: letters left. */
  readonly aside?: JSX.Element;
};

/** The ids a control names as its description, or nothing when there is none. */
export const describedBy = (controlId: string, words: FieldWords, hasAside = false): string | undefined => {
  const ids = [];
  if (words.error) ids.push(`${controlId}-error`);
  if (words.hint) ids.push(`${controlId}-hint`);
  if (hasAside) ids.push(`${controlId}-aside`);
  return ids.length === 0 ? undefined : ids.join(" ");
};

/** Label above, hint and trouble below: the frame of every field. */
export function Field(props: FieldProps): JSX.Element {
  return (
    <div class={styles.field}>
      <label class={props.labelHidden ? "visually-hidden" : styles.label} for={props.controlId}>
        {props.label}
      </label>
      {props.children}
      <div class={styles.below}>
        <div>
          <p id={`${props.controlId}-error`} class={styles.error} role="alert">
            {props.error}
          </p>
          <Show when={props.hint}>
            <p id={`${props.controlId}-hint`} class={styles.hint}>
              {props.hint}
            </p>
          </Show>
        </div>
        <Show when={props.aside}>
          <p id={`${props.controlId}-aside`} class={styles.aside}>
            {props.aside}
          </p>
        </Show>
      </div>
    </div>
  );
}
