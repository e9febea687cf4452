import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { ChunkLog, type Chunk } from "./chunk-log.ts";
import { compact, isCompactionDue, type LogSize } from "./compaction.ts";

const KIB = 1024;
const size = (changes: Partial<LogSize>): LogSize => ({
  updates: 1_000,
  updateBytes: 0,
  unsentBytes: 0,
  snapshotBytes: 0,
  ...changes,
});

describe("when it is due", () => {
  test.for<[string, Partial<LogSize>, number, boolean]>([
    ["16 KiB of updates over nothing", { updateBytes: 16 * KIB }, 1, true],
    ["a byte less", { updateBytes: 16 * KIB - 1 }, 1, false],
    ["31 chunks, however large", { updates: 31, updateBytes: 900 * KIB }, 1, false],
    ["as much as a snapshot of 100 KiB", { updateBytes: 100 * KIB, snapshotBytes: 100 * KIB }, 1, true],
    ["the same, for one who drew 1.5", { updateBytes: 100 * KIB, snapshotBytes: 100 * KIB }, 1.5, false],
    ["no updates beside any snapshot", { updates: 0, snapshotBytes: 900 * KIB }, 1, false],
  ])("connected: %s", ([, changes, factor, due]) => {
    expect(isCompactionDue(size(changes), factor, true)).toBe(due);
  });

  test.for<[string, Partial<LogSize>, boolean]>([
    ["256 KiB that wait to be sent", { unsentBytes: 256 * KIB }, true],
    ["a byte less, and much that was sent", { unsentBytes: 256 * KIB - 1, updateBytes: 900 * KIB }, false],
    [
      "less than the snapshot that would be sent again",
      { unsentBytes: 300 * KIB, snapshotBytes: 400 * KIB },
      false,
    ],
  ])("not connected: %s", ([, changes, due]) => {
    expect(isCompactionDue(size(changes), 1, false)).toBe(due);
  });
});

describe("what it replaces", () => {
  /** Ten opened chunks, sealed by nobody: this test is about which of them go. */
  function setUp() {
    const [inner, outer] = [new Y.Doc(), new Y.Doc()];
    const log = new ChunkLog(outer, () => undefined);
    for (let at = 0; at < 10; at++) log.append(chunkBytes(at));
    const replaced: { dead: readonly Chunk[] }[] = [];
    const array = outer.getArray<Uint8Array>(`c${outer.clientID.toString(36)}`);
    const run = (whileSealing: () => void) =>
      compact({
        inner,
        log,
        seal: async (state) => {
          await Promise.resolve();
          whileSealing();
          return state;
        },
        replace: (dead) => {
          replaced.push({ dead });
        },
      });
    return { log, array, run, replaced };
  }

  const chunkBytes = (at: number): Uint8Array => new Uint8Array(40).fill(at).fill(1, 0, 2);

  test("a chunk that arrives while the snapshot is sealed is not in it, and stays", async () => {
    const { log, run, replaced } = setUp();
    await run(() => {
      log.append(chunkBytes(99));
    });
    expect(replaced.map(({ dead }) => dead.length)).toEqual([10]);
  });

  test("who finds more than half gone meanwhile gives way to the faster one", async () => {
    const { array, run, replaced } = setUp();
    const done = await run(() => {
      array.delete(0, 6);
    });
    expect([done, replaced]).toEqual([false, []]);
  });

  test("half still there is enough", async () => {
    const { array, run, replaced } = setUp();
    const done = await run(() => {
      array.delete(0, 5);
    });
    expect([done, replaced.length]).toEqual([true, 1]);
  });
});
