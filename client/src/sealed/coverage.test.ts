import { expect, test } from "vitest";
import * as Y from "yjs";
import { missingFrom } from "./coverage.ts";

/** A document that said "hello there" in two updates and then took "hello " back. */
function author() {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("t");
  text.insert(0, "there");
  text.insert(0, "hello ");
  text.delete(0, 6);
  return { updates, state: Y.encodeStateAsUpdate(doc) };
}

test("nothing is missing from all updates together, although one deletes", () => {
  const { updates, state } = author();
  expect(missingFrom(updates, state)).toBeNull();
  expect(missingFrom([state], state)).toBeNull();
});

test.for([0, 1, 2])(
  "without update %i something is missing, and what is missing makes it whole",
  (without) => {
    const { updates, state } = author();
    const rest = updates.toSpliced(without, 1);
    const missing = missingFrom(rest, state);
    expect(missing).not.toBeNull();
    expect(missingFrom([...rest, missing ?? new Uint8Array()], state)).toBeNull();
  },
);
