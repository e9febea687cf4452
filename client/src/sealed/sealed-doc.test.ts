import { isBoardId, isDocumentId } from "@mendboard/shared/ids";
import { UNOPENED_BYTES_MAX, UPDATE_BYTES_MAX } from "@mendboard/shared/limits";
import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { chunkKind, type ChunkKind, type ChunkPlace } from "./chunk.ts";
import { createCipher, type ChunkCipher } from "./cipher.ts";
import { deriveDocumentKeys } from "./keys.ts";
import { SealedDoc, type Link, type SealedDocOptions } from "./sealed-doc.ts";

const [boardId, documentId] = ["B".repeat(22), "D".repeat(22)];
if (!isBoardId(boardId) || !isDocumentId(documentId)) throw new Error("not ids");
const place: ChunkPlace = { boardId, documentId, epoch: 1, signatureBlock: false };
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const keyOf = async (root: Uint8Array<ArrayBuffer>) => (await deriveDocumentKeys(root, place)).document;
const cipher: ChunkCipher = createCipher(await keyOf(randomBytes(32)), place, randomBytes);
const otherCipher: ChunkCipher = createCipher(await keyOf(randomBytes(32)), place, randomBytes);

type Timer = { readonly delayMs: number; readonly run: () => void };

class Rig {
  readonly inner = new Y.Doc();
  readonly outer: Y.Doc;
  readonly timers = new Set<Timer>();
  readonly link: { -readonly [K in keyof Link]: Link[K] } = {
    isSynced: () => true,
    isUnsent: () => true,
    appendLarge: (append) => {
      append();
    },
  };
  readonly sealed: SealedDoc;
  random = 0;

  constructor(options: Partial<SealedDocOptions> = {}, outer = new Y.Doc()) {
    this.outer = outer;
    const { link } = this;
    this.sealed = new SealedDoc({
      inner: this.inner,
      outer,
      cipher,
      access: "write",
      partnerHere: () => true,
      onChange: () => undefined,
      link,
      environment: {
        now: () => 0,
        random: () => this.random,
        randomBytes,
        after: (delayMs, run) => {
          const timer = { delayMs, run };
          this.timers.add(timer);
          return () => {
            this.timers.delete(timer);
          };
        },
      },
      ...options,
    });
  }

  write(text: string): void {
    this.inner.getText("t").insert(0, text);
  }

  get text(): string {
    return this.inner.getText("t").toString();
  }

  runTimers(): void {
    for (const timer of this.timers) {
      this.timers.delete(timer);
      timer.run();
    }
  }

  /** The arrays are read without making any: what opens no transaction must not be helped by its test. */
  chunks(): Uint8Array[] {
    return [...this.outer.share.keys()].flatMap((root) =>
      this.outer
        .getArray(root)
        .toArray()
        .filter((each) => each instanceof Uint8Array),
    );
  }

  kinds(): (ChunkKind | null)[] {
    return this.chunks().map(chunkKind);
  }
}

/** Chunks as another device would have made them. */
async function foreignLog(...updates: (readonly [ChunkKind, Uint8Array, ChunkCipher?])[]): Promise<Y.Doc> {
  const outer = new Y.Doc();
  const chunks = await Promise.all(updates.map(([kind, update, by = cipher]) => by.seal(kind, update)));
  outer.getArray(`c${outer.clientID.toString(36)}`).push(chunks);
  return outer;
}

const deliver = (from: Y.Doc, to: Y.Doc): void => {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
};

function updateOf(text: string, doc = new Y.Doc()): Uint8Array {
  const before = Y.encodeStateVector(doc);
  doc.getText("t").insert(0, text);
  return Y.encodeStateAsUpdate(doc, before);
}

