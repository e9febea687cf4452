import { For, type JSX, Show } from "solid-js";
import { Icon } from "./Icon.tsx";
import { Logo } from "./Logo.tsx";
import type { NavItem } from "./nav-items.ts";
import styles from "./Rail.module.css";

export type RailProps = {
  /** Names the navigation for those who jump from landmark to landmark. */
  readonly label: string;
  readonly appName: string;
  /** Groups of links, a thin line between them. */
  readonly groups: readonly (readonly NavItem[])[];
  /** At the bottom: settings and the like. */
  readonly last: readonly NavItem[];
  /** Under everything: where the words are. */
  readonly status?: JSX.Element;
};

/** The way around on a wide screen. */
export function Rail(props: RailProps): JSX.Element {
  return (
    <nav class={styles.rail} aria-label={props.label}>
      <p class={styles.brand}>
        <Logo />
        {props.appName}
      </p>
      <div class={styles.places}>
        <For each={props.groups}>{(items) => <Links items={items} />}</For>
        <Links items={props.last} />
      </div>
      <Show when={props.status}>
        <div class={styles.status}>{props.status}</div>
      </Show>
    </nav>
  );
}

function Links(props: { readonly items: readonly NavItem[] }): JSX.Element {
  return (
    <ul class={styles.group}>
      <For each={props.items}>
        {(item) => (
          <li>
            <a class={styles.link} href={item.href} aria-current={item.current ? "page" : undefined}>
              <Icon name={item.icon} />
              <span class={styles.label}>{item.label}</span>
              <Show when={item.badge}>
                <span class={styles.badge}>{item.badge}</span>
              </Show>
            </a>
          </li>
        )}
      </For>
    </ul>
  );
}
