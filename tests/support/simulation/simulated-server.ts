import { chunkName } from "@mendboard/client/sealed/chunk";
import type { ChunkCipher } from "@mendboard/client/sealed/cipher";
import * as Y from "yjs";

/** One message of the wire, reduced to what matters here. */
export type Message =
  | { readonly type: "step1"; readonly stateVector: Uint8Array }
  | { readonly type: "step2" | "update"; readonly update: Uint8Array }
  | { readonly type: "barrier"; readonly counter: number };

/** One client's line: messages on their way, in order, until the line is cut. */
export class Line {
  readonly toServer: Message[] = [];
  readonly toClient: Message[] = [];
  /** The server has answered its SyncStep1; before that it is sent no updates. */
  isFollowing = false;
  /** The server's SyncStep1 that nobody has answered yet. */
  isUnanswered = true;
}

/**
 * Durable at once, and never trusted: it holds the outer document, keeps the server's rules about gaps and barriers, and
 * remembers, with keys that a server does not have, everything that was ever readable on it.
 */
export class SimulatedServer {
  readonly #outer = new Y.Doc();
  readonly #lines = new Set<Line>();
  readonly #open: ChunkCipher["open"];
  /** The content of every chunk by its name; null for what nobody can read. */
  readonly #payloads = new Map<string, Uint8Array | null>();
  /** Everything that was readable here at any time. */
  readonly #everSeen = new Y.Doc();
  readonly #junk = new Set<string>();

  /** @param open with every key there is */
  constructor(open: ChunkCipher["open"]) {
    this.#open = open;
  }

  connect(): Line {
    const line = new Line();
    this.#lines.add(line);
    line.toClient.push({ type: "step1", stateVector: Y.encodeStateVector(this.#outer) });
    return line;
  }

  cut(line: Line): void {
    this.#lines.delete(line);
  }

  async receive(line: Line, message: Message): Promise<void> {
    switch (message.type) {
      case "step1":
        line.toClient.push({
          type: "step2",
          update: Y.encodeStateAsUpdate(this.#outer, message.stateVector),
        });
        line.isFollowing = true;
        return;
      case "barrier":
        line.toClient.push(message);
        return;
      case "step2":
        line.isUnanswered = false;
        await this.#commit(line, message.update);
        return;
      case "update":
        // A gap while our question is open: the answer will hold it.
        if (!line.isUnanswered || !this.#hasGap(message.update)) await this.#commit(line, message.update);
    }
  }

  /** Somebody who holds a seat, and perhaps a key, appends what the app never would. */
  async appendForeign(clientId: number, append: (outer: Y.Doc) => void): Promise<void> {
    const author = new Y.Doc();
    author.clientID = clientId;
    Y.applyUpdate(author, Y.encodeStateAsUpdate(this.#outer));
    const before = Y.encodeStateVector(author);
    append(author);
    await this.#commit(null, Y.encodeStateAsUpdate(author, before));
  }

  /** Chunks that nobody can ever open, and that everybody must therefore keep. */
  rememberJunk(bytes: Uint8Array): void {
    this.#junk.add(chunkName(bytes));
  }

  liveChunks(): Uint8Array[] {
    return [...this.#outer.share.keys()].flatMap((root) =>
      this.#outer
        .getArray(root)
        .toArray()
        .filter((content): content is Uint8Array => content instanceof Uint8Array),
    );
  }

  /** Does the log, opened with every key, hold all of this? */
  async covers(state: Uint8Array): Promise<boolean> {
    return Y.snapshotContainsUpdate(Y.snapshot(await this.readAll()), state);
  }

  async readAll(): Promise<Y.Doc> {
    const union = new Y.Doc();
    for (const payload of await this.#payloadsOf(this.liveChunks())) Y.applyUpdate(union, payload);
    return union;
  }

  async #commit(from: Line | null, update: Uint8Array): Promise<void> {
    Y.applyUpdate(this.#outer, update);
    if (this.#outer.store.pendingStructs !== null) throw new Error("the server took an update with a gap");
    for (const line of this.#lines) {
      if (line !== from && line.isFollowing) line.toClient.push({ type: "update", update });
    }
    const payloads = await this.#payloadsOf(this.liveChunks());
    // Only a deletion can take anything away.
    if (Y.decodeUpdate(update).ds.clients.size === 0) return;
    const union = new Y.Doc();
    for (const payload of payloads) Y.applyUpdate(union, payload);
    if (!Y.snapshotContainsUpdate(Y.snapshot(union), Y.encodeStateAsUpdate(this.#everSeen))) {
      throw new Error("what was readable on the server is gone from it");
    }
    const live = new Set(this.liveChunks().map(chunkName));
    for (const name of this.#junk) {
      if (!live.has(name)) throw new Error("a chunk that nobody could open was deleted");
    }
  }

  #hasGap(update: Uint8Array): boolean {
    const firstClocks = new Map<number, number>();
    for (const { id } of Y.decodeUpdate(update).structs) {
      if (!firstClocks.has(id.client)) firstClocks.set(id.client, id.clock);
    }
    return [...firstClocks].some(([client, clock]) => clock > Y.getState(this.#outer.store, client));
  }

  async #payloadsOf(chunks: readonly Uint8Array[]): Promise<Uint8Array[]> {
    for (const bytes of chunks) {
      const name = chunkName(bytes);
      if (this.#payloads.has(name)) continue;
      // Each chunk is opened once in a run.
      const payload = await this.#read(bytes);
      this.#payloads.set(name, payload);
      if (payload !== null) Y.applyUpdate(this.#everSeen, payload);
    }
    return chunks.flatMap((bytes) => this.#payloads.get(chunkName(bytes)) ?? []);
  }

  async #read(bytes: Uint8Array): Promise<Uint8Array | null> {
    const opened = await this.#open(bytes);
    if (!opened.ok) return null;
    try {
      Y.decodeUpdate(opened.value.payload);
      return opened.value.payload;
    } catch {
      // Sealed by somebody with a key, and not an update.
      return null;
    }
  }
}
