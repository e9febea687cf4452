import type { ItemId } from "@mendboard/shared/ids";
import { MAIN_ID } from "../../components/AppShell.tsx";

/** The id of an item's words on the page. Its menu is named by them, and found by them. */
export const wordsIdOf = (id: ItemId): string => `words-${id}`;

/**
 * Put the focus on an item's menu, wherever the item stands now, or on the page when it is gone. For after an action
 * that took away what had the focus: a keyboard must not fall back to the top.
 */
export function focusItem(id: ItemId | undefined): void {
  const menu =
    id === undefined ? null : document.querySelector<HTMLElement>(`[aria-labelledby~="${wordsIdOf(id)}"]`);
  (menu ?? document.getElementById(MAIN_ID))?.focus();
}

/** Put the focus on the head of a page just opened, for ears and keyboards, unless a field on it has taken it already. */
export function focusPage(): void {
  const main = document.getElementById(MAIN_ID);
  const focused = document.activeElement;
  if (focused !== main && main?.contains(focused)) return;
  const heading = document.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}

/** The one after it in its row, else the one before; undefined when it stands alone. */
export function neighbourOf(row: readonly ItemId[], id: ItemId): ItemId | undefined {
  const at = row.indexOf(id);
  return row[at + 1] ?? row[at - 1];
}