describe("writing", () => {
  test("the first edit after a rest is sealed at once, without a timer", async () => {
    const rig = new Rig();
    const seal = vi.spyOn(cipher, "seal");
    rig.write("a");
    expect(seal).toHaveBeenCalledOnce();
    seal.mockRestore();
    await rig.sealed.flush();
    expect(rig.kinds()).toEqual(["update"]);
  });

  test("edits that follow are gathered: 40 ms while the partner is here, half a second alone", async () => {
    for (const [partnerHere, delayMs] of [
      [true, 40],
      [false, 500],
    ] as const) {
      const rig = new Rig({ partnerHere: () => partnerHere });
      rig.write("a");
      await vi.waitFor(() => {
        expect(rig.chunks()).toHaveLength(1);
      });
      for (const letter of "bcd") rig.write(letter);
      expect([...rig.timers].map((timer) => timer.delayMs)).toEqual([delayMs]);
      expect(rig.sealed.unsealed).toBe(3);
      rig.runTimers();
      await rig.sealed.flush();
      expect(rig.chunks()).toHaveLength(2);
    }
  });

  test("without a connection nothing is gathered: every edit goes to this device at once", async () => {
    const rig = new Rig();
    rig.link.isSynced = () => false;
    rig.write("a");
    await vi.waitFor(() => {
      expect(rig.sealed.unsealed).toBe(0);
    });
    rig.write("b");
    expect(rig.timers.size).toBe(0);
    await rig.sealed.flush();
    expect(rig.chunks()).toHaveLength(2);
  });

  test("a flush starts to seal what waits before it returns", async () => {
    const rig = new Rig();
    rig.write("a");
    await vi.waitFor(() => {
      expect(rig.chunks()).toHaveLength(1);
    });
    rig.write("b");
    const seal = vi.spyOn(cipher, "seal");
    const flushed = rig.sealed.flush();
    expect(seal).toHaveBeenCalledOnce();
    seal.mockRestore();
    await flushed;
    expect(rig.sealed.unsealed).toBe(0);
  });

  test("one seal at a time: what is written meanwhile goes behind it, in order", async () => {
    const rig = new Rig();
    rig.link.isSynced = () => false;
    for (const letter of "abcdef") rig.write(letter);
    await rig.sealed.flush();
    const reader = new Rig({ access: "read" });
    deliver(rig.outer, reader.outer);
    await reader.sealed.settled();
    expect([reader.text, rig.chunks().length]).toEqual(["fedcba", 2]);
  });

  test("20,000 edits in one tick are sealed in two chunks within 5 s (merged in one go they take 8)", async () => {
    const rig = new Rig();
    const start = performance.now();
    for (let at = 0; at < 20_000; at++) rig.write("x");
    await rig.sealed.flush();
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(rig.chunks()).toHaveLength(2);
  });

  test("edits that could not be sealed go with the next", async () => {
    const broken: ChunkCipher = {
      ...cipher,
      seal: vi.fn(cipher.seal).mockRejectedValueOnce(new Error("no luck")),
    };
    const rig = new Rig({ cipher: broken });
    rig.write("a");
    await expect(rig.sealed.flush()).rejects.toThrow("no luck");
    expect(rig.sealed.unsealed).toBe(1);
    rig.write("b");
    await rig.sealed.flush();
    const reader = new Rig({ access: "read" });
    deliver(rig.outer, reader.outer);
    await reader.sealed.settled();
    expect(reader.text).toBe("ba");
  });

  test("an update larger than a live frame is appended by way of the connection", async () => {
    const rig = new Rig();
    const appendLarge = vi.fn((append: () => void) => {
      append();
    });
    rig.link.appendLarge = appendLarge;
    rig.write("x".repeat(UPDATE_BYTES_MAX));
    await rig.sealed.flush();
    expect(appendLarge).toHaveBeenCalledOnce();
    expect(rig.chunks()).toHaveLength(1);
  });

  test("[S8] the chunks of one outer client stand in a root of its own", async () => {
    const rig = new Rig();
    rig.outer.clientID = 1295;
    rig.write("a");
    await rig.sealed.flush();
    expect([...rig.outer.share.keys()]).toEqual(["czz"]);
  });
});

