import fc from "fast-check";
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { assemble } from "./assemble.ts";
import { compactUpdates } from "./compact.ts";
import { type Inspection, inspectUpdate } from "./inspect.ts";
import { jobs } from "./jobs.ts";
import { KnownState } from "./known-state.ts";

/** What three devices do to one outer document: each appends to its own array, and deletes anywhere. */
const history = fc.array(
  fc.record({
    writer: fc.nat({ max: 2 }),
    deletes: fc.boolean(),
    at: fc.nat(),
    size: fc.integer({ min: 1, max: 40 }),
    exchange: fc.boolean(),
  }),
  { maxLength: 60 },
);
type Step =
  typeof history extends fc.Arbitrary<infer Steps>
    ? Steps extends readonly (infer One)[]
      ? One
      : never
    : never;

const CLIENTS = [11, 22, 33];
const arrayOf = (client: number) => `c${client.toString(36)}`;

/** Every update in the order a server could have taken them, and a document that has them all. */
function write(steps: readonly Step[]): { readonly updates: Uint8Array[]; readonly whole: Y.Doc } {
  const updates: Uint8Array[] = [];
  const whole = new Y.Doc();
  const docs = CLIENTS.map((clientID) => {
    const doc = new Y.Doc();
    doc.clientID = clientID;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "server") return;
      updates.push(update);
      Y.applyUpdate(whole, update);
    });
    return doc;
  });
  for (const { writer, deletes, at, size, exchange } of steps) {
    const doc = docs[writer] ?? new Y.Doc();
    if (exchange) Y.applyUpdate(doc, Y.encodeStateAsUpdate(whole), "server");
    const array = doc.getArray<Uint8Array>(arrayOf(CLIENTS[deletes ? at % 3 : writer] ?? 0));
    if (!deletes) array.push([new Uint8Array(size).fill(at)]);
    else if (array.length > 0) array.delete(at % array.length, 1);
  }
  return { updates, whole };
}

function inspected(update: Uint8Array): Inspection {
  const result = inspectUpdate(update, Infinity);
  if (!result.ok) throw new Error(`refused: ${result.error.tag}`);
  return result.value;
}

const textOf = (doc: Y.Doc) => CLIENTS.map((client) => doc.getArray<Uint8Array>(arrayOf(client)).toArray());

function docWith(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}

describe("what honest clients write", () => {
  test("[W4] no update is ever a gap, and each is known once it was added", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const known = new KnownState();
        for (const update of write(steps).updates) {
          // Two may delete the same thing: then there is nothing new in the second.
          expect(known.judge(inspected(update))).not.toBe("gap");
          known.add(inspected(update));
          expect(known.judge(inspected(update))).toBe("known");
        }
      }),
    );
  });

  test("[W4] the known state is the document's: its state vector, and all it deleted", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { updates, whole } = write(steps);
        const known = new KnownState();
        for (const update of updates) known.add(inspected(update));
        expect(Y.decodeStateVector(known.encodeStateVector())).toEqual(
          Y.decodeStateVector(Y.encodeStateVector(whole)),
        );
        expect(known.judge(inspected(Y.encodeStateAsUpdate(whole)))).toBe("known");
        const again = new KnownState();
        again.add(known.toInspection());
        expect(again.size).toBe(known.size);
      }),
    );
  });

  test("[W4] with one update lost, what is still taken waits for nothing", () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, at) => {
        const { updates } = write(steps);
        const lost = at % Math.max(1, updates.length);
        const known = new KnownState();
        const taken = new Y.Doc();
        for (const [index, update] of updates.entries()) {
          if (index === lost || known.judge(inspected(update)) !== "new") continue;
          known.add(inspected(update));
          Y.applyUpdate(taken, update);
        }
        expect(taken.store.pendingStructs).toBeNull();
        expect(taken.store.pendingDs).toBeNull();
      }),
    );
  });

  test("[W6] merged and diffed without a document, it is what a document would say", () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, at) => {
        const { updates, whole } = write(steps);
        const { update, deferred } = assemble(updates);
        expect(deferred).toBe(0);
        expect(textOf(docWith(update))).toEqual(textOf(whole));
        const early = new Y.Doc();
        for (const known of updates.slice(0, at % (updates.length + 1))) Y.applyUpdate(early, known);
        Y.applyUpdate(early, jobs.diff([update], Y.encodeStateVector(early)));
        expect(textOf(early)).toEqual(textOf(whole));
      }),
    );
  });

  test("[W14] a snapshot says the same as its rows, and no deleted byte is left in it", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { updates, whole } = write(steps);
        const snapshot = compactUpdates(updates);
        expect(textOf(docWith(snapshot ?? new Uint8Array([0, 0])))).toEqual(textOf(whole));
        expect((snapshot ?? []).length).toBeLessThanOrEqual(Y.encodeStateAsUpdate(whole).length);
      }),
    );
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    doc.getArray("a").push([new TextEncoder().encode("taken back")]);
    doc.getArray("a").delete(0, 1);
    expect(Buffer.concat(updates).includes("taken back")).toBe(true);
    expect(Buffer.from(compactUpdates(updates) ?? []).includes("taken back")).toBe(false);
  });
});

test("[W14] a snapshot that would not hold every row is none", () => {
  const { updates } = write([
    { writer: 0, deletes: false, at: 1, size: 1, exchange: false },
    { writer: 0, deletes: false, at: 2, size: 1, exchange: false },
  ]);
  expect(compactUpdates(updates.slice(1))).toBeNull();
});

