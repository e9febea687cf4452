import * as Y from "yjs";
import type { ItemId, MemberId } from "./ids.ts";
import { NAME_LENGTH_MAX, REMOVED_KEPT_DAYS, WORDING_LENGTH_MAX } from "./limits.ts";
import { byOrder, type Ordered, ordersForMove } from "./order.ts";
import { readCollection, readDraft, readItem, readLimit, readLine } from "./read.ts";
import { err, ok, type Result } from "./result.ts";
import { type ItemCollection, jointRoots, privateRoots, SCHEMA_VERSION, voiceRoots } from "./schema.ts";
import type { StepNumber } from "./steps.ts";
import type { DraftKind, ItemKind, Lane, StepWord } from "./words.ts";

/**
 * Every way to change a board, one function each. Each is one Yjs transaction, takes its time and ids from the caller,
 * and leaves the document untouched when it refuses. Two writers at once: fields are last-writer-wins, texts merge
 * letter by letter.
 */

export type TextRefused =
  | { readonly tag: "empty" }
  | { readonly tag: "too-long"; readonly lengthMax: number };
export type NotThere = { readonly tag: "not-there" };

// ── What both co-edit ───────────────────────────────────────────────────────────────────────────

export type NewItem = {
  readonly id: ItemId;
  readonly kind: ItemKind;
  readonly wording: string;
  readonly lane: Lane;
  readonly steps: readonly StepNumber[];
  readonly author: MemberId;
  /** Epoch milliseconds. */
  readonly now: number;
};

/**
 * A new plan card or boundary at the end of its lane. An id that is already there keeps its words; one that was removed
 * stands again.
 */
export function addItem(doc: Y.Doc, item: NewItem): Result<void, TextRefused> {
  const wording = finishedWords(item.wording, WORDING_LENGTH_MAX);
  if (!wording.ok) return wording;
  const { items } = jointRoots(doc);
  const known = items.get(item.id);
  if (known !== undefined) {
    if (known instanceof Y.Map && typeof known.get("deletedAt") === "number") known.set("deletedAt", null);
    return ok(undefined);
  }
  const row = readCollection(items, readItem).filter(
    (other) => other.kind === item.kind && other.lane === item.lane,
  );
  addAtEnd(doc, items, item.id, row, [
    ["mechanism", "agreement"],
    ["kind", item.kind],
    ["wording", new Y.Text(wording.value)],
    ["lane", item.lane],
    ["steps", [...item.steps]],
    ["author", item.author],
    ["createdAt", item.now],
  ]);
  return ok(undefined);
}

/** Put a plan card at `index` of a lane, counting the cards that stand there without it. */
export function moveItem(doc: Y.Doc, id: ItemId, lane: Lane, index: number): Result<void, NotThere> {
  const { items } = jointRoots(doc);
  const row = readCollection(items, readItem).filter(
    (other) => other.kind !== "boundary" && other.lane === lane && other.deletedAt === null,
  );
  return moveWithin(doc, items, id, row, index, (fields) => {
    if (fields.get("lane") !== lane) fields.set("lane", lane);
  });
}

export type NewLine = {
  readonly id: ItemId;
  readonly step: StepNumber;
  readonly wording: string;
  readonly author: MemberId;
  readonly now: number;
};

/** A new line at the end of a step's "our list". It may start empty: the editor opens on it at once. */
export function addLine(doc: Y.Doc, line: NewLine): void {
  const { lines } = jointRoots(doc);
  const row = readCollection(lines, readLine).filter((other) => other.step === line.step);
  addAtEnd(doc, lines, line.id, row, [
    ["step", line.step],
    ["wording", new Y.Text(line.wording)],
    ["ticked", false],
    ["author", line.author],
    ["createdAt", line.now],
  ]);
}

