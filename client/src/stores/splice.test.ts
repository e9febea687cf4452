import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { mapThroughDelta, piecesOf, rawIndex, shownIndex, shownText, spliceBetween } from "./splice.ts";

const words = fc.string({ unit: fc.constantFrom("a", "b", " ", "é", "😀", "👍"), maxLength: 12 });

describe("spliceBetween", () => {
  test("applied to the old text it gives the new one, and it never cuts a surrogate pair", () => {
    fc.assert(
      fc.property(words, words, fc.nat(24), (before, after, at) => {
        const splice = spliceBetween(before, after, Math.min(at, after.length));
        if (splice === null) return before === after;
        const kept = [
          before.slice(0, splice.index),
          before.slice(splice.index + splice.deleted),
          splice.inserted,
        ];
        return kept[0] + splice.inserted + kept[1] === after && kept.every((part) => part.isWellFormed());
      }),
    );
  });

  test("a letter typed among equal letters lands where the caret is", () => {
    expect(spliceBetween("aaa", "aaaa", 2)).toEqual({ index: 1, deleted: 0, inserted: "a" });
    expect(spliceBetween("aaa", "aaaa", 4)).toEqual({ index: 3, deleted: 0, inserted: "a" });
  });
});

describe("mapThroughDelta", () => {
  test("a place stays before the letter it stood before, whatever the other does", () => {
    const edit = fc.record({
      at: fc.nat(30),
      deleted: fc.nat(4),
      inserted: fc.string({ unit: fc.constantFrom("x", "y"), maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), fc.nat(10), (edits, place) => {
        const doc = new Y.Doc();
        const text = doc.getText();
        text.insert(0, "0123456789");
        const relative = Y.createRelativePositionFromTypeIndex(text, place, -1);
        let mapped = place;
        text.observe((event) => {
          mapped = mapThroughDelta(event.delta, mapped);
        });
        for (const { at, deleted, inserted } of edits) {
          const index = Math.min(at, text.length);
          doc.transact(() => {
            text.delete(index, Math.min(deleted, text.length - index));
            text.insert(index, inserted);
          });
        }
        const expected = Y.createAbsolutePositionFromRelativePosition(relative, doc)?.index ?? 0;
        // Yjs keeps a deleted neighbour's place among what was put there since; ours keeps to its left end.
        const between = text.toString().slice(Math.min(mapped, expected), Math.max(mapped, expected));
        expect(between).toMatch(/^[xy]*$/);
      }),
    );
  });
});

describe("what a foreign app writes", () => {
  test("line ends are shown as one letter and found again", () => {
    const pieces = piecesOf([{ insert: "a\r\nb\rc" }]);
    expect(shownText(pieces)).toBe("a\nb\nc");
    expect([0, 1, 2, 3, 4, 5].map((at) => rawIndex(pieces, at, "after"))).toEqual([0, 1, 3, 4, 5, 6]);
    expect([0, 1, 3, 4, 5, 6].map((at) => shownIndex(pieces, at))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("an embedded thing takes a place in the text and none on the screen", () => {
    const pieces = piecesOf([{ insert: "ab" }, { insert: { image: "x" } }, { insert: "c" }]);
    expect(shownText(pieces)).toBe("abc");
    expect([0, 1, 2, 3].map((at) => rawIndex(pieces, at, "after"))).toEqual([0, 1, 3, 4]);
    expect(rawIndex(pieces, 2, "before")).toBe(2);
    expect([0, 1, 2, 3, 4].map((at) => shownIndex(pieces, at))).toEqual([0, 1, 2, 2, 3]);
  });

  test("a place on the screen is found again from the text, whatever it holds", () => {
    const part = fc.oneof(fc.constantFrom("a", "bc", "\r\n", "\r", "\n"), fc.constant({ image: "x" }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (inserts) => {
        const pieces = piecesOf(inserts.map((insert) => ({ insert })));
        for (let at = 0; at <= shownText(pieces).length; at += 1)
          for (const side of ["before", "after"] as const)
            expect(shownIndex(pieces, rawIndex(pieces, at, side))).toBe(at);
      }),
    );
  });
});
