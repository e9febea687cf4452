import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import type { IconName } from "./icon-paths.ts";
import { Icon } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import styles from "./Menu.module.css";

export type MenuItem = {
  readonly label: string;
  readonly icon?: IconName | undefined;
  /** Deletes something. */
  readonly danger?: boolean | undefined;
  /** Stays in its place, and can be reached and read, but does nothing. */
  readonly disabled?: boolean | undefined;
  readonly onSelect: () => void;
};

export type MenuProps = {
  /** What it is: "More about". */
  readonly label: string;
  /** The id of the words that the actions are for. Read aloud behind the label, and never copied: one letter stays one change. */
  readonly of?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly items: readonly MenuItem[];
};

/**
 * A button and the actions behind it, as the ARIA practices describe a menu button: arrows, Home and End
 * move, a letter jumps, Esc and Tab close. The items exist only while it is open.
 */
export function Menu(props: MenuProps): JSX.Element {
  const menuId = createUniqueId();
  const buttonId = createUniqueId();
  const labelledBy = () => (props.of === undefined ? undefined : `${buttonId} ${props.of}`);
  const [open, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  let menu: HTMLDivElement | undefined;

  const items = (): HTMLElement[] => [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  const focusedIndex = (): number => items().findIndex((item) => item === document.activeElement);
  const focusAt = (index: number): void => {
    const all = items();
    all.at(index % all.length)?.focus();
  };

  const close = (): void => {
    menu?.hidePopover();
    button?.focus();
  };

  const openAt = (index: number): void => {
    menu?.showPopover(button ? { source: button } : {});
    focusAt(index);
  };

  const jumpTo = (letter: string): void => {
    const all = items();
    const here = focusedIndex();
    const after = [...all.slice(here + 1), ...all.slice(0, here + 1)];
    after.find((item) => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
  };

  const onMenuKeyDown = (event: KeyboardEvent): void => {
    const here = focusedIndex();
    if (event.key === "Tab") return close(); // the browser then moves on from the button
    if (event.key === "ArrowDown") focusAt(here + 1);
    else if (event.key === "ArrowUp") focusAt(here - 1);
    else if (event.key === "Home") focusAt(0);
    else if (event.key === "End") focusAt(-1);
    else if (event.key === "Escape") close();
    else if (/^\S$/u.test(event.key) && !event.ctrlKey && !event.metaKey) jumpTo(event.key.toLowerCase());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <IconButton
        ref={(element: HTMLButtonElement) => (button = element)}
        id={buttonId}
        icon={props.icon ?? "more"}
        label={props.label}
        aria-labelledby={labelledBy()}
        aria-haspopup="menu"
        aria-expanded={open()}
        popoverTarget={menuId}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          openAt(event.key === "ArrowDown" ? 0 : -1);
        }}
      />
      <div
        ref={(element) => (menu = element)}
        id={menuId}
        class={styles.menu}
        popover="auto"
        role="menu"
        aria-labelledby={labelledBy() ?? buttonId}
        onBeforeToggle={(event) => setOpen(event.newState === "open")}
        onKeyDown={onMenuKeyDown}
      >
        <Show when={open()}>
          <For each={props.items}>
            {(item, index) => (
              <button
                type="button"
                role="menuitem"
                tabindex="-1"
                autofocus={index() === 0}
                class={styles.item}
                data-danger={item.danger ? "" : undefined}
                aria-disabled={item.disabled}
                onClick={() => {
                  if (item.disabled) return;
                  close(); // first, so that whatever it opens gives the focus back to the button
                  item.onSelect();
                }}
              >
                <Show when={item.icon}>{(name) => <Icon name={name()} />}</Show>
                {item.label}
              </button>
            )}
          </For>
        </Show>
      </div>
    </>
  );
}