export function moveLine(doc: Y.Doc, id: ItemId, step: StepNumber, index: number): Result<void, NotThere> {
  const { lines } = jointRoots(doc);
  const row = readCollection(lines, readLine).filter(
    (other) => other.step === step && other.deletedAt === null,
  );
  return moveWithin(doc, lines, id, row, index);
}

/** A tick says that a thing was done. Either may tick and untick, and nobody is named. */
export const tickLine = (doc: Y.Doc, id: ItemId, ticked: boolean): Result<void, NotThere> =>
  setField(doc, jointRoots(doc).lines, id, "ticked", ticked);

// ── Words, letter by letter ─────────────────────────────────────────────────────────────────────

/** The live text of an item or draft; null when it is gone or holds finished words instead. */
export function liveText(collection: ItemCollection, id: ItemId): Y.Text | null {
  const fields = collection.get(id);
  const wording = fields instanceof Y.Map ? fields.get("wording") : undefined;
  return wording instanceof Y.Text ? wording : null;
}

/**
 * Replace `deleted` code units at `index` with `inserted`, as one edit of `origin` (which an undo manager may track).
 *
 * @param index in UTF-16 code units; never inside a surrogate pair
 */
export function editText(
  text: Y.Text,
  index: number,
  deleted: number,
  inserted: string,
  origin: unknown,
): void {
  text.doc?.transact(() => {
    if (deleted > 0) text.delete(index, deleted);
    if (inserted !== "") text.insert(index, inserted);
  }, origin);
}

// ── Removing, and bringing back ─────────────────────────────────────────────────────────────────

/**
 * Take an item out of sight. It can be brought back for {@link REMOVED_KEPT_DAYS} days; whatever was removed before
 * that goes for good in the same edit, so nothing has to run by a clock.
 */
export function removeEntry(
  doc: Y.Doc,
  collection: ItemCollection,
  id: ItemId,
  now: number,
): Result<void, NotThere> {
  const fields = collection.get(id);
  if (!(fields instanceof Y.Map)) return err({ tag: "not-there" });
  doc.transact(() => {
    fields.set("deletedAt", now);
    for (const [otherId, other] of collection) {
      const deletedAt: unknown = other instanceof Y.Map ? other.get("deletedAt") : undefined;
      if (typeof deletedAt === "number" && deletedAt < now - REMOVED_KEPT_MS) collection.delete(otherId);
    }
  });
  return ok(undefined);
}

const REMOVED_KEPT_MS = REMOVED_KEPT_DAYS * 24 * 60 * 60_000;

export const restoreEntry = (doc: Y.Doc, collection: ItemCollection, id: ItemId): Result<void, NotThere> =>
  setField(doc, collection, id, "deletedAt", null);

// ── In one's own name ───────────────────────────────────────────────────────────────────────────

/** Change what the partner calls this member. Wordings are never rewritten. */
export function setName(doc: Y.Doc, name: string): Result<void, TextRefused> {
  const finished = finishedWords(name, NAME_LENGTH_MAX);
  if (finished.ok) voiceRoots(doc).profile.set("name", finished.value);
  return finished.ok ? ok(undefined) : finished;
}

/** The member's own word for a step; null takes it back. */
export function setStepWord(doc: Y.Doc, step: StepNumber, word: StepWord | null): void {
  const { stepWords } = voiceRoots(doc);
  if (word === null) stepWords.delete(String(step));
  else stepWords.set(String(step), word);
}

export type NewLimit = {
  readonly id: ItemId;
  readonly wording: string;
  readonly steps: readonly StepNumber[];
  readonly now: number;
};

/** A limit in finished words, shown to the partner. Showing an id that is already shown changes its words. */
export function showLimit(doc: Y.Doc, limit: NewLimit): Result<void, TextRefused> {
  const wording = finishedWords(limit.wording, WORDING_LENGTH_MAX);
  if (!wording.ok) return wording;
  const { limits } = voiceRoots(doc);
  const shown = limits.get(limit.id);
  if (shown instanceof Y.Map) {
    doc.transact(() => {
      shown.set("wording", wording.value);
      shown.set("changedAt", limit.now);
      // Shown again after it was laid down, it stands again.
      if (shown.has("deletedAt")) shown.set("deletedAt", null);
    });
    return ok(undefined);
  }
  addAtEnd(doc, limits, limit.id, readCollection(limits, readLimit), [
    ["wording", wording.value],
    ["steps", [...limit.steps]],
    ["createdAt", limit.now],
  ]);
  return ok(undefined);
}

