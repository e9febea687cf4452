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
 * A live text as a textarea shows it, piece by piece. Our own words are one piece. Only a foreign or hostile app writes
 * what makes an index on the screen another than the index in the text: a CR, which a textarea shows as LF; CRLF, two
 * units shown as one; something embedded, a unit that is not shown at all.
 */
export type Pieces = readonly {
  readonly shown: string;
  /** How many units of the text it stands for: as many as are shown, or one that is hidden more. */
  readonly length: number;
}[];

/** @param delta a whole text, from `toDelta()`; what attributes say of it is not shown */
export function piecesOf(delta: TextDelta): Pieces {
  const pieces: { shown: string; length: number }[] = [];
  for (const { insert } of delta) {
    if (typeof insert !== "string") {
      pieces.push({ shown: "", length: 1 });
      continue;
    }
    for (const [part] of insert.matchAll(/\r\n?|[^\r]+/g))
      pieces.push({ shown: part.startsWith("\r") ? "\n" : part, length: part.length });
  }
  return pieces;
}

export const shownText = (pieces: Pieces): string => pieces.map((piece) => piece.shown).join("");

/** The index in the text of a place on the screen: `before` or `after` what is hidden exactly there. */
export function rawIndex(pieces: Pieces, place: number, side: "before" | "after"): number {
  let raw = 0;
  let left = place;
  for (const { shown, length } of pieces) {
    if (left < shown.length || (left === 0 && side === "before")) break;
    left -= shown.length;
    raw += length;
  }
  return raw + left;
}

/** The place on the screen of an index in the text. */
export function shownIndex(pieces: Pieces, index: number): number {
  let shownAt = 0;
  let left = index;
  for (const { shown, length } of pieces) {
    if (left < length) return shownAt + Math.min(left, shown.length);
    shownAt += shown.length;
    left -= length;
  }
  return shownAt;
}
