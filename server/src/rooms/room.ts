import { encodeFrame } from "@mendboard/shared/frames";
import {
  COMPACT_REST_MS,
  COMPACT_SNAPSHOT_SHARE,
  COMPACT_UPDATES_IDLE_MIN,
  COMPACT_UPDATES_MAX,
  COMPACT_UPDATES_MIN,
  INLINE_BYTES_MAX,
  ROOM_BYTES_MAX,
  ROOM_RANGES_MAX,
} from "@mendboard/shared/limits";
import { CLOSE, type CloseCode } from "@mendboard/shared/protocol";
import type { Logger } from "pino";
import { RoomErasedError, type StoredRoom, type UpdateLog } from "../log/log.ts";
import type { RoomId } from "../storage/work.ts";
import type { Assembled } from "../updates/assemble.ts";
import type { Inspection } from "../updates/inspect.ts";
import type { JobThread } from "../updates/job-thread.ts";
import { isEmptyStateVector, jobs } from "../updates/jobs.ts";
import { KnownState } from "../updates/known-state.ts";
import type { Connection } from "./connection.ts";
import type { DocumentCache } from "./document-cache.ts";
import { Presence } from "./presence.ts";

export type RoomDeps = {
  readonly log: UpdateLog;
  readonly cache: DocumentCache;
  readonly thread: JobThread;
  readonly logger: Logger;
  readonly now: () => number;
};

/**
 * What became of an update. `known`: nothing new in it, so nothing to store. `full`: refused, the room has no space;
 * `mending`: refused for now, space is being made.
 */
export type Offer = "accepted" | "known" | "gap" | "full" | "mending";

type Accepted = {
  readonly seq: number;
  readonly from: Connection;
  readonly update: Uint8Array;
  /** The update as others receive it. */
  readonly frame: Uint8Array;
};

/**
 * One document, live: its connections and what it knows of itself, but never the document as a `Y.Doc`. An update is
 * accepted into memory, committed to the log, and only then shown to anybody.
 */
export class Room {
  readonly id: RoomId;
  readonly presence = new Presence();
  readonly #deps: RoomDeps;
  readonly #known = new KnownState();
  readonly #connections = new Set<Connection>();
  #isFailed = false;
  /** Number of the last update taken into {@link #known}, and of the last one that is on the disk. */
  #acceptedSeq: number;
  #committedSeq: number;
  /** Accepted and not yet committed, in order. */
  #underWay: Accepted[] = [];
  #append: Promise<number> | null = null;
  #appended: Promise<void> = Promise.resolve();
  /** The disk is being read for the cache; what commits meanwhile is gathered. */
  #reading: Promise<readonly Uint8Array[]> | null = null;
  #committedWhileReading: Accepted[] = [];
  #bytes: number;
  #snapshotBytes: number;
  #updatesSinceSnapshot: number;
  #compaction: Promise<void> | null = null;
  #compactedAt: number;
  #mayCompact: boolean;

  /** Reads the whole room before it answers anything. Rejects when it is gone or cannot be read. */
  static async open(id: RoomId, deps: RoomDeps): Promise<Room> {
    const stored = await deps.log.load(id);
    const assembled = await assembleStored(stored, deps);
    const room = new Room(id, deps, stored, assembled);
    deps.cache.set(id, [assembled.update]);
    return room;
  }

  private constructor(id: RoomId, deps: RoomDeps, stored: StoredRoom, assembled: Assembled) {
    this.id = id;
    this.#deps = deps;
    this.#known.add(assembled.inspection);
    this.#acceptedSeq = stored.lastSeq;
    this.#committedSeq = stored.lastSeq;
    this.#bytes = stored.bytes;
    this.#snapshotBytes = stored.snapshotBytes;
    this.#compactedAt = deps.now();
    this.#updatesSinceSnapshot = stored.updates.length;
    this.#mayCompact = assembled.deferred === 0;
    if (stored.damaged.length > 0 || assembled.deferred > 0) {
      deps.logger.error(
        { room: id, damaged: stored.damaged, deferred: assembled.deferred },
        "stored room is damaged",
      );
    }
  }

