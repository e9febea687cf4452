import { generateKeyBetween } from "fractional-indexing";

/** Something that stands in a row: by `order`, and by `id` where two devices chose the same order at once. */
export type Ordered = { readonly id: string; readonly order: string };

export const byOrder = (a: Ordered, b: Ordered): number =>
  compareText(a.order, b.order) || compareText(a.id, b.id);

/** Code-unit order, as fractional-indexing means it; never the locale's. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The order keys to write so that `id` stands at `index` among `row` (sorted, without `id`).
 *
 * Usually one key, for `id` alone. Neighbours that share a key (two devices inserted at the same place) or carry one
 * that is not a key (a foreign app) leave no room between them, so the rest of the row is given fresh keys.
 */
export function ordersForMove(
  row: readonly Ordered[],
  id: string,
  index: number,
): ReadonlyMap<string, string> {
  const at = Math.max(0, Math.min(index, row.length));
  const before = row[at - 1]?.order ?? null;
  const after = row[at]?.order ?? null;
  const key = keyBetween(before, after);
  return key === null
    ? rebalanced([
        ...row.slice(0, at).map((entry) => entry.id),
        id,
        ...row.slice(at).map((entry) => entry.id),
      ])
    : new Map([[id, key]]);
}

function keyBetween(before: string | null, after: string | null): string | null {
  try {
    return generateKeyBetween(before, after);
  } catch {
    // The library throws for equal or foreign keys; both mean that the row has to be given new ones.
    return null;
  }
}

function rebalanced(ids: readonly string[]): ReadonlyMap<string, string> {
  const orders = new Map<string, string>();
  let previous: string | null = null;
  for (const id of ids) {
    previous = generateKeyBetween(previous, null);
    orders.set(id, previous);
  }
  return orders;
}