describe("reading", () => {
  test("opening what is stored opens no transaction in the outer document", async () => {
    const outer = new Y.Doc();
    deliver(await foreignLog(["update", updateOf("hello")]), outer);
    const transactions = vi.fn();
    outer.on("beforeTransaction", transactions);
    const rig = new Rig({}, outer);
    await rig.sealed.readStored();
    expect(rig.text).toBe("hello");
    expect(transactions).not.toHaveBeenCalled();
  });

  test("what comes from elsewhere is not sealed again", async () => {
    const rig = new Rig();
    deliver(await foreignLog(["update", updateOf("hello")]), rig.outer);
    await rig.sealed.settled();
    await rig.sealed.flush();
    expect([rig.text, rig.chunks().length]).toEqual(["hello", 1]);
  });

  test("what an observer writes because of it is", async () => {
    const rig = new Rig();
    rig.inner.getText("t").observe((event) => {
      if (!event.transaction.local) rig.inner.getMap("m").set("answered", true);
    });
    deliver(await foreignLog(["update", updateOf("hello")]), rig.outer);
    await rig.sealed.settled();
    await rig.sealed.flush();
    expect(rig.chunks()).toHaveLength(2);
  });

  test("many chunks that arrive together are one change to the screen", async () => {
    const rig = new Rig();
    const author = new Y.Doc();
    const log = await foreignLog(
      ...Array.from("abcdefgh", (letter) => ["update", updateOf(letter, author)] as const),
    );
    const changes = vi.fn();
    rig.inner.on("update", changes);
    deliver(log, rig.outer);
    await rig.sealed.settled();
    expect(changes).toHaveBeenCalledOnce();
  });

  test("[I10] what cannot be opened is kept, named with its reason, and opened when its key comes", async () => {
    let hasKey = false;
    const twoKeys: ChunkCipher = {
      seal: cipher.seal,
      open: async (chunk) => {
        const opened = await cipher.open(chunk);
        return opened.ok || !hasKey ? opened : otherCipher.open(chunk);
      },
    };
    const rig = new Rig({ cipher: twoKeys });
    deliver(await foreignLog(["update", updateOf("secret"), otherCipher]), rig.outer);
    await rig.sealed.settled();
    expect(rig.sealed.unopened().map((chunk) => chunk.state)).toEqual(["not-authentic"]);
    hasKey = true;
    await rig.sealed.retryUnopened();
    await rig.sealed.settled();
    expect([rig.text, rig.sealed.unopened().length]).toEqual(["secret", 0]);
  });

  test("an update that was cut before it was sealed leaves nothing of itself behind", async () => {
    const author = new Y.Doc();
    const [whole, cut] = [updateOf("whole", author), updateOf("cut ", author).slice(0, -1)];
    const rig = new Rig();
    deliver(await foreignLog(["update", whole], ["update", cut]), rig.outer);
    await rig.sealed.settled();
    expect(rig.text).toBe("whole");
    expect(rig.inner.store.pendingStructs).toBeNull();
    expect(rig.sealed.unopened().map((chunk) => chunk.state)).toEqual(["not-an-update"]);
  });

  test("a sealed presence among the chunks is no update", async () => {
    const rig = new Rig();
    deliver(await foreignLog(["awareness", updateOf("x")]), rig.outer);
    await rig.sealed.settled();
    expect(rig.sealed.unopened()).toHaveLength(1);
  });

  test("changes that wait for earlier ones are bounded: beyond that they are left sealed, until those come", async () => {
    const author = new Y.Doc();
    const first = updateOf("first", author);
    const large = [0, 1].map(() => updateOf("x".repeat(UNOPENED_BYTES_MAX * 0.6), author));
    const last = updateOf("last ", author);
    const rig = new Rig();
    deliver(await foreignLog(...[...large, last].map((update) => ["update", update] as const)), rig.outer);
    await rig.sealed.settled();
    expect(rig.sealed.unopened().map((chunk) => chunk.state)).toEqual(["too-much-waiting"]);
    deliver(await foreignLog(["update", first]), rig.outer);
    await rig.sealed.settled();
    expect(rig.text.slice(0, 5)).toBe("last ");
    expect(rig.sealed.unopened()).toHaveLength(0);
  });

  test("a change that was lost hides only what stands upon it, in whatever order the rest arrives", async () => {
    const author = new Y.Doc();
    const [first, , behind] = [
      updateOf("first ", author),
      updateOf("lost ", author),
      updateOf("behind ", author),
    ];
    const other = new Y.Doc();
    Y.applyUpdate(other, first);
    Y.applyUpdate(other, behind);
    // Above the author's, so that Yjs meets it before the gap; below, after it.
    for (const clientID of [author.clientID + 1, author.clientID - 1]) {
      other.clientID = clientID;
      other.getText("t").insert(0, "later ");
    }
    const rig = new Rig();
    deliver(
      await foreignLog(["update", Y.encodeStateAsUpdate(other, Y.encodeStateVectorFromUpdate(first))]),
      rig.outer,
    );
    await rig.sealed.settled();
    deliver(await foreignLog(["update", first]), rig.outer);
    await rig.sealed.settled();
    expect(rig.text).toBe("later later first ");
  });

  test("readers never append: not their own edits, not a snapshot, not what a snapshot lacks", async () => {
    const rig = new Rig({ access: "read" });
    deliver(await foreignLog(["update", updateOf("hello")], ["snapshot", updateOf("other")]), rig.outer);
    await rig.sealed.settled();
    rig.write("mine");
    rig.sealed.compactSoon();
    await rig.sealed.flush();
    rig.runTimers();
    await rig.sealed.flush();
    expect(rig.kinds()).toEqual(["update", "snapshot"]);
  });
});

