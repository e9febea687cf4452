import { type JSX, Show } from "solid-js";
import type { IconName } from "./icon-paths.ts";
import { Icon } from "./Icon.tsx";
import styles from "./EmptyState.module.css";

export type EmptyStateProps = {
  readonly icon?: IconName | undefined;
  readonly children: JSX.Element;
  readonly action?: JSX.Element;
};

/** What could be here, said gently, and the way to begin. */
export function EmptyState(props: EmptyStateProps): JSX.Element {
  return (
    <div class={styles.empty}>
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      <p>{props.children}</p>
      {props.action}
    </div>
  );
}
