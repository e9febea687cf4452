import * as Y from "yjs";
import type { ChunkLog } from "./chunk-log.ts";

const KIB = 1024;
const CHUNKS_MIN = 32;
const SNAPSHOT_BYTES_FLOOR = 16 * KIB;
/** Without a connection nobody else reads the log, so only what waits to be sent counts. */
const UNSENT_BYTES_MIN = 256 * KIB;

export type LogSize = {
  /** Opened updates; snapshots and what could not be opened are not among them. */
  readonly updates: number;
  readonly updateBytes: number;
  /** Of those, what the server has not confirmed. */
  readonly unsentBytes: number;
  /** The largest live snapshot: two of them hold nearly the same. */
  readonly snapshotBytes: number;
};

export function measureLog(log: ChunkLog, isUnsent: (client: number, clock: number) => boolean): LogSize {
  let [updates, updateBytes, unsentBytes, snapshotBytes] = [0, 0, 0, 0];
  for (const chunk of log.live()) {
    const { length } = chunk.bytes;
    if (chunk.state !== "opened") continue;
    if (chunk.kind === "snapshot") snapshotBytes = Math.max(snapshotBytes, length);
    else {
      updates += 1;
      updateBytes += length;
      if (isUnsent(chunk.client, chunk.clock)) unsentBytes += length;
    }
  }
  return { updates, updateBytes, unsentBytes, snapshotBytes };
}

/**
 * Is it this writer's turn to replace the log by a snapshot? The log may grow to `factor` times the snapshot; each
 * writer draws its own factor in [1, 2] anew each time, so two seldom begin at once and nobody has to be elected.
 * Two live snapshots alone are no reason: two writers who each "tidy up" would never end.
 */
export function isCompactionDue(size: LogSize, factor: number, synced: boolean): boolean {
  if (!synced) return size.unsentBytes >= Math.max(UNSENT_BYTES_MIN, factor * size.snapshotBytes);
  return (
    size.updates >= CHUNKS_MIN &&
    size.updateBytes >= factor * Math.max(SNAPSHOT_BYTES_FLOOR, size.snapshotBytes)
  );
}

export type CompactionWork = {
  readonly inner: Y.Doc;
  readonly log: ChunkLog;
  readonly seal: (state: Uint8Array) => Promise<Uint8Array>;
  readonly replace: ChunkLog["replace"];
};
/** @returns false when another writer was faster and nothing was replaced */
export type Compact = (work: CompactionWork) => Promise<boolean>;

/**
 * Replace what was opened and applied by one snapshot. What may go and what the snapshot holds are taken in one tick:
 * a chunk that arrives while the snapshot is being sealed stays. If meanwhile another writer removed more than half of
 * it, theirs is newer, and ours is dropped.
 */
export const compact: Compact = async ({ inner, log, seal, replace }) => {
  const dead = [...log.live()].filter((chunk) => chunk.state === "opened");
  const state = encodeAfresh(inner);
  const snapshot = await seal(state);
  if (2 * dead.filter((chunk) => log.isLive(chunk)).length < dead.length) return false;
  replace(dead, snapshot);
  return true;
};

/** Through a fresh document: an undo history keeps deleted text alive in `inner`, and a snapshot must not. */
export function encodeAfresh(inner: Y.Doc): Uint8Array {
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(inner));
  const state = Y.encodeStateAsUpdate(fresh);
  fresh.destroy();
  return state;
}