describe("compaction", () => {
  /** `count` edits in chunks of their own. */
  async function writeChunks(rig: Rig, count: number, length: number): Promise<void> {
    for (let at = 0; at < count; at++) {
      rig.write("x".repeat(length));
      await rig.sealed.flush();
    }
  }

  const settle = (rig: Rig) =>
    vi.waitFor(async () => {
      await rig.sealed.flush();
      expect(rig.kinds()).toContain("snapshot");
    });

  test("is due at 32 chunks and 16 KiB, and leaves one snapshot with everything in it", async () => {
    const rig = new Rig();
    await writeChunks(rig, 31, 600);
    expect(rig.kinds()).not.toContain("snapshot");
    await writeChunks(rig, 1, 600);
    await settle(rig);
    expect(rig.kinds()).toEqual(["snapshot"]);
    const reader = new Rig({ access: "read" });
    deliver(rig.outer, reader.outer);
    await reader.sealed.settled();
    expect(reader.text).toBe(rig.text);
  });

  test("is not due below 16 KiB, however many chunks there are", async () => {
    const rig = new Rig();
    await writeChunks(rig, 100, 1);
    expect(rig.kinds()).not.toContain("snapshot");
  });

  test("a writer who drew a larger factor waits longer", async () => {
    // The factor is drawn at the start, from the first random number.
    const drawn = new Rig({ environment: { ...systemLike(), random: () => 0.9 } });
    await writeChunks(drawn, 40, 600);
    expect(drawn.kinds()).not.toContain("snapshot");
    await writeChunks(drawn, 12, 600);
    await settle(drawn);
  });

  test("two snapshots are no reason for a third, and an idle writer never compacts", async () => {
    const rig = new Rig();
    const author = new Y.Doc();
    updateOf("x".repeat(40_000), author);
    const state = Y.encodeStateAsUpdate(author);
    deliver(await foreignLog(["snapshot", state], ["snapshot", state]), rig.outer);
    await rig.sealed.settled();
    rig.runTimers();
    await rig.sealed.flush();
    expect(rig.kinds()).toEqual(["snapshot", "snapshot"]);
  });

  test("not before the connection has caught up; offline, only when 256 KiB wait to be sent", async () => {
    const rig = new Rig();
    rig.link.isSynced = () => false;
    await writeChunks(rig, 40, 6_000);
    expect(rig.kinds()).not.toContain("snapshot");
    await writeChunks(rig, 5, 6_000);
    await settle(rig);
  });

  test("a compaction asked for runs at once, and its snapshot no longer holds what was deleted", async () => {
    const onCompactedAsWanted = vi.fn();
    const rig = new Rig({ onCompactedAsWanted });
    const undo = new Y.UndoManager(rig.inner.getText("t"));
    rig.write("keep ");
    undo.stopCapturing();
    rig.write("forget");
    rig.inner.getText("t").delete(0, "forget".length);
    rig.sealed.compactSoon();
    await rig.sealed.flush();
    await vi.waitFor(() => {
      expect(onCompactedAsWanted).toHaveBeenCalledOnce();
    });
    expect(rig.kinds()).toEqual(["snapshot"]);
    const [chunk] = rig.chunks();
    const opened = chunk && (await cipher.open(chunk));
    const text = opened?.ok ? new TextDecoder().decode(opened.value.payload) : "";
    expect(text).toContain("keep");
    expect(text).not.toContain("forget");
    undo.destroy();
  });

  test("[I10] deletes what it has opened, counted by length, and nothing beside it", async () => {
    const rig = new Rig();
    const sealed = await cipher.seal("update", updateOf("hello"));
    const closed = await otherCipher.seal("update", updateOf("closed"));
    const foreign = new Y.Doc();
    // Adjacent content that is not binary merges into one item of length 3.
    foreign
      .getArray<unknown>(`c${foreign.clientID.toString(36)}`)
      .push(["a", "b", "c", sealed, closed, "d", sealed]);
    foreign.getArray("elsewhere").push([sealed]);
    deliver(foreign, rig.outer);
    await rig.sealed.settled();
    rig.sealed.compactSoon();
    await vi.waitFor(() => {
      expect(rig.kinds()).toContain("snapshot");
    });
    expect(rig.outer.getArray(`c${foreign.clientID.toString(36)}`).toArray()).toEqual([
      "a",
      "b",
      "c",
      closed,
      "d",
    ]);
    expect(rig.outer.getArray("elsewhere").toArray()).toEqual([sealed]);
  });
});

