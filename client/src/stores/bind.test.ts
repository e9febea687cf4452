import { addItem, editText, liveText, moveItem, removeEntry } from "@mendboard/shared/edits";
import { type ItemId, type MemberId, newItemId } from "@mendboard/shared/ids";
import { type Item, readItem } from "@mendboard/shared/read";
import { jointRoots } from "@mendboard/shared/schema";
import { createEffect, createMemo, createRoot } from "solid-js";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { type Collection, createCollection } from "./bind.ts";

const maya = "maya-maya-maya-maya-ma" as MemberId;
const itemId = (n: number): ItemId => newItemId(new Uint8Array(16).fill(n));

let doc: Y.Doc;
let items: Collection<Item>;
let row: () => readonly ItemId[];
let rowsSeen: number;
let dispose: () => void;

const add = (n: number) =>
  addItem(doc, {
    id: itemId(n),
    kind: "plan",
    wording: `card ${n}`,
    lane: "talking",
    steps: [],
    author: maya,
    now: n,
  });

beforeEach(() => {
  doc = new Y.Doc();
  for (const n of [1, 2, 3]) add(n);
  rowsSeen = 0;
  createRoot((end) => {
    dispose = end;
    items = createCollection(jointRoots(doc).items, readItem);
    row = items.createRow((item) => item.deletedAt === null && item.lane === "talking");
    createEffect(() => {
      row();
      rowsSeen += 1;
    });
  });
});

afterEach(() => dispose());

test("a letter changes the one text it stands in, and no row is made again", () => {
  const [first, second] = [items.entries[itemId(1)], items.entries[itemId(2)]];
  const text = liveText(jointRoots(doc).items, itemId(1));
  if (text !== null) editText(text, 0, 0, "my ", null);
  expect(items.entries[itemId(1)]?.wording).toBe("my card 1");
  expect([items.entries[itemId(1)], items.entries[itemId(2)]]).toEqual([first, second]);
  expect(rowsSeen).toBe(1);
});

test("a move changes the row, and a removal takes its item out of it", () => {
  moveItem(doc, itemId(3), "talking", 0);
  expect(row()).toEqual([itemId(3), itemId(1), itemId(2)]);
  removeEntry(doc, jointRoots(doc).items, itemId(1), 5);
  expect(row()).toEqual([itemId(3), itemId(2)]);
  moveItem(doc, itemId(2), "living", 0);
  expect(row()).toEqual([itemId(3)]);
});

test("an item that comes, and one that is really gone, are followed", () => {
  add(4);
  expect(row()).toHaveLength(4);
  jointRoots(doc).items.delete(itemId(4));
  expect(items.entries[itemId(4)]).toBeUndefined();
  expect(row()).toHaveLength(3);
});

test("an entry that turns into something unreadable is not shown, and comes back when it is whole again", () => {
  const { items: collection } = jointRoots(doc);
  collection.set(itemId(1), "not a map");
  expect(row()).toEqual([itemId(2), itemId(3)]);
  collection.set(
    itemId(1),
    new Y.Map<unknown>([
      ["kind", "plan"],
      ["wording", new Y.Text("whole")],
      ["order", "a0"],
    ]),
  );
  expect(items.entries[itemId(1)]?.wording).toBe("whole");
});

test("after it is disposed of, nothing follows the document", () => {
  dispose();
  const text = liveText(jointRoots(doc).items, itemId(1));
  if (text !== null) editText(text, 0, 0, "my ", null);
  expect(items.entries[itemId(1)]?.wording).toBe("card 1");
});

test("an entry's text is told again when another takes its place, and is null for words that are not live", () => {
  const seen: (string | null)[] = [];
  const end = createRoot((endRoot) => {
    const text = createMemo(() => items.text(itemId(1)));
    createEffect(() => seen.push(text()?.toString() ?? null));
    return endRoot;
  });
  const fields = jointRoots(doc).items.get(itemId(1));
  if (!(fields instanceof Y.Map)) throw new Error("the item is not there");
  fields.set("wording", new Y.Text("card 1"));
  fields.set("wording", "words as a whole");
  moveItem(doc, itemId(1), "living", 0);
  jointRoots(doc).items.delete(itemId(1));
  expect(seen).toEqual(["card 1", "card 1", null]);
  end();
});
