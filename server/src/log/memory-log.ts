import type { RoomId } from "../storage/work.ts";
import { type Compaction, RoomErasedError, StorageUnavailableError, type UpdateLog } from "./log.ts";

type Stored = {
  snapshot: Uint8Array | null;
  updates: { readonly seq: number; readonly update: Uint8Array }[];
  lastSeq: number;
};

/** An update log without a disk, for tests of what stands above it: it can be held up and made to fail. */
export class MemoryLog implements UpdateLog {
  readonly #rooms = new Map<RoomId, Stored>();
  #isFailing = false;
  #held: PromiseWithResolvers<void> | null = null;

  createRoom(room: RoomId): void {
    this.#rooms.set(room, { snapshot: null, updates: [], lastSeq: 0 });
  }

  eraseRoom(room: RoomId): void {
    this.#rooms.delete(room);
  }

  /** Nothing settles until {@link release}. */
  hold(): void {
    this.#held ??= Promise.withResolvers();
  }

  release(): void {
    this.#held?.resolve();
    this.#held = null;
  }

  /** From now on nothing is stored. */
  failFromNowOn(): void {
    this.#isFailing = true;
  }

  async load(room: RoomId) {
    await this.#disk();
    const { snapshot, updates, lastSeq } = this.#read(room);
    const snapshotBytes = snapshot?.length ?? 0;
    return {
      snapshot,
      updates: updates.map(({ update }) => update),
      lastSeq,
      bytes: updates.reduce((sum, { update }) => sum + update.length, snapshotBytes),
      rows: updates.length,
      snapshotBytes,
      damaged: [],
    };
  }

  async append(room: RoomId, seq: number, update: Uint8Array): Promise<number> {
    const copy = update.slice();
    await this.#disk();
    const stored = this.#read(room);
    if (seq !== stored.lastSeq + 1) throw new StorageUnavailableError("updates are numbered without gaps");
    stored.updates.push({ seq, update: copy });
    stored.lastSeq = seq;
    return seq;
  }

  async compact(room: RoomId, { seq, snapshot }: Compaction): Promise<void> {
    await this.#disk();
    const stored = this.#read(room);
    stored.snapshot = snapshot;
    stored.updates = stored.updates.filter((kept) => kept.seq > seq);
  }

  async #disk(): Promise<void> {
    if (this.#held !== null) await this.#held.promise;
    if (this.#isFailing) throw new StorageUnavailableError("the disk is full");
  }

  #read(room: RoomId): Stored {
    const stored = this.#rooms.get(room);
    if (stored === undefined) throw new RoomErasedError(`room ${room} is gone`);
    return stored;
  }
}
