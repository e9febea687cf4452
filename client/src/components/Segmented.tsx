import { createUniqueId, For, type JSX, Show } from "solid-js";
import styles from "./Segmented.module.css";

export type SegmentedOption<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  /** Read aloud and shown after the label, lighter. */
  readonly detail?: string | undefined;
};

export type SegmentedProps<Value extends string> = {
  /** What is being chosen. */
  readonly label: string;
  readonly labelHidden?: boolean | undefined;
  readonly options: readonly SegmentedOption<Value>[];
  /** Missing: nothing chosen yet. */
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
};

/**
 * A few words of which one holds. Real radio buttons underneath, so Tab, arrows, forms and screen readers
 * treat it as what it is, in either direction of writing.
 */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class={styles.group}>
      <legend class={props.labelHidden ? "visually-hidden" : styles.legend}>{props.label}</legend>
      <div class={styles.options}>
        <For each={props.options}>
          {(option) => (
            <label class={styles.option}>
              <input
                type="radio"
                class="visually-hidden"
                name={name}
                value={option.value}
                checked={option.value === props.value}
                onChange={() => props.onChange(option.value)}
              />
              {option.label}
              <Show when={option.detail}>
                <span class={styles.detail}>{option.detail}</span>
              </Show>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
