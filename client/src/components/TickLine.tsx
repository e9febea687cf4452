import { createUniqueId, type JSX, Show } from "solid-js";
import type { Place } from "./place.ts";
import styles from "./TickLine.module.css";

export type TickLineProps = {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** What the tick is for while there are no words yet. */
  readonly label: string;
  /** The id of the line's own words, read aloud in place of the label. */
  readonly labelledBy?: string | undefined;
  /** The words, or a field to write them in. */
  readonly children: JSX.Element;
  readonly actions?: JSX.Element;
  /** As on {@link Card}. */
  readonly changedBy?: Place | undefined;
  readonly disabled?: boolean | undefined;
};

/** One line of a shared list. A tick says that a thing was done; it names nobody and adds up to nothing. */
export function TickLine(props: TickLineProps): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={styles.line} data-place={props.changedBy} data-changed={props.changedBy ? "" : undefined}>
      <label class={styles.tick} for={id}>
        <input
          id={id}
          type="checkbox"
          checked={props.checked}
          disabled={props.disabled}
          aria-label={props.label}
          aria-labelledby={props.labelledBy}
          onChange={(event) => {
            props.onChange(event.currentTarget.checked);
            event.currentTarget.checked = props.checked; // what is shown is what the list holds
          }}
        />
      </label>
      <div class={styles.words} data-done={props.checked ? "" : undefined}>
        {props.children}
      </div>
      <Show when={props.actions}>
        <div class={styles.actions}>{props.actions}</div>
      </Show>
    </div>
  );
}
