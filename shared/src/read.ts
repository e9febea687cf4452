import * as Y from "yjs";
import { type ItemId, isItemId } from "./ids.ts";
import { NAME_LENGTH_MAX } from "./limits.ts";
import type { Ordered } from "./order.ts";
import { SCHEMA_VERSION } from "./schema.ts";
import { isStepNumber, type StepNumber } from "./steps.ts";
import {
  DRAFT_KINDS,
  type DraftKind,
  ITEM_KINDS,
  isOneOf,
  type ItemKind,
  type Lane,
  LANES,
  STEP_WORDS,
  type StepWord,
} from "./words.ts";

/**
 * Documents as plain readonly data. Everything here may have been written by a newer app or by a hostile partner:
 * each field is looked at before it is believed, and what is unknown is kept and shown plainly (PROTOCOL.md D2).
 */

/** A plan card or a boundary. */
export type Item = Ordered & {
  readonly id: ItemId;
  readonly kind: ItemKind | "unknown";
  readonly wording: string;
  readonly lane: Lane;
  readonly steps: readonly StepNumber[];
  /** A claim: any partner could have written it. */
  readonly author: string;
  readonly createdAt: number;
  /** When it was removed; null while it stands. */
  readonly deletedAt: number | null;
};

/** One line of a step's "our list". */
export type Line = Ordered & {
  readonly id: ItemId;
  readonly step: StepNumber | null;
  readonly wording: string;
  readonly ticked: boolean;
  readonly deletedAt: number | null;
};

/** A member's own limit, in finished words. */
export type Limit = Ordered & {
  readonly id: ItemId;
  readonly wording: string;
  readonly steps: readonly StepNumber[];
  readonly createdAt: number;
  readonly changedAt: number | null;
  readonly deletedAt: number | null;
};

/** Words that only their writer can see. */
export type Draft = Ordered & {
  readonly id: ItemId;
  readonly kind: DraftKind | "unknown";
  readonly wording: string;
  /** The shown limit whose words this draft would replace. */
  readonly replaces: ItemId | null;
  readonly steps: readonly StepNumber[];
  readonly createdAt: number;
  readonly deletedAt: number | null;
};

type Fields = Y.Map<unknown>;

export const readItem = (id: ItemId, fields: Fields): Item => ({
  id,
  kind: oneOf(ITEM_KINDS, fields.get("kind"), "unknown"),
  wording: text(fields.get("wording")),
  lane: oneOf(LANES, fields.get("lane"), "talking"),
  order: order(fields.get("order")),
  steps: steps(fields.get("steps")),
  author: text(fields.get("author")),
  createdAt: instant(fields.get("createdAt")) ?? 0,
  deletedAt: instant(fields.get("deletedAt")),
});

export const readLine = (id: ItemId, fields: Fields): Line => ({
  id,
  step: step(fields.get("step")),
  wording: text(fields.get("wording")),
  ticked: fields.get("ticked") === true,
  order: order(fields.get("order")),
  deletedAt: instant(fields.get("deletedAt")),
});

export const readLimit = (id: ItemId, fields: Fields): Limit => ({
  id,
  wording: text(fields.get("wording")),
  steps: steps(fields.get("steps")),
  order: order(fields.get("order")),
  createdAt: instant(fields.get("createdAt")) ?? 0,
  changedAt: instant(fields.get("changedAt")),
  deletedAt: instant(fields.get("deletedAt")),
});

export const readDraft = (id: ItemId, fields: Fields): Draft => ({
  id,
  kind: oneOf(DRAFT_KINDS, fields.get("kind"), "unknown"),
  wording: text(fields.get("wording")),
  replaces: itemId(fields.get("replaces")),
  steps: steps(fields.get("steps")),
  order: order(fields.get("order")),
  createdAt: instant(fields.get("createdAt")) ?? 0,
  deletedAt: instant(fields.get("deletedAt")),
});

/**
 * Every readable entry of a collection, unsorted. An entry that is not a map under an item id is passed over: it stays
 * in the document, since nothing here writes.
 */
export function readCollection<T>(collection: Fields, read: (id: ItemId, fields: Fields) => T): readonly T[] {
  const entries: T[] = [];
  for (const [id, value] of collection)
    if (isItemId(id) && value instanceof Y.Map) entries.push(read(id, value));
  return entries;
}

/**
 * What the member should be called; empty while they have not said. It stands inside our own sentences, so what could
 * turn a sentence around, break it or drown it is left out.
 */
export const readName = (profile: Fields): string =>
  text(profile.get("name"))
    .replaceAll(BREAKS, " ")
    .replaceAll(BIDI_CONTROLS, "")
    .trim()
    .slice(0, NAME_LENGTH_MAX)
    // Cut between the halves of a letter, the first half goes too.
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();

const BREAKS = /[\n\r\t\v\f\u0085\u2028\u2029]+/g;
/** Unicode's Bidi_Control: marks, embeddings, overrides and isolates. */
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

export const readStepWord = (stepWords: Fields, of: StepNumber): StepWord | null => {
  const word = stepWords.get(String(of));
  return isOneOf(STEP_WORDS, word) ? word : null;
};

/** Whether this member wants to be seen as here and as writing. On until they turn it off. */
export const readShowsPresence = (settings: Fields): boolean => settings.get("presence") !== "hidden";

/** The schema version of a document; above {@link SCHEMA_VERSION} an app may read it and must not write it (D8). */
export function readSchemaVersion(meta: Fields): number {
  const version = meta.get("schemaVersion");
  return typeof version === "number" && Number.isInteger(version) && version >= 1 ? version : 1;
}
export const isNewerThanThisApp = (meta: Fields): boolean => readSchemaVersion(meta) > SCHEMA_VERSION;

const text = (value: unknown): string =>
  value instanceof Y.Text ? value.toString() : typeof value === "string" ? value : "";

const order = (value: unknown): string => (typeof value === "string" ? value : "");

const instant = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

const step = (value: unknown): StepNumber | null =>
  typeof value === "number" && isStepNumber(value) ? value : null;

const steps = (value: unknown): readonly StepNumber[] =>
  Array.isArray(value) ? value.map(step).filter((entry) => entry !== null) : [];

const itemId = (value: unknown): ItemId | null =>
  typeof value === "string" && isItemId(value) ? value : null;

const oneOf = <T extends string, U>(list: readonly T[], value: unknown, otherwise: U): T | U =>
  isOneOf(list, value) ? value : otherwise;
