import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import {
  addDraft,
  addItem,
  addLine,
  editText,
  eraseDraft,
  liveText,
  moveItem,
  moveLine,
  removeEntry,
  restoreEntry,
  setName,
  setStepWord,
  showLimit,
  tickLine,
} from "./edits.ts";
import { type ItemId, isItemId, type MemberId, newItemId } from "./ids.ts";
import { REMOVED_KEPT_DAYS, WORDING_LENGTH_MAX } from "./limits.ts";
import { byOrder } from "./order.ts";
import {
  isNewerThanThisApp,
  readCollection,
  readDraft,
  readItem,
  readLimit,
  readLine,
  readName,
  readStepWord,
} from "./read.ts";
import { jointRoots, privateRoots, voiceRoots } from "./schema.ts";
import { isStepNumber, type StepNumber } from "./steps.ts";
import { LANES } from "./words.ts";

const maya = "maya-maya-maya-maya-ma" as MemberId;
const itemId = (n: number): ItemId => newItemId(new Uint8Array(16).fill(n));
const stepNumber = (n: number): StepNumber => {
  if (!isStepNumber(n)) throw new Error("not a step");
  return n;
};

const card = (n: number, wording = `card ${n}`) =>
  ({ id: itemId(n), kind: "plan", wording, lane: "talking", steps: [], author: maya, now: n }) as const;

const itemsOf = (doc: Y.Doc) => readCollection(jointRoots(doc).items, readItem).toSorted(byOrder);
const linesOf = (doc: Y.Doc) => readCollection(jointRoots(doc).lines, readLine).toSorted(byOrder);

function exchange(left: Y.Doc, right: Y.Doc): void {
  Y.applyUpdate(right, Y.encodeStateAsUpdate(left, Y.encodeStateVector(right)));
  Y.applyUpdate(left, Y.encodeStateAsUpdate(right, Y.encodeStateVector(left)));
}

/** Two replicas that both hold one plan card. */
function twoWithCard(): readonly [Y.Doc, Y.Doc] {
  const left = new Y.Doc();
  const right = new Y.Doc();
  addItem(left, card(1, "Walk on Sunday"));
  exchange(left, right);
  return [left, right];
}

describe("plan cards and boundaries", () => {
  test("[D3] letters that both write into one card at once all survive", () => {
    const [left, right] = twoWithCard();
    for (const [doc, inserted] of [
      [left, "A long w"],
      [right, "Our w"],
    ] as const) {
      const text = liveText(jointRoots(doc).items, itemId(1));
      if (text !== null) editText(text, 0, 1, inserted, null);
    }
    exchange(left, right);
    const [item] = itemsOf(left);
    expect(item?.wording).toMatch(/^(A long wOur w|Our wA long w)alk on Sunday$/);
    expect(itemsOf(right)).toEqual(itemsOf(left));
  });

  test("[D3] a move and new words made at once on one card both survive", () => {
    const [left, right] = twoWithCard();
    moveItem(left, itemId(1), "living", 0);
    const text = liveText(jointRoots(right).items, itemId(1));
    if (text !== null) editText(text, 0, 0, "A ", null);
    exchange(left, right);
    expect(itemsOf(left)[0]).toMatchObject({ lane: "living", wording: "A Walk on Sunday" });
  });

  test("[D3] words written while the other removed the card come back with it", () => {
    const [left, right] = twoWithCard();
    removeEntry(left, jointRoots(left).items, itemId(1), 1_000);
    const text = liveText(jointRoots(right).items, itemId(1));
    if (text !== null) editText(text, 0, 0, "A ", null);
    exchange(left, right);
    expect(itemsOf(left)[0]).toMatchObject({ deletedAt: 1_000, wording: "A Walk on Sunday" });
    restoreEntry(right, jointRoots(right).items, itemId(1));
    expect(itemsOf(right)[0]?.deletedAt).toBeNull();
  });

  test("[D9] what was removed more than 30 days ago goes for good with the next removal, and nothing younger does", () => {
    const doc = new Y.Doc();
    const day = 24 * 60 * 60_000;
    for (const n of [1, 2, 3]) addItem(doc, card(n));
    const { items } = jointRoots(doc);
    removeEntry(doc, items, itemId(1), 0);
    removeEntry(doc, items, itemId(2), 2 * day);
    removeEntry(doc, items, itemId(3), (REMOVED_KEPT_DAYS + 1) * day);
    expect(itemsOf(doc).map((item) => item.id)).toEqual([itemId(2), itemId(3)]);
  });

  test("[D3] words of blanks or beyond the bound are refused and leave the board untouched", () => {
    const doc = new Y.Doc();
    expect(addItem(doc, card(1, "  \n "))).toEqual({ ok: false, error: { tag: "empty" } });
    expect(addItem(doc, card(1, "x".repeat(WORDING_LENGTH_MAX + 1)))).toEqual({
      ok: false,
      error: { tag: "too-long", lengthMax: WORDING_LENGTH_MAX },
    });
    expect(itemsOf(doc)).toEqual([]);
  });

  test("[D2] an entry of a newer app or a hostile partner is shown plainly and never thrown away", () => {
    const doc = new Y.Doc();
    const { items } = jointRoots(doc);
    items.set(
      itemId(1),
      new Y.Map<unknown>([
        ["kind", "hologram"],
        ["wording", "Keep me"],
        ["lane", 7],
        ["steps", [5, 99, "x"]],
      ]),
    );
    items.set(itemId(2), "not a map");
    items.set("__proto__", new Y.Map());
    expect(itemsOf(doc)).toEqual([
      {
        id: itemId(1),
        kind: "unknown",
        wording: "Keep me",
        lane: "talking",
        order: "",
        steps: [5],
        author: "",
        createdAt: 0,
        deletedAt: null,
      },
    ]);
    expect(items.size).toBe(3);
  });
});

