import { type ItemId, newItemId } from "@mendboard/shared/ids";
import { ROWS_PER_VIEW_MAX } from "@mendboard/shared/limits";
import { createRoot } from "solid-js";
import { expect, test } from "vitest";
import { createShownRow } from "./shown-row.ts";

const row: readonly ItemId[] = Array.from({ length: ROWS_PER_VIEW_MAX + 3 }, (_, at) =>
  newItemId(new Uint8Array(16).fill(at)),
);

test("a long row shows its first hundred and the open one beyond, and all of it on request", () => {
  createRoot((dispose) => {
    const last = row.at(-1) ?? null;
    const shown = createShownRow(
      () => row,
      () => last,
    );
    expect(shown.ids()).toEqual([...row.slice(0, ROWS_PER_VIEW_MAX), last]);
    expect(shown.isCut()).toBe(true);
    shown.showAll();
    expect(shown.ids()).toEqual(row);
    expect(shown.isCut()).toBe(false);
    dispose();
  });
});

test("a row of exactly a hundred is whole", () => {
  const shown = createShownRow(() => row.slice(0, ROWS_PER_VIEW_MAX));
  expect(shown.isCut()).toBe(false);
  expect(shown.ids()).toHaveLength(ROWS_PER_VIEW_MAX);
});
