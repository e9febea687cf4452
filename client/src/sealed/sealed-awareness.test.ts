import { encodeFrame } from "@mendboard/shared/frames";
import { isBoardId, isDocumentId } from "@mendboard/shared/ids";
import { AWARENESS_BYTES_MAX } from "@mendboard/shared/limits";
import { afterEach, expect, test, vi } from "vitest";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import type { ChunkPlace } from "./chunk.ts";
import { createCipher } from "./cipher.ts";
import { deriveDocumentKeys } from "./keys.ts";
import { AwarenessSealer, AWARENESS_STATE_BYTES_MAX } from "./sealed-awareness.ts";

const [boardId, documentId] = ["B".repeat(22), "D".repeat(22)];
if (!isBoardId(boardId) || !isDocumentId(documentId)) throw new Error("not ids");
const place: ChunkPlace = { boardId, documentId, epoch: 1, signatureBlock: false };
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const keys = await deriveDocumentKeys(randomBytes(32), place);
const cipher = createCipher(keys.awareness, place, randomBytes);

const carriers = new Set<Awareness>();
afterEach(() => {
  for (const carrier of carriers) carrier.destroy();
  carriers.clear();
});

function createCarrier(): Awareness {
  const carrier = new Awareness(new Y.Doc());
  carrier.setLocalState(null);
  carriers.add(carrier);
  return carrier;
}

/** Two tabs whose awareness messages reach each other, and everything that the server between them saw. */
function pair() {
  const [left, right] = [createCarrier(), createCarrier()];
  const onTheWire: Uint8Array[] = [];
  const join = (from: Awareness, to: Awareness): void => {
    from.on(
      "update",
      ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>, origin: unknown) => {
        if (origin !== "local") return;
        const update = encodeAwarenessUpdate(from, [...added, ...updated, ...removed]);
        onTheWire.push(update);
        applyAwarenessUpdate(to, update, "wire");
      },
    );
  };
  join(left, right);
  join(right, left);
  return {
    left: new AwarenessSealer(cipher, left),
    right: new AwarenessSealer(cipher, right),
    carriers: { left, right },
    onTheWire,
  };
}

const statesOf = (awareness: AwarenessSealer): unknown[] => [...awareness.states().values()];

test("the other sees what is announced, as it was announced last, and no longer when it is taken back", async () => {
  const { left, right } = pair();
  left.setLocal({ member: "m", writing: "a" });
  left.setLocal({ member: "m", writing: "b" });
  await vi.waitFor(() => {
    expect(statesOf(right)).toEqual([{ member: "m", writing: "b" }]);
  });
  left.setLocal(null);
  expect(statesOf(right)).toEqual([]);
});

test("taking it back wins over an announcement that is still being sealed", async () => {
  const { left, right } = pair();
  left.setLocal({ member: "m" });
  left.setLocal(null);
  await cipher.seal("awareness", new Uint8Array());
  expect(statesOf(right)).toEqual([]);
});

test("one's own state is not among the others'", async () => {
  const { left, right } = pair();
  left.setLocal({ member: "m" });
  await vi.waitFor(() => {
    expect(statesOf(right)).toHaveLength(1);
  });
  expect(statesOf(left)).toEqual([]);
});

test("[I1] the wire carries no word of it, in frames of one size that the server takes", async () => {
  const { left, right, onTheWire } = pair();
  for (const state of [{ a: 1 }, { member: "planted word", writing: "x".repeat(200) }]) {
    left.setLocal(state);
    await vi.waitFor(() => {
      expect(statesOf(right)).toEqual([state]);
    });
  }
  const frames = onTheWire.map((update) => encodeFrame({ type: "awareness", update }));
  expect(new Set(frames.map((frame) => frame.length)).size).toBe(1);
  expect(frames[0]?.length).toBeLessThanOrEqual(AWARENESS_BYTES_MAX);
  for (const frame of frames) expect(new TextDecoder().decode(frame)).not.toContain("planted");
});

test("a state that does not fit is a bug, and says so", () => {
  const { left } = pair();
  expect(() => {
    left.setLocal({ a: "x".repeat(AWARENESS_STATE_BYTES_MAX) });
  }).toThrow(RangeError);
});

test.for<[string, () => Promise<object>]>([
  ["no text", async () => ({ s: 7 })],
  ["nothing at all", async () => ({})],
  ["not base64", async () => ({ s: "%%%" })],
  ["not a chunk", async () => ({ s: "AAAA" })],
  [
    "an update instead of presence",
    async () => ({ s: base64(await cipher.seal("update", Uint8Array.of(0, 0))) }),
  ],
  ["not JSON", async () => ({ s: base64(await cipher.seal("awareness", Uint8Array.of(123))) })],
])("what cannot be read is counted and passed over: %s", async ([, state]) => {
  const {
    right,
    carriers: { left },
  } = pair();
  left.setLocalState(await state());
  await vi.waitFor(() => {
    expect(right.unreadable).toBe(1);
  });
  expect(statesOf(right)).toEqual([]);
});

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

test("on a fresh outer document presence goes on: the old states are gone, one's own is announced again", async () => {
  const { left, right } = pair();
  right.setLocal({ member: "right" });
  left.setLocal({ member: "left" });
  await vi.waitFor(() => {
    expect(statesOf(left)).toHaveLength(1);
  });
  const fresh = createCarrier();
  left.moveTo(fresh);
  expect(statesOf(left)).toEqual([]);
  await vi.waitFor(() => {
    expect(fresh.getLocalState()).not.toBeNull();
  });
});
