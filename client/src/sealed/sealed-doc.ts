import { UPDATE_BYTES_MAX } from "@mendboard/shared/limits";
import * as Y from "yjs";
import type { Environment } from "../sync/environment.ts";
import { ChunkLog, type Chunk } from "./chunk-log.ts";
import type { ChunkKind } from "./chunk.ts";
import type { ChunkCipher } from "./cipher.ts";
import { compact, isCompactionDue, measureLog, type Compact } from "./compaction.ts";
import { CoverageAudit, missingFrom } from "./coverage.ts";
import { bytesWaiting, ReadPath } from "./read-path.ts";
import { WritePath } from "./write-path.ts";

/** What a sealed document must know of the connection that carries its outer document. */
export interface Link {
  /** Connected, and all that the server held has arrived. */
  isSynced(): boolean;
  /** Is this struct of the outer document not confirmed by the server yet? */
  isUnsent(client: number, clock: number): boolean;
  /** Run an append that is too large for one live frame, so that it still reaches the server. */
  appendLarge(append: () => void): void;
}

export type SealedDocOptions = {
  readonly inner: Y.Doc;
  readonly outer: Y.Doc;
  readonly cipher: ChunkCipher;
  readonly access: "write" | "read";
  readonly link: Link;
  readonly partnerHere: () => boolean;
  readonly environment: Environment;
  /** {@link SealedDoc.unsealed} or {@link SealedDoc.unopened} changed. */
  readonly onChange: () => void;
  /** What {@link SealedDoc.compactSoon} asked for is done. */
  readonly onCompactedAsWanted?: () => void;
  /** Tests put unsound ones here, to see them found out. */
  readonly compact?: Compact;
};

const WINDOW_TOGETHER_MS = 40;
const WINDOW_ALONE_MS = 500;
/** Room for the frame and the Yjs struct around a chunk. */
const LIVE_CHUNK_BYTES_MAX = UPDATE_BYTES_MAX - 1024;

/**
 * The inner document, as the app edits it, over the outer one, as the server sees it (PROTOCOL.md S8…S12).
 * Own edits are sealed and appended; chunks from elsewhere are opened and applied; now and then a writer replaces what
 * it has opened by one sealed snapshot. Readers only open.
 */
export class SealedDoc {
  readonly #options: SealedDocOptions;
  readonly #log: ChunkLog;
  readonly #read: ReadPath;
  readonly #write: WritePath | null;
  readonly #audit: CoverageAudit;
  /** Chunks that did not open when they were last tried; asked for with every change of status, so not sought each time. */
  readonly #closed = new Set<Chunk>();
  #factor: number;
  #compactionWanted = false;
  #readingStored = false;
  #ended = false;

