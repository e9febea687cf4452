import type { RoomId } from "../storage/work.ts";

/** A row or a snapshot whose bytes no longer match their checksum. It is kept, named and not served. */
export type Damaged = { readonly what: "row" | "snapshot"; readonly seq: number };

/** Everything committed of one room. */
export type StoredRoom = {
  /** The newest readable snapshot; with updates in order after it. */
  readonly snapshot: Uint8Array | null;
  readonly updates: readonly Uint8Array[];
  /** Number of the last update ever committed; 0 for a new room. */
  readonly lastSeq: number;
  /** What the room weighs in storage. */
  readonly bytes: number;
  readonly rows: number;
  readonly snapshotBytes: number;
  readonly damaged: readonly Damaged[];
};

export type Compaction = {
  /** The snapshot stands for every readable row up to this number. */
  readonly seq: number;
  readonly snapshot: Uint8Array;
  /** Numbers of damaged rows: they stay for repair. */
  readonly keep: readonly number[];
};

/**
 * Where updates are durable. One writer a room: whoever loaded it numbers its updates, from `lastSeq + 1`, without gaps.
 * Every call rejects with {@link StorageUnavailableError} when storage cannot keep up or fails.
 */
export interface UpdateLog {
  /** @throws {@link RoomErasedError} */
  load(room: RoomId): Promise<StoredRoom>;

  /**
   * Settles when the update is on the disk (or is certainly not). A room's calls settle in the order they were made; those
   * that share a commit share the promise.
   *
   * @param writer marks this member as having written, in the same commit (PROTOCOL.md M10)
   * @returns the number of the room's last update in that commit
   * @throws {@link RoomErasedError}
   */
  append(room: RoomId, seq: number, update: Uint8Array, writer?: string): Promise<number>;

  /** Replaces the rows up to `seq` by the snapshot, in one commit. The snapshot before stays for repair. */
  compact(room: RoomId, compaction: Compaction): Promise<void>;
}

/** Storage is overfull, failed or closed. Nothing of the call was stored; it may be tried again. */
export class StorageUnavailableError extends Error {}

/** The room is gone: its document was erased. */
export class RoomErasedError extends Error {}
