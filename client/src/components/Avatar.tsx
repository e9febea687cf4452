import { type JSX, Show } from "solid-js";
import type { Place } from "./place.ts";
import styles from "./Avatar.module.css";

export type AvatarProps = {
  readonly place: Place;
  /** One letter, as it should be shown. */
  readonly initial: string;
  /** Read aloud ("Sam is here"); leave it out where the name stands beside it anyway. */
  readonly label?: string | undefined;
  /** Here: filled with a dot. Away: an outline. Left out: filled, saying nothing about where they are. */
  readonly presence?: "here" | "away" | undefined;
  readonly size?: "regular" | "small" | undefined;
};

/** A person as a shape, a colour and a letter: any one of the three is enough to tell them apart. */
export function Avatar(props: AvatarProps): JSX.Element {
  return (
    <span
      class={styles.avatar}
      data-place={props.place}
      data-presence={props.presence}
      data-size={props.size}
      role={props.label === undefined ? undefined : "img"}
      aria-label={props.label}
      aria-hidden={props.label === undefined ? "true" : undefined}
    >
      {props.initial}
      <Show when={props.presence === "here"}>
        <span class={styles.dot} />
      </Show>
    </span>
  );
}
