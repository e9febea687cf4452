import type { JSX } from "solid-js";
import { Icon } from "./Icon.tsx";
import styles from "./QuickExitButton.module.css";

export type QuickExitButtonProps = { readonly label: string; readonly onExit: () => void };

/**
 * First in the order of focus on every screen, top right to the eye, and in reach while scrolling. The
 * shells place it; nothing else may.
 */
export function QuickExitButton(props: QuickExitButtonProps): JSX.Element {
  return (
    <button type="button" class={styles.exit} onClick={() => props.onExit()}>
      <Icon name="leave" />
      {props.label}
    </button>
  );
}
