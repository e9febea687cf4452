import type { ItemId } from "@mendboard/shared/ids";
import { type Accessor, createMemo } from "solid-js";

type Held = { readonly open: ItemId | null; readonly ids: readonly ItemId[] };

/**
 * A row that stands still around the entry whose words are open here: what the other moves waits until it is closed,
 * since moving the focused field would take the caret, and end a composition. What the other adds comes to the end, and
 * what they remove goes; the open entry stays even then, and does not turn up in the row it was moved to.
 *
 * @param isThere whether an entry is in the document at all
 */
export function createHeldRow(
  row: Accessor<readonly ItemId[]>,
  open: Accessor<ItemId | null>,
  isThere: (id: ItemId) => boolean,
): Accessor<readonly ItemId[]> {
  const held = createMemo<Held>(
    (before) => {
      const ids = row();
      const id = open();
      if (id === null || id !== before.open) return { open: id, ids };
      if (!before.ids.includes(id)) return { open: id, ids: ids.filter((other) => other !== id) };
      const standing = new Set(ids);
      const known = new Set(before.ids);
      return {
        open: id,
        ids: [
          ...before.ids.filter((other) => standing.has(other) || (other === id && isThere(other))),
          ...ids.filter((other) => !known.has(other)),
        ],
      };
    },
    { open: null, ids: [] },
  );
  return () => held().ids;
}
