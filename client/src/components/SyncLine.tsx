import type { JSX } from "solid-js";
import type { IconName } from "./icon-paths.ts";
import { Icon } from "./Icon.tsx";
import styles from "./SyncLine.module.css";

/** device: saved here only · sending · saved: on the server too · offline · attention: needs a look. */
export type SyncState = "device" | "sending" | "saved" | "offline" | "attention";

const ICONS: { readonly [State in SyncState]: IconName } = {
  device: "phone",
  sending: "sending",
  saved: "cloud-saved",
  offline: "cloud-off",
  attention: "info",
};

export type SyncLineProps = { readonly state: SyncState; readonly text: string };

/** Where the words are, in words. */
export function SyncLine(props: SyncLineProps): JSX.Element {
  return (
    <p class={styles.line} data-state={props.state}>
      <span class={styles.icon}>
        <Icon name={ICONS[props.state]} />
      </span>
      <span>{props.text}</span>
    </p>
  );
}
