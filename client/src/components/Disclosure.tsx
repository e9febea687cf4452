import type { JSX } from "solid-js";
import { Icon } from "./Icon.tsx";
import styles from "./Disclosure.module.css";

export type DisclosureProps = {
  readonly summary: JSX.Element;
  readonly open?: boolean | undefined;
  readonly onToggle?: ((open: boolean) => void) | undefined;
  readonly children: JSX.Element;
};

/** More, for those who want it. The platform's own, so that a search on the page finds and opens it. */
export function Disclosure(props: DisclosureProps): JSX.Element {
  return (
    <details
      class={styles.disclosure}
      open={props.open}
      onToggle={(event) => props.onToggle?.(event.currentTarget.open)}
    >
      <summary class={styles.summary}>
        <Icon name="chevron-down" />
        <span>{props.summary}</span>
      </summary>
      <div class={styles.content}>{props.children}</div>
    </details>
  );
}
