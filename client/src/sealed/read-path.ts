import { UNOPENED_BYTES_MAX } from "@mendboard/shared/limits";
import type { Result } from "@mendboard/shared/result";
import * as Y from "yjs";
import type { Chunk } from "./chunk-log.ts";
import type { ChunkError, OpenedChunk } from "./chunk.ts";
import { REMOTE } from "./remote-origin.ts";

export type ReadPathOptions = {
  readonly inner: Y.Doc;
  readonly open: (bytes: Uint8Array) => Promise<Result<OpenedChunk, ChunkError>>;
  /** A batch was looked at: each chunk's state says what came of it. */
  readonly onRead: (chunks: readonly Chunk[]) => void;
  /** Nothing waits to be looked at any more. */
  readonly onRest: () => void;
};

/** Opened together and applied in one transaction, so that a screen is drawn once; bounded, so that memory is. */
const BATCH_CHUNKS_MAX = 1_024;

/** Chunks from elsewhere on their way into the inner document, in the order of their arrival. */
export class ReadPath {
  readonly #options: ReadPathOptions;
  #queue: Chunk[] = [];
  #reading: Promise<void> | null = null;
  #ended = false;

  constructor(options: ReadPathOptions) {
    this.#options = options;
  }

  add(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) chunk.state = "waiting";
    this.#queue.push(...chunks);
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
      if (!this.#ended) this.#options.onRest();
    });
  }

  get isResting(): boolean {
    return this.#reading === null;
  }

  /** Resolves when everything that has arrived was looked at. */
  async settled(): Promise<void> {
    // More may arrive while we wait.
    while (this.#reading !== null) await this.#reading;
  }

  destroy(): void {
    this.#ended = true;
    this.#queue = [];
  }

  async #readAll(): Promise<void> {
    while (this.#queue.length > 0) {
      const chunks = this.#queue.splice(0, BATCH_CHUNKS_MAX);
      // Batches are applied in the order of their arrival.
      const opened = await Promise.all(chunks.map((chunk) => this.#options.open(chunk.bytes)));
      if (this.#ended) return;
      this.#options.inner.transact(() => {
        for (const [at, chunk] of chunks.entries()) {
          const result = opened[at];
          if (result !== undefined) chunk.state = this.#apply(result);
        }
      }, REMOTE);
      this.#options.onRead(chunks);
    }
    retryWaiting(this.#options.inner);
  }

  #apply(result: Result<OpenedChunk, ChunkError>): Chunk["state"] {
    if (!result.ok) return result.error;
    if (result.value.kind === "awareness") return "not-an-update";
    const { inner } = this.#options;
    try {
      // Decoded first: a cut update that is applied directly throws *and* leaves half of itself behind.
      const { structs } = Y.decodeUpdate(result.value.payload);
      if (bytesWaiting(inner) > UNOPENED_BYTES_MAX && !isPlaceable(inner, structs)) return "too-much-waiting";
      Y.applyUpdate(inner, result.value.payload, REMOTE);
      return "opened";
    } catch {
      // Whatever Yjs does not take is kept as it is and counted.
      return "not-an-update";
    }
  }
}

/** Bytes that the inner document holds and cannot place, since something before them has not arrived. */
export function bytesWaiting(inner: Y.Doc): number {
  const { pendingStructs, pendingDs } = inner.store;
  return (pendingStructs?.update.byteLength ?? 0) + (pendingDs?.byteLength ?? 0);
}

/**
 * Yjs looks again at what waits only when the *furthest* thing it misses has come: a word that waited for a near one
 * would stay hidden for ever behind a change that was lost.
 */
function retryWaiting(inner: Y.Doc): void {
  const waiting = inner.store.pendingStructs;
  if (waiting === null) return;
  inner.store.pendingStructs = null;
  Y.applyUpdateV2(inner, waiting.update, REMOTE);
}

type Struct = ReturnType<typeof Y.decodeUpdate>["structs"][number];

/** Does all that these structs stand upon, in the document or among themselves, lie before us? Then they do not wait. */
function isPlaceable(inner: Y.Doc, structs: readonly Struct[]): boolean {
  const ends = new Map<number, number>();
  const endOf = (client: number): number => ends.get(client) ?? Y.getState(inner.store, client);
  for (const { id, length } of structs) {
    if (id.clock > endOf(id.client)) return false;
    ends.set(id.client, Math.max(endOf(id.client), id.clock + length));
  }
  return structs.every((struct) => {
    if (!(struct instanceof Y.Item)) return struct instanceof Y.GC;
    const ids = [struct.origin, struct.rightOrigin, struct.parent].filter((each) => each instanceof Y.ID);
    return ids.every(({ client, clock }) => clock < endOf(client));
  });
}