  get isEmpty(): boolean {
    return this.#connections.size === 0;
  }

  get isFailed(): boolean {
    return this.#isFailed;
  }

  join(connection: Connection): void {
    this.#connections.add(connection);
  }

  /** Takes the connection out, and what it showed of itself. */
  leave(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    const gone = this.presence.leave(connection);
    if (gone !== null) this.showPresence(connection, gone);
  }

  stateVector(): Uint8Array {
    return this.#known.encodeStateVector();
  }

  /** The number a barrier waits for: everything accepted so far in this room, whoever sent it. */
  get acceptedSeq(): number {
    return this.#acceptedSeq;
  }

  get committedSeq(): number {
    return this.#committedSeq;
  }

  /**
   * Takes an inspected update, stores it, and shows it to the others once it is stored (PROTOCOL.md W4, W5).
   *
   * @param frame the update as others will receive it
   */
  offer(from: Connection, update: Uint8Array, inspection: Inspection, frame: Uint8Array): Offer {
    const verdict = this.#known.judge(inspection);
    if (verdict !== "new") return verdict;
    const parts = (inspection.structs.length + inspection.deletes.length) / 3;
    if (this.#bytes + update.length > ROOM_BYTES_MAX || this.#known.size + parts > ROOM_RANGES_MAX) {
      return this.#makeSpace();
    }
    this.#known.add(inspection);
    this.#acceptedSeq += 1;
    this.#bytes += update.length;
    this.#updatesSinceSnapshot += 1;
    this.#underWay.push({ seq: this.#acceptedSeq, from, update, frame });
    const append = this.#deps.log.append(this.id, this.#acceptedSeq, update, from.unwrittenMember());
    if (append !== this.#append) {
      this.#append = append;
      this.#appended = append
        .then((seq) => this.#onCommitted(seq))
        .catch((error: unknown) => this.#fail(error));
    }
    return "accepted";
  }

  /** What is committed beyond `stateVector`. At once when it is at hand and small, else a promise. */
  answer(stateVector: Uint8Array): Uint8Array | Promise<Uint8Array> {
    const updates = this.#deps.cache.get(this.id);
    if (updates === undefined) return this.#read().then((read) => this.#diff(read, stateVector));
    return this.#diff(updates, stateVector);
  }

  showPresence(from: Connection, update: Uint8Array): void {
    const frame = encodeFrame({ type: "awareness", update });
    for (const connection of this.#connections) if (connection !== from) connection.sendPresence(frame);
  }

  closeConnections(code: CloseCode): void {
    for (const connection of this.#connections) connection.close(code);
  }

  /** Settles when no update of this room is on its way to the disk. Never rejects. */
  settled(): Promise<void> {
    return this.#appended;
  }

  /** Once nobody is here, a little is worth compacting already. Nobody waits for it. */
  compactWhenIdle(): void {
    if (this.#isWorthCompacting(COMPACT_UPDATES_IDLE_MIN)) this.#compact();
  }

  #onCommitted(upTo: number): void {
    if (this.#isFailed) return;
    this.#committedSeq = upTo;
    const later = this.#underWay.findIndex(({ seq }) => seq > upTo);
    const committed = this.#underWay.splice(0, later === -1 ? this.#underWay.length : later);
    for (const accepted of committed) {
      if (this.#reading !== null) this.#committedWhileReading.push(accepted);
      this.#deps.cache.push(this.id, accepted.update);
      accepted.from.onOwnCommitted();
      for (const connection of this.#connections) {
        if (connection !== accepted.from) connection.relay(accepted.frame);
      }
    }
    for (const connection of this.#connections) connection.onCommitted(upTo);
    if (this.#isWorthCompacting(COMPACT_UPDATES_MIN)) {
      const now = this.#deps.now();
      if (now - this.#compactedAt >= COMPACT_REST_MS) this.#compact();
    }
  }

  #isWorthCompacting(updatesMin: number): boolean {
    if (this.#updatesSinceSnapshot >= COMPACT_UPDATES_MAX) return true;
    const bytesSinceSnapshot = this.#bytes - this.#snapshotBytes;
    return (
      this.#updatesSinceSnapshot >= updatesMin &&
      bytesSinceSnapshot >= this.#snapshotBytes * COMPACT_SNAPSHOT_SHARE
    );
  }

  /** What is in memory may not be on the disk: all of it is thrown away, and everybody comes back to what is. */
  #fail(error: unknown): void {
    if (this.#isFailed) return;
    this.#isFailed = true;
    this.#deps.cache.delete(this.id);
    const isErased = error instanceof RoomErasedError;
    if (!isErased) this.#deps.logger.error({ room: this.id, err: error }, "room failed");
    this.closeConnections(isErased ? CLOSE.noDocument : CLOSE.tryLater);
  }

  #diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Uint8Array | Promise<Uint8Array> {
    const bytes = updates.reduce((sum, update) => sum + update.length, 0);
    const isAtHand = updates.length === 1 && isEmptyStateVector(stateVector);
    if (isAtHand || bytes <= INLINE_BYTES_MAX) return jobs.diff(updates, stateVector);
    return this.#deps.thread.run("diff", updates, stateVector);
  }

  /** One reading for everybody who asks meanwhile. */
  #read(): Promise<readonly Uint8Array[]> {
    this.#reading ??= this.#readStored().finally(() => {
      this.#reading = null;
      this.#committedWhileReading = [];
    });
    return this.#reading;
  }

  async #readStored(): Promise<readonly Uint8Array[]> {
    const stored = await this.#deps.log.load(this.id);
    const assembled = await assembleStored(stored, this.#deps);
    const newer = this.#committedWhileReading.filter(({ seq }) => seq > stored.lastSeq);
    const updates = [assembled.update, ...newer.map(({ update }) => update)];
    if (!this.#isFailed) this.#deps.cache.set(this.id, updates);
    return updates;
  }

  #makeSpace(): Offer {
    if (this.#updatesSinceSnapshot === 0 || !this.#mayCompact) return "full";
    this.#compact();
    return "mending";
  }

  #compact(): void {
    if (this.#compaction !== null || !this.#mayCompact || this.#isFailed) return;
    this.#compactedAt = this.#deps.now();
    this.#compaction = this.#compactStored()
      .catch((error: unknown) => {
        this.#mayCompact = false;
        this.#deps.logger.warn({ room: this.id, err: error }, "compaction failed; the rows stay");
      })
      .finally(() => {
        this.#compaction = null;
      });
  }

  async #compactStored(): Promise<void> {
    const { log, thread, logger } = this.#deps;
    const acceptedBefore = this.#acceptedSeq;
    const bytesBefore = this.#bytes;
    const stored = await log.load(this.id);
    const snapshot = await thread.run("compact", updatesOf(stored));
    if (snapshot === null) {
      this.#mayCompact = false;
      logger.error({ room: this.id }, "a snapshot would not hold every row; the rows stay");
      return;
    }
    const keep = stored.damaged.flatMap(({ what, seq }) => (what === "row" ? [seq] : []));
    await log.compact(this.id, { seq: stored.lastSeq, snapshot, keep });
    // Another reader of the cache may hold deleted bytes a little longer; the next one does not.
    this.#deps.cache.delete(this.id);
    this.#snapshotBytes = snapshot.length;
    this.#updatesSinceSnapshot = this.#acceptedSeq - acceptedBefore;
    this.#bytes = snapshot.length + (this.#bytes - bytesBefore);
  }
}

const updatesOf = ({ snapshot, updates }: StoredRoom): readonly Uint8Array[] =>
  snapshot === null ? updates : [snapshot, ...updates];

async function assembleStored(stored: StoredRoom, { thread }: RoomDeps): Promise<Assembled> {
  const updates = updatesOf(stored);
  return stored.bytes <= INLINE_BYTES_MAX ? jobs.assemble(updates) : thread.run("assemble", updates);
}
