import { type JSX, Show } from "solid-js";
import { Avatar, type AvatarProps } from "./Avatar.tsx";
import styles from "./AvatarPair.module.css";

export type AvatarPairProps = {
  readonly first: Omit<AvatarProps, "place" | "size">;
  /** Missing while nobody has joined yet. */
  readonly second?: Omit<AvatarProps, "place" | "size"> | undefined;
  readonly size?: AvatarProps["size"];
  /** What is true of them, beside the shapes: "Sam is here", "Agreed 12 April". */
  readonly text?: string | undefined;
};

/** Both people side by side, always in the order of their seats. */
export function AvatarPair(props: AvatarPairProps): JSX.Element {
  return (
    <span class={styles.pair}>
      <span class={styles.shapes}>
        <Avatar place="first" size={props.size} {...props.first} />
        <Show when={props.second}>
          {(second) => <Avatar place="second" size={props.size} {...second()} />}
        </Show>
      </span>
      <Show when={props.text}>
        <span class={styles.text} data-part="text">
          {props.text}
        </span>
      </Show>
    </span>
  );
}
