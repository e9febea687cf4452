import type { JSX } from "solid-js";
import { ICON_PATHS, type IconName } from "./icon-paths.ts";
import styles from "./Icon.module.css";

export type IconProps = { readonly name: IconName; readonly size?: "regular" | "small" | undefined };

/** A drawing beside a word; never read aloud, because the word is. */
export function Icon(props: IconProps): JSX.Element {
  return (
    <svg
      class={styles.icon}
      data-name={props.name}
      data-size={props.size}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={ICON_PATHS[props.name]} />
    </svg>
  );
}
