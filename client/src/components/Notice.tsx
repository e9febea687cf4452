import { type JSX, Show } from "solid-js";
import type { IconName } from "./icon-paths.ts";
import { Icon } from "./Icon.tsx";
import styles from "./Notice.module.css";

export type NoticeProps = {
  /**
   * us: something the two of them did together · quiet: how things stand, such as no connection ·
   * important: something to know before going on · night: about what is private.
   */
  readonly tone?: "us" | "quiet" | "important" | "night" | undefined;
  readonly icon?: IconName | undefined;
  readonly children: JSX.Element;
  readonly actions?: JSX.Element;
};

/** A strip that states a fact, and perhaps a choice. It stays until the fact changes. */
export function Notice(props: NoticeProps): JSX.Element {
  return (
    <div class={styles.frame}>
      <div class={styles.notice} data-tone={props.tone ?? "quiet"}>
        <div class={styles.sentence}>
          <Show when={props.icon}>
            {(name) => (
              <span class={styles.icon}>
                <Icon name={name()} />
              </span>
            )}
          </Show>
          <div>{props.children}</div>
        </div>
        <Show when={props.actions}>
          <div class={styles.actions}>{props.actions}</div>
        </Show>
      </div>
    </div>
  );
}
