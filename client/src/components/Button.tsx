import { type JSX, Show, splitProps } from "solid-js";
import type { IconName } from "./icon-paths.ts";
import { Icon } from "./Icon.tsx";
import styles from "./Button.module.css";

/** `main` once a screen at most; `danger` only where something is deleted. */
export type ButtonLook = "main" | "outline" | "quiet" | "danger";

type Looks = {
  readonly look?: ButtonLook | undefined;
  readonly size?: "regular" | "small" | undefined;
  readonly icon?: IconName | undefined;
  /** A quiet one that begins a line: its word, not the space around it, is lined up with what stands above. */
  readonly flush?: boolean | undefined;
};

export type ButtonProps = Looks &
  Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class" | "classList" | "style"> & {
    /** Its work is under way: it keeps its place and focus, and further presses do nothing. */
    readonly busy?: boolean | undefined;
  };

export function Button(props: ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ["look", "size", "icon", "flush", "busy", "children"]);
  const stopWhileBusy = (event: Event) => {
    if (!own.busy) return;
    event.preventDefault();
    event.stopPropagation(); // Solid hears clicks at the document, so they end here
  };
  return (
    <button
      type="button"
      {...rest}
      class={styles.button}
      data-look={own.look ?? "outline"}
      data-size={own.size}
      data-flush={own.flush ? "" : undefined}
      aria-busy={own.busy}
      aria-disabled={own.busy}
      on:click={stopWhileBusy}
    >
      <Show when={own.icon}>{(name) => <Icon name={name()} />}</Show>
      {own.children}
    </button>
  );
}

export type ButtonLinkProps = Looks &
  Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, "class" | "classList" | "style"> & {
    readonly href: string;
  };

/** Goes somewhere instead of doing something, and looks the same. */
export function ButtonLink(props: ButtonLinkProps): JSX.Element {
  const [own, rest] = splitProps(props, ["look", "size", "icon", "flush", "children"]);
  return (
    <a
      {...rest}
      class={styles.button}
      data-look={own.look ?? "outline"}
      data-size={own.size}
      data-flush={own.flush ? "" : undefined}
    >
      <Show when={own.icon}>{(name) => <Icon name={name()} />}</Show>
      {own.children}
    </a>
  );
}
