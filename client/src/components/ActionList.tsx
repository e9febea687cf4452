import { For, type JSX, Show } from "solid-js";
import type { IconName } from "./icon-paths.ts";
import { Icon } from "./Icon.tsx";
import styles from "./ActionList.module.css";

export type ActionListItem = {
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly note?: string | undefined;
} & ({ readonly href: string; readonly current?: boolean | undefined } | { readonly onSelect: () => void });

export type ActionListProps = {
  /** Said above the list; the list's name in any case. */
  readonly title: string;
  readonly titleHidden?: boolean | undefined;
  readonly items: readonly ActionListItem[];
};

/** Ways on as large rows: what stands behind Add and More. */
export function ActionList(props: ActionListProps): JSX.Element {
  return (
    <div class={styles.part}>
      <p class={props.titleHidden ? "visually-hidden" : styles.title}>{props.title}</p>
      <ul class={styles.list} aria-label={props.title}>
        <For each={props.items}>{(item) => <li>{row(item)}</li>}</For>
      </ul>
    </div>
  );
}

function row(item: ActionListItem): JSX.Element {
  const content = (
    <>
      <Show when={item.icon}>{(name) => <Icon name={name()} />}</Show>
      <span>
        {item.label}
        <Show when={item.note}>
          <span class={styles.note}>{item.note}</span>
        </Show>
      </span>
    </>
  );
  return "href" in item ? (
    <a class={styles.row} href={item.href} aria-current={item.current ? "page" : undefined}>
      {content}
    </a>
  ) : (
    <button type="button" class={styles.row} onClick={() => item.onSelect()}>
      {content}
    </button>
  );
}
