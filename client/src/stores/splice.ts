/** One replacement inside a text: `deleted` code units at `index` give way to `inserted`. UTF-16 code units throughout. */
export type Splice = { readonly index: number; readonly deleted: number; readonly inserted: string };

/** A Yjs text delta, as its events carry it. */
export type TextDelta = readonly {
  readonly retain?: number | undefined;
  readonly insert?: unknown;
  readonly delete?: number | undefined;
}[];

/**
 * The one splice that turns `before` into `after`, or null when they are equal.
 *
 * @param caret where the caret stands in `after`. It decides between equal readings ("aa" typed into "aaa"), so that a
 *   partner's letters at the same place stay on the side the person saw them on. Surrogate pairs are never split.
 */
export function spliceBetween(before: string, after: string, caret: number): Splice | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  const suffixMax = Math.min(shorter, after.length - caret);
  let suffix = 0;
  while (suffix < suffixMax && before[before.length - 1 - suffix] === after[after.length - 1 - suffix])
    suffix += 1;
  if (suffix > 0 && isLowSurrogate(after, after.length - suffix)) suffix -= 1;
  let prefix = 0;
  while (prefix < shorter - suffix && before[prefix] === after[prefix]) prefix += 1;
  if (prefix > 0 && isHighSurrogate(after, prefix - 1)) prefix -= 1;
  return {
    index: prefix,
    deleted: before.length - prefix - suffix,
    inserted: after.slice(prefix, after.length - suffix),
  };
}

const isLowSurrogate = (text: string, index: number): boolean => /[\uDC00-\uDFFF]/.test(text[index] ?? "");
const isHighSurrogate = (text: string, index: number): boolean => /[\uD800-\uDBFF]/.test(text[index] ?? "");

/** Where a place in a text stands after `delta`. What is inserted exactly there comes behind it: a caret stays with its letter. */
export function mapThroughDelta(delta: TextDelta, place: number): number {
  let at = 0;
  let mapped = place;
  for (const part of delta) {
    if (at > mapped) break;
    if (part.retain !== undefined) at += part.retain;
    else if (part.delete !== undefined) mapped -= Math.min(part.delete, mapped - at);
    else {
      const length = typeof part.insert === "string" ? part.insert.length : 1;
      if (at < mapped) mapped += length;
      at += length;
    }
  }
  return mapped;
}

/**
 * What a textarea shows of `raw`: it turns CR and CRLF into LF. Only a foreign app writes them, and then an index on
 * the screen is not an index in the text.
 */
export const shownText = (raw: string): string => raw.replaceAll(/\r\n?/g, "\n");

/** The index in `raw` of an index in `shownText(raw)`. */
export function rawIndex(raw: string, shownIndex: number): number {
  if (!raw.includes("\r\n")) return shownIndex;
  let index = 0;
  for (let shown = 0; shown < shownIndex && index < raw.length; shown += 1)
    index += raw.startsWith("\r\n", index) ? 2 : 1;
  return index;
}