describe("after somebody else's snapshot", () => {
  /** A snapshot that lacks "hello", in place of the chunk that held it. */
  async function loseHello(rig: Rig): Promise<void> {
    rig.write("hello");
    await rig.sealed.flush();
    const culprit = new Y.Doc();
    deliver(rig.outer, culprit);
    const unsound = await cipher.seal("snapshot", updateOf("x"));
    for (const root of culprit.share.keys()) culprit.getArray(root).delete(0, culprit.getArray(root).length);
    culprit.getArray(`c${culprit.clientID.toString(36)}`).push([unsound]);
    deliver(culprit, rig.outer);
    await rig.sealed.settled();
  }

  const helloReaches = async (rig: Rig): Promise<boolean> => {
    const reader = new Rig({ access: "read" });
    deliver(rig.outer, reader.outer);
    await reader.sealed.settled();
    return reader.text.includes("hello");
  };

  test("what it lacks is given back, once, after a second look some seconds later", async () => {
    const rig = new Rig();
    rig.random = 0.5;
    await loseHello(rig);
    await vi.waitFor(() => {
      expect([...rig.timers].map((timer) => timer.delayMs)).toContain(2_500);
    });
    expect(await helloReaches(rig)).toBe(false);
    rig.runTimers();
    await vi.waitFor(async () => {
      expect(await helloReaches(rig)).toBe(true);
    });
    const count = rig.chunks().length;
    rig.runTimers();
    await rig.sealed.flush();
    expect(rig.chunks()).toHaveLength(count);
  });

  test("a sound one is left as it is, although it deletes", async () => {
    const [left, right] = [new Rig(), new Rig()];
    left.write("hello");
    left.inner.getText("t").delete(0, 2);
    await left.sealed.flush();
    deliver(left.outer, right.outer);
    await right.sealed.settled();
    left.sealed.compactSoon();
    await left.sealed.flush();
    deliver(left.outer, right.outer);
    await right.sealed.settled();
    await right.sealed.flush();
    expect(right.timers.size).toBe(0);
    expect(right.kinds()).toEqual(["snapshot"]);
  });
});

const systemLike = () => ({
  now: () => 0,
  random: () => 0,
  randomBytes,
  after: () => () => undefined,
});
