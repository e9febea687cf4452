import { For, type JSX } from "solid-js";
import { Icon } from "./Icon.tsx";
import type { NavAction, NavItem } from "./nav-items.ts";
import styles from "./BottomBar.module.css";

export type BottomBarProps = {
  readonly label: string;
  /** Five at most; the raised one in the middle. */
  readonly items: readonly (NavItem | NavAction)[];
};

/** The way around on a phone, under the thumb. */
export function BottomBar(props: BottomBarProps): JSX.Element {
  return (
    <nav class={styles.bar} aria-label={props.label}>
      <ul class={styles.items}>
        <For each={props.items}>{(item) => <li class={styles.item}>{entry(item)}</li>}</For>
      </ul>
    </nav>
  );
}

function entry(item: NavItem | NavAction): JSX.Element {
  if ("href" in item) {
    return (
      <a class={styles.entry} href={item.href} aria-current={item.current ? "page" : undefined}>
        <Icon name={item.icon} />
        <span>{item.label}</span>
      </a>
    );
  }
  return (
    <button
      type="button"
      class={styles.entry}
      data-raised={item.raised ? "" : undefined}
      data-current={item.current ? "" : undefined}
      aria-haspopup="dialog"
      aria-expanded={item.expanded}
      onClick={() => item.onSelect()}
    >
      <span class={styles.mark}>
        <Icon name={item.icon} />
      </span>
      <span>{item.label}</span>
    </button>
  );
}
