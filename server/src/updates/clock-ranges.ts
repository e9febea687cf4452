/**
 * Sets of clocks of one client, as flat `from, to` pairs (`to` exclusive): ascending and never touching each other.
 */

/** Whether one pair holds all of `from` to `to`. */
export function coversRange(pairs: readonly number[], from: number, to: number): boolean {
  let low = 0;
  let high = pairs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle * 2 + 1] ?? 0) < to) low = middle + 1;
    else high = middle;
  }
  return (pairs[low * 2] ?? Infinity) <= from;
}

/** The union. `added` may be in any order and overlap; linear in both, so that many ranges at once stay cheap. */
export function addRanges(pairs: readonly number[], added: readonly number[]): number[] {
  const sorted = added.length === 2 ? added : sortPairs(added);
  const union: number[] = [];
  let left = 0;
  let right = 0;
  while (left < pairs.length || right < sorted.length) {
    const leftFrom = pairs[left] ?? Infinity;
    const rightFrom = sorted[right] ?? Infinity;
    if (leftFrom <= rightFrom) {
      push(union, leftFrom, pairs[left + 1] ?? 0);
      left += 2;
    } else {
      push(union, rightFrom, sorted[right + 1] ?? 0);
      right += 2;
    }
  }
  return union;
}

function push(union: number[], from: number, to: number): void {
  const end = union.at(-1);
  if (end !== undefined && from <= end) union[union.length - 1] = Math.max(end, to);
  else union.push(from, to);
}

function sortPairs(pairs: readonly number[]): number[] {
  const order: { readonly from: number; readonly to: number }[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    order.push({ from: pairs[index] ?? 0, to: pairs[index + 1] ?? 0 });
  }
  return order.toSorted((a, b) => a.from - b.from).flatMap(({ from, to }) => [from, to]);
}
