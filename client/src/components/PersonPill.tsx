import type { JSX } from "solid-js";
import { Avatar } from "./Avatar.tsx";
import type { Place } from "./place.ts";
import styles from "./PersonPill.module.css";

export type PersonPillProps = {
  readonly place: Place;
  readonly initial: string;
  /** solid: their word stands · open: not yet, or to older words · past: it once stood. */
  readonly tone?: "solid" | "open" | "past" | undefined;
  /** Who and what, in words: "Sam, 1 May", "Sam, not yet". */
  readonly children: JSX.Element;
};

/** One person's own word on something. */
export function PersonPill(props: PersonPillProps): JSX.Element {
  return (
    <span class={styles.pill} data-tone={props.tone ?? "solid"}>
      <Avatar
        place={props.place}
        initial={props.initial}
        size="small"
        presence={props.tone === undefined || props.tone === "solid" ? undefined : "away"}
      />
      <span>{props.children}</span>
    </span>
  );
}
