import { type JSX, Show } from "solid-js";
import { Button } from "./Button.tsx";
import styles from "./ErrorPanel.module.css";

export type ErrorPanelProps = {
  /** What did not open, and that the rest works. Never a code, never a stack. */
  readonly text: string;
  readonly retryLabel: string;
  readonly onRetry: () => void;
  /** A second way on, such as saving a copy. */
  readonly other?: { readonly label: string; readonly onSelect: () => void } | undefined;
};

/** Stands in the place of one part that broke, so that everything around it goes on. */
export function ErrorPanel(props: ErrorPanelProps): JSX.Element {
  return (
    <div class={styles.panel} role="alert">
      <p>{props.text}</p>
      <div class={styles.actions}>
        <Button size="small" onClick={() => props.onRetry()}>
          {props.retryLabel}
        </Button>
        <Show when={props.other}>
          {(other) => (
            <Button look="quiet" size="small" onClick={() => other().onSelect()}>
              {other().label}
            </Button>
          )}
        </Show>
      </div>
    </div>
  );
}