test("[W14] what a lost row leaves unreadable waits, and comes back with it", () => {
  const { updates, whole } = write(
    Array.from({ length: 4 }, (_, at) => ({ writer: at % 2, deletes: false, at, size: 3, exchange: false })),
  );
  const [first = new Uint8Array(), ...others] = updates;
  const damaged = assemble(others);
  expect(damaged.deferred).toBe(1);
  expect(textOf(docWith(damaged.update))[1]).toEqual(textOf(whole)[1]);
  const healed = assemble([...others, first]);
  expect(healed.deferred).toBe(0);
  expect(textOf(docWith(healed.update))).toEqual(textOf(whole));
});

describe("what no honest client writes", () => {
  /** One client's structs by hand, and a delete set after them. */
  function updateOf(
    structs: (encoder: encoding.Encoder) => number,
    { client = 7, clock = 0, deletes = [] as readonly number[] } = {},
  ): Uint8Array {
    const body = encoding.createEncoder();
    const count = structs(body);
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, count === 0 ? 0 : 1);
      if (count > 0) {
        for (const value of [count, client, clock]) encoding.writeVarUint(encoder, value);
        encoding.writeBinaryEncoder(encoder, body);
      }
      encoding.writeVarUint(encoder, deletes.length / 3);
      for (let index = 0; index < deletes.length; index += 3) {
        encoding.writeVarUint(encoder, deletes[index] ?? 0);
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, deletes[index + 1] ?? 0);
        encoding.writeVarUint(encoder, deletes[index + 2] ?? 0);
      }
    });
  }
  const gc = (length: number) => (encoder: encoding.Encoder) => {
    encoding.writeUint8(encoder, 0);
    encoding.writeVarUint(encoder, length);
    return 1;
  };
  const skip = (encoder: encoding.Encoder) => {
    encoding.writeUint8(encoder, 10);
    encoding.writeVarUint(encoder, 3);
    return 1;
  };
  /** A deleted-content item that names `client:clock` as its origin (128) or right origin (64). */
  const itemNaming = (flag: 128 | 64, client: number, clock: number) => (encoder: encoding.Encoder) => {
    encoding.writeUint8(encoder, flag | 1);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarUint(encoder, 1);
    return 1;
  };
  const tagOf = (update: Uint8Array) => {
    const result = inspectUpdate(update, 1_000);
    return result.ok ? "fine" : result.error.tag;
  };

  test("the hand-made bytes are right when nothing is wrong", () => {
    expect(tagOf(updateOf(gc(3)))).toBe("fine");
    expect(tagOf(updateOf(itemNaming(128, 7, 0), { clock: 1 }))).toBe("fine");
    expect(tagOf(updateOf(() => 0, { deletes: [7, 0, 2] }))).toBe("fine");
  });

  test.each([
    ["noise", new Uint8Array([255, 1, 2, 3])],
    ["nothing at all", new Uint8Array()],
    ["a byte left over", new Uint8Array([...updateOf(gc(3)), 0])],
    ["a cut delete set", updateOf(gc(3)).subarray(0, -1)],
    ["a struct of no length", updateOf(gc(0))],
    ["a clock past all counting", updateOf(gc(9), { clock: Number.MAX_SAFE_INTEGER - 3 })],
    ["an origin of another client", updateOf(itemNaming(128, 8, 0), { clock: 1 })],
    ["a right origin of another client", updateOf(itemNaming(64, 8, 0), { clock: 1 })],
    ["an origin that comes later", updateOf(itemNaming(128, 7, 1), { clock: 1 })],
    ["a deletion of no length", updateOf(() => 0, { deletes: [7, 0, 0] })],
  ])("[W4] %s is malformed", (_name, update) => {
    expect(tagOf(update)).toBe("malformed");
  });

  test("[W4] a struct that says that something is missing is a gap: stock clients that wait write it", () => {
    expect(tagOf(updateOf(skip))).toBe("gap");
  });

  test("[W4] a deletion beyond what is known and brought is a gap", () => {
    const known = new KnownState();
    const beyond = inspected(updateOf(gc(3), { deletes: [7, 0, 4] }));
    expect(known.judge(beyond)).toBe("gap");
    expect(known.judge(inspected(updateOf(gc(3), { deletes: [7, 0, 3] })))).toBe("new");
  });

  test("[W10] an update of too many parts is given up, not read to the end", () => {
    const crowded = updateOf((encoder) => {
      for (let index = 0; index < 2_000; index += 1) gc(1)(encoder);
      return 2_000;
    });
    expect(tagOf(crowded)).toBe("too-many-parts");
  });

  test("[W4] any bytes at all are judged without a throw, and what passes can be merged, diffed and applied", () => {
    const honest = write([{ writer: 0, deletes: false, at: 1, size: 5, exchange: false }]).updates;
    const [base = new Uint8Array()] = honest;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }), (flips) => {
        const bent = base.slice();
        for (const [at, value] of flips) bent[at % bent.length] = value;
        const result = inspectUpdate(bent, 1_000);
        if (!result.ok || new KnownState().judge(result.value) === "gap") return;
        expect(Y.mergeUpdates([bent, bent]).length).toBeGreaterThan(0);
        expect(jobs.diff([bent], new Uint8Array([0])).length).toBeGreaterThan(0);
        const doc = docWith(bent);
        expect(doc.store.pendingStructs).toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });
});
