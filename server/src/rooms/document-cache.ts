import { INLINE_BYTES_MAX, TAIL_UPDATES_MAX } from "@mendboard/shared/limits";
import * as Y from "yjs";
import type { RoomId } from "../storage/work.ts";

type Cached = { updates: Uint8Array[]; bytes: number };

/** Committed documents in memory, so that a join need not wait for the disk: the least recently used go first. */
export class DocumentCache {
  readonly #documents = new Map<RoomId, Cached>();
  readonly #budget: number;
  #bytes = 0;

  constructor(budgetBytes: number) {
    this.#budget = budgetBytes;
  }

  /** The document as updates to merge, or undefined when it must be read. */
  get(room: RoomId): readonly Uint8Array[] | undefined {
    const cached = this.#documents.get(room);
    if (cached === undefined) return undefined;
    this.#documents.delete(room);
    this.#documents.set(room, cached);
    return cached.updates;
  }

  set(room: RoomId, updates: readonly Uint8Array[]): void {
    this.delete(room);
    const bytes = updates.reduce((sum, update) => sum + update.length, 0);
    this.#documents.set(room, { updates: [...updates], bytes });
    this.#bytes += bytes;
    this.#evict();
  }

  /** Adds what has just been committed, if the document is here. */
  push(room: RoomId, update: Uint8Array): void {
    const cached = this.#documents.get(room);
    if (cached === undefined) return;
    cached.updates.push(update.slice()); // its own memory: the frame it came in may be part of something larger
    cached.bytes += update.length;
    this.#bytes += update.length;
    if (cached.updates.length > TAIL_UPDATES_MAX) {
      // Small documents are folded on the spot; a large one would hold up the event loop and is read again when needed.
      if (cached.bytes <= INLINE_BYTES_MAX) this.set(room, [Y.mergeUpdates(cached.updates)]);
      else this.delete(room);
    }
    this.#evict();
  }

  delete(room: RoomId): void {
    this.#bytes -= this.#documents.get(room)?.bytes ?? 0;
    this.#documents.delete(room);
  }

  #evict(): void {
    for (const room of this.#documents.keys()) {
      if (this.#bytes <= this.#budget) return;
      this.delete(room);
    }
  }
}