// ── Just for me ─────────────────────────────────────────────────────────────────────────────────

export type NewDraft = {
  readonly id: ItemId;
  readonly kind: DraftKind;
  readonly wording: string;
  readonly replaces: ItemId | null;
  readonly steps: readonly StepNumber[];
  readonly now: number;
};

export function addDraft(doc: Y.Doc, draft: NewDraft): void {
  const { drafts } = privateRoots(doc);
  addAtEnd(doc, drafts, draft.id, readCollection(drafts, readDraft), [
    ["kind", draft.kind],
    ["wording", new Y.Text(draft.wording)],
    ["replaces", draft.replaces],
    ["steps", [...draft.steps]],
    ["createdAt", draft.now],
  ]);
}

/** Really gone: words nobody else has seen leave nothing behind. */
export const eraseDraft = (doc: Y.Doc, id: ItemId): void => privateRoots(doc).drafts.delete(id);

export const setShowsPresence = (doc: Y.Doc, shows: boolean): void => {
  privateRoots(doc).settings.set("presence", shows ? "shown" : "hidden");
};

/** Mark a document with the schema it is written in; only its creator does, once, with its first words. */
export const markSchema = (meta: Y.Map<unknown>): void => {
  meta.set("schemaVersion", SCHEMA_VERSION);
};

// ── The parts they share ────────────────────────────────────────────────────────────────────────

/** Words as they may stand: without blanks around them, not empty, within the bound. */
function finishedWords(words: string, lengthMax: number): Result<string, TextRefused> {
  const trimmed = words.trim();
  if (trimmed === "") return err({ tag: "empty" });
  return trimmed.length > lengthMax ? err({ tag: "too-long", lengthMax }) : ok(trimmed);
}

function addAtEnd(
  doc: Y.Doc,
  collection: ItemCollection,
  id: ItemId,
  row: readonly Ordered[],
  fields: readonly (readonly [string, unknown])[],
): void {
  doc.transact(() => {
    const orders = ordersForMove(row.toSorted(byOrder), id, row.length);
    writeOrders(collection, orders, id);
    collection.set(id, new Y.Map([...fields, ["order", orders.get(id) ?? ""]]));
  });
}

function moveWithin(
  doc: Y.Doc,
  collection: ItemCollection,
  id: ItemId,
  row: readonly Ordered[],
  index: number,
  change: (fields: Y.Map<unknown>) => void = () => undefined,
): Result<void, NotThere> {
  const fields = collection.get(id);
  if (!(fields instanceof Y.Map)) return err({ tag: "not-there" });
  doc.transact(() => {
    change(fields);
    writeOrders(
      collection,
      ordersForMove(row.filter((entry) => entry.id !== id).toSorted(byOrder), id, index),
      null,
    );
  });
  return ok(undefined);
}

function writeOrders(
  collection: ItemCollection,
  orders: ReadonlyMap<string, string>,
  except: ItemId | null,
): void {
  for (const [id, order] of orders) {
    const fields = id === except ? undefined : collection.get(id);
    if (fields instanceof Y.Map) fields.set("order", order);
  }
}

function setField(
  doc: Y.Doc,
  collection: ItemCollection,
  id: ItemId,
  field: string,
  value: unknown,
): Result<void, NotThere> {
  const fields = collection.get(id);
  if (!(fields instanceof Y.Map)) return err({ tag: "not-there" });
  doc.transact(() => fields.set(field, value));
  return ok(undefined);
}