describe("order", () => {
  test("[D10] however cards are moved on two devices, both show one order, and each move lands where it was put", () => {
    const move = fc.record({
      who: fc.nat(1),
      card: fc.integer({ min: 1, max: 6 }),
      lane: fc.constantFrom(...LANES),
      index: fc.nat(6),
      meet: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const docs = [new Y.Doc(), new Y.Doc()] as const;
        for (const n of [1, 2, 3, 4, 5, 6]) addItem(docs[0], card(n));
        exchange(...docs);
        for (const { who, card: n, lane, index, meet } of moves) {
          const doc = docs[who === 0 ? 0 : 1];
          moveItem(doc, itemId(n), lane, index);
          const row = itemsOf(doc).filter((item) => item.lane === lane);
          expect(row.findIndex((item) => item.id === itemId(n))).toBe(Math.min(index, row.length - 1));
          if (meet) exchange(...docs);
        }
        exchange(...docs);
        expect(itemsOf(docs[0])).toEqual(itemsOf(docs[1]));
      }),
      { numRuns: 60 },
    );
  });

  test("[D10] two cards added at once at the same place leave room for a third between them", () => {
    const left = new Y.Doc();
    const right = new Y.Doc();
    addItem(left, card(1));
    addItem(right, card(2));
    exchange(left, right);
    expect(new Set(itemsOf(left).map((item) => item.order)).size).toBe(1);
    addItem(left, card(3));
    moveItem(left, itemId(3), "talking", 1);
    expect(itemsOf(left)[1]?.id).toBe(itemId(3));
  });
});

describe("our list", () => {
  test("[D4] a tick and new words made at once on one line both survive", () => {
    const left = new Y.Doc();
    const right = new Y.Doc();
    addLine(left, { id: itemId(1), step: stepNumber(5), wording: "Bring the budget", author: maya, now: 0 });
    exchange(left, right);
    tickLine(left, itemId(1), true);
    const text = liveText(jointRoots(right).lines, itemId(1));
    if (text !== null) editText(text, 0, 5, "Read", null);
    exchange(left, right);
    expect(linesOf(left)).toMatchObject([{ ticked: true, wording: "Read the budget", step: 5 }]);
  });

  test("[D4] moving a line changes its step's list alone", () => {
    const doc = new Y.Doc();
    for (const n of [1, 2, 3])
      addLine(doc, { id: itemId(n), step: stepNumber(5), wording: `${n}`, author: maya, now: n });
    addLine(doc, { id: itemId(9), step: stepNumber(6), wording: "9", author: maya, now: 9 });
    const other = linesOf(doc).find((line) => line.step === 6);
    moveLine(doc, itemId(3), stepNumber(5), 0);
    expect(
      linesOf(doc)
        .filter((line) => line.step === 5)
        .map((line) => line.wording),
    ).toEqual(["3", "1", "2"]);
    expect(linesOf(doc).find((line) => line.step === 6)).toEqual(other);
  });
});

