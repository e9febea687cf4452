import { type ItemId, newItemId } from "@mendboard/shared/ids";
import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createHeldRow } from "./held-row.ts";

const id = (n: number): ItemId => newItemId(new Uint8Array(16).fill(n));
const [a, b, c, d] = [id(1), id(2), id(3), id(4)];

let row: () => readonly ItemId[];
let setRow: (ids: readonly ItemId[]) => void;
let setOpen: (open: ItemId | null) => void;
let gone: ItemId | undefined;
let dispose: () => void;

beforeEach(() => {
  gone = undefined;
  createRoot((end) => {
    dispose = end;
    const [live, setLive] = createSignal<readonly ItemId[]>([a, b, c]);
    const [open, setOpenId] = createSignal<ItemId | null>(null);
    setRow = (ids) => void setLive(ids);
    setOpen = (entry) => void setOpenId(entry);
    row = createHeldRow(live, open, (entry) => entry !== gone);
  });
});
afterEach(() => dispose());

describe("a row while one of its entries is open", () => {
  test("keeps its order until the entry is closed", () => {
    setOpen(b);
    setRow([b, c, a]);
    expect(row()).toEqual([a, b, c]);
    setOpen(null);
    expect(row()).toEqual([b, c, a]);
  });

  test("keeps an entry that the other moved away or removed, and lets go of one that is gone for good", () => {
    setOpen(b);
    setRow([a, c]);
    expect(row()).toEqual([a, b, c]);
    gone = b;
    setRow([c]);
    expect(row()).toEqual([c]);
  });

  test("takes new ones at its end and lets removed ones go", () => {
    setOpen(b);
    setRow([d, b, c]);
    expect(row()).toEqual([b, c, d]);
  });

  test("does not show an entry that is open in another row", () => {
    setOpen(d);
    setRow([d, a, b, c]);
    expect(row()).toEqual([a, b, c]);
    setOpen(null);
    expect(row()).toEqual([d, a, b, c]);
  });

  test("stands as it is now when another entry is opened", () => {
    setOpen(b);
    setRow([c, b, a]);
    setOpen(a);
    expect(row()).toEqual([c, b, a]);
  });
});
