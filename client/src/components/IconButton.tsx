import { type JSX, splitProps } from "solid-js";
import type { IconName } from "./icon-paths.ts";
import { Icon } from "./Icon.tsx";
import styles from "./IconButton.module.css";

export type IconButtonProps = Omit<
  JSX.ButtonHTMLAttributes<HTMLButtonElement>,
  "class" | "classList" | "style"
> & {
  readonly icon: IconName;
  /** Read aloud, and shown to a mouse that rests on it. */
  readonly label: string;
};

/** Only for add, more, close and the like, where the drawing is known to everybody. */
export function IconButton(props: IconButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ["icon", "label"]);
  return (
    <button
      type="button"
      {...rest}
      class={styles.button}
      data-icon={own.icon}
      aria-label={own.label}
      title={own.label}
    >
      <Icon name={own.icon} />
    </button>
  );
}