describe("own voice and private drafts", () => {
  test("[D5] a limit carries finished words, not the keystrokes that led to them", () => {
    const doc = new Y.Doc();
    showLimit(doc, { id: itemId(1), wording: " I sleep alone this week ", steps: [stepNumber(5)], now: 1 });
    const limit = voiceRoots(doc).limits.get(itemId(1));
    expect(limit instanceof Y.Map && limit.get("wording")).toBe("I sleep alone this week");
    showLimit(doc, { id: itemId(1), wording: "I sleep alone this month", steps: [], now: 2 });
    expect(readCollection(voiceRoots(doc).limits, readLimit)).toMatchObject([
      { wording: "I sleep alone this month", createdAt: 1, changedAt: 2, steps: [5] },
    ]);
  });

  test("[D5] a limit shown again after it was laid down stands again, with its new words", () => {
    const doc = new Y.Doc();
    showLimit(doc, { id: itemId(1), wording: "Not after ten", steps: [], now: 1 });
    removeEntry(doc, voiceRoots(doc).limits, itemId(1), 2);
    showLimit(doc, { id: itemId(1), wording: "Not after nine", steps: [], now: 3 });
    expect(readCollection(voiceRoots(doc).limits, readLimit)).toMatchObject([
      { wording: "Not after nine", deletedAt: null },
    ]);
  });

  test("[D7] a boundary shown again after it was removed stands again, and keeps the words both gave it", () => {
    const doc = new Y.Doc();
    addItem(doc, card(1, "Walk on Sunday"));
    removeEntry(doc, jointRoots(doc).items, itemId(1), 2);
    addItem(doc, card(1, "Other words"));
    expect(itemsOf(doc)).toMatchObject([{ wording: "Walk on Sunday", deletedAt: null }]);
  });

  test("[D7] an erased draft leaves no word in the document", () => {
    const doc = new Y.Doc();
    addDraft(doc, {
      id: itemId(1),
      kind: "limit",
      wording: "quietmarker",
      replaces: null,
      steps: [],
      now: 1,
    });
    expect(readCollection(privateRoots(doc).drafts, readDraft)).toMatchObject([
      { wording: "quietmarker", kind: "limit" },
    ]);
    eraseDraft(doc, itemId(1));
    expect(new TextDecoder().decode(Y.encodeStateAsUpdate(doc))).not.toContain("quietmarker");
  });

  test("[D6] a word for a step can always be taken back", () => {
    const doc = new Y.Doc();
    setStepWord(doc, stepNumber(3), "working");
    expect(readStepWord(voiceRoots(doc).stepWords, stepNumber(3))).toBe("working");
    setStepWord(doc, stepNumber(3), null);
    expect(readStepWord(voiceRoots(doc).stepWords, stepNumber(3))).toBeNull();
  });

  test("[D5] a name is trimmed, and an empty one is refused", () => {
    const doc = new Y.Doc();
    expect(setName(doc, "  ").ok).toBe(false);
    setName(doc, " Maya ");
    expect(readName(voiceRoots(doc).profile)).toBe("Maya");
  });

  test("[D8] a document of a newer schema is known as one", () => {
    const doc = new Y.Doc();
    expect(isNewerThanThisApp(jointRoots(doc).meta)).toBe(false);
    jointRoots(doc).meta.set("schemaVersion", 2);
    expect(isNewerThanThisApp(jointRoots(doc).meta)).toBe(true);
  });
});

test("an id is 22 url-safe characters", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => isItemId(newItemId(random))),
  );
});
