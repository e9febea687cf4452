import * as Y from "yjs";
import { chunkKind, type ChunkError, type ChunkKind } from "./chunk.ts";

/**
 * Why a chunk's content is not in the inner document yet.
 * `not-an-update`: it opened, and is not a Yjs update. `too-much-waiting`: it opened, and so much waits for earlier
 * changes already that it is left aside until they come.
 */
export type UnopenedReason = ChunkError | "not-an-update" | "too-much-waiting";

/** One sealed chunk as it stands in the outer document, named by (client, clock). */
export type Chunk = {
  readonly client: number;
  readonly clock: number;
  readonly bytes: Uint8Array;
  /** Null when the bytes are not a chunk of format 1. A claim until the chunk is opened. */
  readonly kind: ChunkKind | null;
  /** `waiting` for its turn · `opened`: opened **and** applied · or kept closed, and why. */
  state: "waiting" | "opened" | UnopenedReason;
};

/** A chunk that this tab sealed itself needs no opening. */
type Authored = "sealed-here" | "carried-over";

/**
 * The outer document as a log of sealed chunks: one root array per outer client, `c<client id in base 36>`, so that the
 * arrays of two writers never meet (PROTOCOL.md S8). It knows every live chunk; it never looks inside one.
 *
 * Whatever else stands in the outer document (other roots, other content, nested types) is left alone.
 */
export class ChunkLog {
  readonly #outer: Y.Doc;
  readonly #chunks = new Map<number, Map<number, Chunk>>();
  readonly #onArrived: (chunks: readonly Chunk[]) => void;

  /** @param onArrived chunks that came from elsewhere and wait to be opened */
  constructor(outer: Y.Doc, onArrived: (chunks: readonly Chunk[]) => void) {
    this.#outer = outer;
    this.#onArrived = onArrived;
    outer.on("afterTransaction", this.#follow);
  }

  destroy(): void {
    this.#outer.off("afterTransaction", this.#follow);
  }

  /** Read what the outer document held before this log began to follow it. Opens no transaction. */
  readStored(): void {
    const { store } = this.#outer;
    const stored = [...store.clients.keys()].map((client) => [client, Y.getState(store, client)] as const);
    this.#arrive(this.#newChunks(new Map(), new Map(stored)));
  }

  *live(): Generator<Chunk> {
    for (const chunks of this.#chunks.values()) yield* chunks.values();
  }

  isLive(chunk: Chunk): boolean {
    return this.#chunks.get(chunk.client)?.get(chunk.clock) === chunk;
  }

  /** @param authored `carried-over` bytes are read like foreign ones: nobody has looked at what they hold */
  append(bytes: Uint8Array, authored: Authored = "sealed-here"): void {
    this.#outer.transact(() => {
      this.#own().push([bytes]);
    }, authored);
  }

  /** One transaction: these chunks go, the snapshot that holds them comes. */
  replace(dead: readonly Chunk[], snapshot: Uint8Array): void {
    this.#outer.transact(() => {
      for (const root of rootsOf(this.#outer))
        removeFrom(this.#outer.getArray(root), new Set(dead), this.#at);
      this.#own().push([snapshot]);
    }, "sealed-here" satisfies Authored);
  }

  /** The root of this outer client; asked for at each write, since Yjs changes an id that it meets twice. */
  #own(): Y.Array<Uint8Array> {
    return this.#outer.getArray(rootName(this.#outer.clientID));
  }

  readonly #at = (client: number, clock: number): Chunk | undefined => this.#chunks.get(client)?.get(clock);

  readonly #follow = (transaction: Y.Transaction): void => {
    const chunks = this.#newChunks(transaction.beforeState, transaction.afterState);
    this.#forget(transaction.deleteSet);
    if (transaction.origin === ("sealed-here" satisfies Authored)) {
      for (const chunk of chunks) chunk.state = "opened";
    } else {
      this.#arrive(chunks);
    }
  };

  #arrive(chunks: readonly Chunk[]): void {
    if (chunks.length > 0) this.#onArrived(chunks);
  }

  /** Only what is new is walked: the cost is that of the transaction, not of the document. */
  #newChunks(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): Chunk[] {
    const found: Chunk[] = [];
    for (const [client, end] of after) {
      const start = before.get(client) ?? 0;
      const structs = this.#outer.store.clients.get(client) ?? [];
      if (start >= end) continue;
      for (const struct of structs.slice(Y.findIndexSS(structs, start))) {
        const chunk = struct instanceof Y.Item ? chunkOf(struct) : null;
        if (chunk === null) continue;
        const ofClient = this.#chunks.get(client) ?? new Map<number, Chunk>();
        this.#chunks.set(client, ofClient.set(chunk.clock, chunk));
        found.push(chunk);
      }
    }
    return found;
  }

  /** By range, over what is known: a delete set may name clocks by the billion. */
  #forget(deleted: Y.Transaction["deleteSet"]): void {
    for (const [client, ranges] of deleted.clients) {
      const chunks = this.#chunks.get(client);
      if (chunks === undefined) continue;
      for (const range of ranges) {
        for (const clock of chunks.keys()) {
          if (clock >= range.clock && clock < range.clock + range.len) chunks.delete(clock);
        }
      }
    }
  }
}

/** Chunks that an outer document was given and cannot place, since something before them is missing. */
export function chunksHeldBack(outer: Y.Doc): Uint8Array[] {
  const pending = outer.store.pendingStructs;
  if (pending === null) return [];
  // Yjs keeps what it cannot integrate as an update of its second format.
  const { structs } = Y.decodeUpdateV2(pending.update);
  return structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentBinary ? [struct.content.content] : [],
  );
}

const ROOT_PATTERN = /^c[0-9a-z]+$/;
const rootName = (clientId: number): string => `c${clientId.toString(36)}`;

const rootsOf = (outer: Y.Doc): string[] => [...outer.share.keys()].filter((name) => ROOT_PATTERN.test(name));

function chunkOf(item: Y.Item): Chunk | null {
  if (item.deleted || !(item.content instanceof Y.ContentBinary) || item.parentSub !== null) return null;
  const parent = item.parent;
  if (!(parent instanceof Y.AbstractType) || parent._item !== null) return null;
  if (!ROOT_PATTERN.test(Y.findRootTypeKey(parent))) return null;
  const bytes = item.content.content;
  return { client: item.id.client, clock: item.id.clock, bytes, kind: chunkKind(bytes), state: "waiting" };
}

/**
 * Positions are counted by `length`, not by items: foreign content that is not binary merges into long items.
 * From the end, so that the positions of what is still to go stay true.
 */
function removeFrom(
  array: Y.Array<Uint8Array>,
  dead: ReadonlySet<Chunk>,
  at: (client: number, clock: number) => Chunk | undefined,
): void {
  const ranges: { index: number; length: number }[] = [];
  let index = 0;
  for (let item = array._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const chunk = at(item.id.client, item.id.clock);
    if (chunk !== undefined && dead.has(chunk)) {
      const last = ranges.at(-1);
      if (last !== undefined && last.index + last.length === index) last.length += item.length;
      else ranges.push({ index, length: item.length });
    }
    index += item.length;
  }
  for (const range of ranges.toReversed()) array.delete(range.index, range.length);
}
