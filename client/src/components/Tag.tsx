import { type JSX, Show } from "solid-js";
import type { IconName } from "./icon-paths.ts";
import { Icon } from "./Icon.tsx";
import styles from "./Tag.module.css";

/**
 * outline: something is open · agreed: both said yes, and only then · private: only the reader sees this ·
 * night: waits for a talk · quiet: at rest.
 */
export type TagTone = "outline" | "agreed" | "private" | "night" | "quiet";

export type TagProps = {
  readonly tone?: TagTone | undefined;
  readonly icon?: IconName | undefined;
  readonly children: JSX.Element;
};

/** One short word about a card. One tag a card at most. */
export function Tag(props: TagProps): JSX.Element {
  return (
    <span class={styles.tag} data-tone={props.tone ?? "outline"}>
      <Show when={props.icon}>{(name) => <Icon name={name()} size="small" />}</Show>
      {props.children}
    </span>
  );
}