  constructor(options: SealedDocOptions) {
    const { inner, outer, cipher, environment } = options;
    this.#options = options;
    this.#log = new ChunkLog(outer, (chunks) => {
      this.#read.add(chunks);
    });
    this.#read = new ReadPath({
      inner,
      open: (bytes) => cipher.open(bytes),
      onRead: (chunks) => {
        this.#afterRead(chunks);
      },
      onRest: () => {
        this.#afterChange();
      },
    });
    this.#write =
      options.access === "read"
        ? null
        : new WritePath({
            inner,
            environment,
            seal: (update) => this.#sealAndAppend("update", update),
            windowMs: () => this.#windowMs(),
            onChange: () => {
              this.#afterWrite();
            },
          });
    this.#audit = new CoverageAudit({
      environment,
      isCalm: () => this.#isCalm(),
      look: (heal) => this.#lookForMissing(heal),
    });
    this.#factor = 1 + environment.random();
  }

  /** Open what the outer document held before; resolves when it is in `inner`. Opens no transaction in `outer`. */
  async readStored(): Promise<void> {
    this.#readingStored = true;
    this.#log.readStored();
    await this.#read.settled();
    this.#readingStored = false;
  }

  /** Resolves when all chunks that have arrived so far were looked at. */
  settled(): Promise<void> {
    return this.#read.settled();
  }

  /** Own edits that a crash would lose now. */
  get unsealed(): number {
    return this.#write?.unsealed ?? 0;
  }

  /** Chunks that are kept and could not be opened, with the reason. */
  unopened(): Chunk[] {
    return [...this.#closed].filter((chunk) => chunk.state !== "waiting" && this.#log.isLive(chunk));
  }

  /** A key has come: try again what could not be opened, also what is being tried without it at this moment. */
  async retryUnopened(): Promise<void> {
    await this.#read.settled();
    const chunks = this.unopened();
    if (chunks.length > 0) this.#read.add(chunks);
  }

  /** Seal what waits, starting before this returns. */
  async flush(): Promise<void> {
    await this.#write?.flush();
  }

  /** Replace the log by a snapshot at the next moment without an edit in flight, connected or not. */
  compactSoon(): void {
    this.#compactionWanted = this.#write !== null;
    this.#compactIfDue();
  }

  /**
   * Into a fresh outer document (a *mend*): give it what `inner` holds more than it, and the chunks that the old one
   * held and could not use. Call it when this document has caught up with the server.
   *
   * @param strays sealed chunks of the old outer document that were never opened
   */
  async carryOver(strays: readonly Uint8Array[]): Promise<void> {
    const write = this.#write;
    if (write === null) return;
    for (const bytes of strays) {
      this.#append(() => {
        this.#log.append(bytes, "carried-over");
      }, bytes.length);
    }
    await this.#read.settled();
    await write.exclusively(() => this.#appendMissing());
  }

  /** The live chunks, to tell which of an old document's are here already. */
  liveChunks(): Iterable<Chunk> {
    return this.#log.live();
  }

  /** Stops at once; what is not sealed stays unsealed. */
  destroy(): void {
    this.#ended = true;
    this.#log.destroy();
    this.#read.destroy();
    this.#write?.destroy();
    this.#audit.destroy();
  }

  #afterRead(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) {
      if (chunk.state === "opened") this.#closed.delete(chunk);
      else this.#closed.add(chunk);
    }
    // What stood in the stored copy cannot lack anything: `inner` was made from it.
    if (
      !this.#readingStored &&
      chunks.some((chunk) => chunk.kind === "snapshot" && chunk.state === "opened")
    ) {
      this.#audit.request();
    }
    if (bytesWaiting(this.#options.inner) === 0) {
      const aside = this.unopened().filter((chunk) => chunk.state === "too-much-waiting");
      if (aside.length > 0) this.#read.add(aside);
    }
  }

  /** An idle writer never gets here, so an idle writer never compacts. */
  #afterWrite(): void {
    this.#compactIfDue();
    this.#afterChange();
  }

  #afterChange(): void {
    if (this.#compactionWanted) this.#compactIfDue();
    void this.#audit.resume();
    this.#options.onChange();
  }

  #isCalm(): boolean {
    return (
      !this.#ended &&
      this.#write?.isResting === true &&
      this.#read.isResting &&
      bytesWaiting(this.#options.inner) === 0
    );
  }

  #windowMs(): number {
    // Without a connection nobody pays for small chunks, and every key reaches this device's storage at once.
    if (!this.#options.link.isSynced()) return 0;
    return this.#options.partnerHere() ? WINDOW_TOGETHER_MS : WINDOW_ALONE_MS;
  }

  async #sealAndAppend(kind: ChunkKind, payload: Uint8Array): Promise<void> {
    const chunk = await this.#options.cipher.seal(kind, payload);
    this.#append(() => {
      this.#log.append(chunk);
    }, chunk.length);
  }

  #append(append: () => void, length: number): void {
    if (this.#ended) return;
    if (length <= LIVE_CHUNK_BYTES_MAX) append();
    else this.#options.link.appendLarge(append);
  }

  #compactIfDue(): void {
    if (!this.#isCalm() || this.#write === null) return;
    const { link } = this.#options;
    const size = measureLog(this.#log, (client, clock) => link.isUnsent(client, clock));
    if (!this.#compactionWanted && !isCompactionDue(size, this.#factor, link.isSynced())) return;
    void this.#write.exclusively(() => this.#compact());
  }

  async #compact(): Promise<void> {
    const wanted = this.#compactionWanted;
    this.#compactionWanted = false;
    this.#factor = 1 + this.#options.environment.random();
    const replaced = await (this.#options.compact ?? compact)({
      inner: this.#options.inner,
      log: this.#log,
      seal: (state) => this.#options.cipher.seal("snapshot", state),
      replace: (dead, snapshot) => {
        this.#append(() => {
          this.#log.replace(dead, snapshot);
        }, snapshot.length);
      },
    });
    // Somebody else's snapshot may hold the words that were to go.
    if (!wanted) return;
    if (replaced) this.#options.onCompactedAsWanted?.();
    else this.#compactionWanted = true;
  }

  async #lookForMissing(heal: boolean): Promise<"covered" | "missing"> {
    const found = { missing: false };
    await this.#write?.exclusively(async () => {
      const missing = await this.#missing();
      found.missing = missing !== null;
      if (missing !== null && heal) await this.#sealAndAppend("update", missing);
    });
    return found.missing ? "missing" : "covered";
  }

  async #appendMissing(): Promise<void> {
    const missing = await this.#missing();
    if (missing !== null) await this.#sealAndAppend("update", missing);
  }

  /** The log and `inner` are taken in one tick; opening takes longer. */
  async #missing(): Promise<Uint8Array | null> {
    const chunks = [...this.#log.live()].filter((chunk) => chunk.state === "opened");
    const inner = Y.encodeStateAsUpdate(this.#options.inner);
    const opened = await Promise.all(chunks.map((chunk) => this.#options.cipher.open(chunk.bytes)));
    return missingFrom(
      opened.flatMap((result) => (result.ok ? [result.value.payload] : [])),
      inner,
    );
  }
}
