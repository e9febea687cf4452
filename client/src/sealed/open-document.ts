import type { BoardId, DocumentId } from "@mendboard/shared/ids";
import * as Y from "yjs";
import { deleteDatabase } from "../sync/database.ts";
import { deferred } from "../sync/deferred.ts";
import type { DocumentStatus } from "../sync/document-status.ts";
import { systemEnvironment, type Environment } from "../sync/environment.ts";
import { followPage, thisPage, type Page, type PageEvents } from "../sync/page-events.ts";
import { Persistence } from "../sync/persistence.ts";
import { Tabs } from "../sync/tabs.ts";
import { createCipher, type ChunkCipher } from "./cipher.ts";
import { deriveDocumentKeys } from "./keys.ts";
import { carryOver, straysOf } from "./mend.ts";
import { AwarenessSealer, type SealedAwareness } from "./sealed-awareness.ts";
import {
  createCopy,
  destroyCopy,
  type SyncedCopy,
  type SyncedCopyOptions,
  type SyncOptions,
} from "./synced-copy.ts";

export type StorageOptions = {
  /** The database's name, and the tabs' channel; `mendboard/<boardId>/<documentId>` when left out. */
  readonly name?: string;
  /** The browser's own when left out. */
  readonly indexedDB?: IDBFactory;
};

export type SealedDocumentOptions = {
  readonly boardId: BoardId;
  readonly documentId: DocumentId;
  readonly epoch: number;
  /** 32 bytes: the board's secret for `joint` and voices, the member's own for `private`. Only read while opening. */
  readonly rootKey: Uint8Array<ArrayBuffer>;
  readonly access: "write" | "read";
  /** True for voices: their chunks carry the block that signatures will fill (PROTOCOL.md S4). */
  readonly signatureBlock?: boolean;
  /** True only for `joint`: presence is sealed and shared. */
  readonly awareness?: boolean;
  /** Left out: the document never connects. */
  readonly sync?: SyncOptions;
  /** Null: in memory only, and no tabs share it. */
  readonly storage?: StorageOptions | null;
  /** Is the partner in this document now? Then changes are sealed every few dozen milliseconds, else twice a second. */
  readonly partnerHere: () => boolean;
  /** Whose network and visibility it follows: the window when left out, none where there is none. */
  readonly page?: Page;
  readonly environment?: Environment;
};

export type { SealedAwareness } from "./sealed-awareness.ts";

/** One document of a board as the app edits it: opened, sealed, kept on the device and synced. */
export interface SealedDocument extends AsyncDisposable {
  readonly documentId: DocumentId;
  /** Edit this. Remote changes come with the origin `REMOTE` (`remote-origin.ts`). */
  readonly inner: Y.Doc;
  /** Null unless asked for. */
  readonly awareness: SealedAwareness | null;
  status(): DocumentStatus;
  /** Called after every change of {@link status}. @returns stops listening */
  onStatus(listener: (status: DocumentStatus) => void): () => void;
  /** Connect now and stay connected as the network allows. Without `sync` it does nothing. */
  connect(): void;
  /** Drop the socket now and stay without one until {@link connect}. */
  disconnect(): void;
  /** Resolves when all that the server held has arrived and is in `inner`; rejects with the signal's reason. */
  whenSynced(signal: AbortSignal): Promise<void>;
  /** Seal what waits, at once; resolves when it is on this device (or when the device refuses to keep it). */
  flush(): Promise<void>;
  /** After a hard delete: replace the chunks that still hold the deleted words, here and on the server, at the next save. */
  compactSoon(): void;
  /** Drops the socket before it returns; seals and stores what waits before it resolves. */
  close(): Promise<void>;
  /** Close, and delete this device's copy. What the server holds stays. */
  erase(): Promise<void>;
}

/**
 * Open a document from this device. Resolves as soon as the stored copy is in `inner`; it does not wait for the network,
 * and does not connect by itself. When the device keeps no copy, it opens empty and its status says why.
 */
export async function openSealedDocument(options: SealedDocumentOptions): Promise<SealedDocument> {
  const { boardId, documentId, epoch, signatureBlock = false, environment = systemEnvironment } = options;
  const place = { boardId, documentId, epoch, signatureBlock };
  const outer = new Y.Doc();
  const storage = options.storage === null ? null : { ...storageDefaults(options), ...options.storage };
  let document: OpenDocument | null = null;
  const onStatus = (): void => document?.onChange();
  const [keys, persistence] = await Promise.all([
    deriveDocumentKeys(options.rootKey, place),
    storage && Persistence.open(outer, { ...storage, environment, onStatus }),
  ]);
  const cipher = createCipher(keys.document, place, (length) => environment.randomBytes(length));
  const presence = createCipher(keys.awareness, place, (length) => environment.randomBytes(length));
  document = new OpenDocument(options, { environment, cipher, presence, outer, storage, persistence });
  await document.readStored();
  return document;
}

type Storage = { readonly name: string; readonly indexedDB: IDBFactory | undefined };

const storageDefaults = ({ boardId, documentId }: SealedDocumentOptions): Storage => ({
  name: `mendboard/${boardId}/${documentId}`,
  indexedDB: globalThis.indexedDB,
});

type Parts = {
  readonly environment: Environment;
  readonly cipher: ChunkCipher;
  readonly presence: ChunkCipher;
  readonly outer: Y.Doc;
  readonly storage: Storage | null;
  readonly persistence: Persistence | null;
};

/** A server that cannot merge even a mended copy has another trouble. */
const MENDS_MAX = 3;

class OpenDocument implements SealedDocument {
  readonly documentId: DocumentId;
  readonly inner = new Y.Doc();
  readonly awareness: AwarenessSealer | null;
  readonly #access: "write" | "read";
  readonly #storage: Storage | null;
  readonly #persistence: Persistence | null;
  readonly #copyOptions: SyncedCopyOptions;
  readonly #listeners = new Set<(status: DocumentStatus) => void>();
  readonly #unfollowPage: () => void;
  #copy: SyncedCopy;
  #tabs: Tabs | null = null;
  /** A mend under way; a newer one, or the end, aborts it. */
  #mend: AbortController | null = null;
  readonly #mended = new Set<SyncedCopy>();
  readonly #strays: Uint8Array[] = [];
  #closed: Promise<void> | null = null;

  constructor(options: SealedDocumentOptions, parts: Parts) {
    const { documentId, access, sync = null, partnerHere, page = thisPage() } = options;
    const { environment, cipher, outer, storage, persistence } = parts;
    this.documentId = documentId;
    this.#access = access;
    this.#storage = storage;
    this.#persistence = persistence;
    this.#copyOptions = {
      inner: this.inner,
      documentId,
      cipher,
      access,
      sync,
      partnerHere,
      environment,
      onChange: () => {
        this.onChange();
      },
      onAcknowledged: (stateVector) => persistence?.setAcknowledged(stateVector),
      onCompactedAsWanted: () => void persistence?.rewrite(),
    };
    this.#copy = createCopy(outer, persistence?.acknowledged ?? null, this.#copyOptions);
    this.awareness =
      options.awareness === true ? new AwarenessSealer(parts.presence, this.#copy.carrier) : null;
    this.#unfollowPage = page === null ? () => undefined : followPage(page, this.#pageEvents());
  }

  async readStored(): Promise<void> {
    await this.#copy.sealed.readStored();
    // The other tabs are asked for what they have more, so nothing is missed by coming last.
    this.#tabs = this.#storage && new Tabs(this.#copy.outer, this.#storage.name);
  }

  status(): DocumentStatus {
    const { provider, sealed } = this.#copy;
    const mending = this.#mend !== null;
    return {
      documentId: this.documentId,
      access: this.#access,
      connection: provider?.status ?? { state: "idle" },
      storage: this.#persistence?.status ?? { state: "refused", reason: "memory" },
      unsealed: sealed.unsealed,
      // What a mend still has to carry over is one change that nobody has confirmed.
      unsent: (provider?.unsent ?? 0) + (mending ? 1 : 0),
      confirmed: provider?.confirmed === true && !mending,
      unopened: sealed.unopened().length + (this.#persistence?.unreadable ?? 0),
      serverWentBack: provider?.serverWentBack ?? false,
    };
  }

  onStatus(listener: (status: DocumentStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  connect(): void {
    if (this.#closed === null) this.#copy.provider?.connect();
  }

  disconnect(): void {
    this.#copy.provider?.disconnect();
  }

  async whenSynced(signal: AbortSignal): Promise<void> {
    await this.#until(({ connection }) => connection.state === "synced" && this.#mend === null, signal);
    await this.#copy.sealed.settled();
  }

  async flush(): Promise<void> {
    await this.#copy.sealed.flush();
    await this.#persistence?.written();
  }

  compactSoon(): void {
    this.#copy.sealed.compactSoon();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async erase(): Promise<void> {
    await this.close();
    if (this.#storage !== null) await deleteDatabase(this.#storage.name, this.#storage.indexedDB);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Something that the status tells has changed. */
  onChange(): void {
    const status = this.status();
    for (const listener of this.#listeners) listener(status);
    if (status.connection.state === "refused" && status.connection.reason === "cannot-merge")
      this.#beginMend();
  }

  async #close(): Promise<void> {
    this.disconnect();
    this.#unfollowPage();
    this.#mend?.abort(new Error("the document was closed"));
    await this.flush();
    this.#listeners.clear();
    this.#tabs?.close();
    this.#persistence?.close();
    this.awareness?.destroy();
    destroyCopy(this.#copy);
    this.inner.destroy();
  }

  /** Once for each copy that was refused. */
  #beginMend(): void {
    if (this.#access === "read" || this.#closed !== null) return;
    if (this.#mended.size >= MENDS_MAX || this.#mended.has(this.#copy)) return;
    this.#mended.add(this.#copy);
    this.#mend?.abort(new Error("mended again"));
    this.#mend = new AbortController();
    void this.#runMend(this.#mend.signal);
  }

  /**
   * The server cannot merge our outer document (4422): begin a fresh one, let it catch up, give it what `inner` holds
   * more, and let go of the old rows when that is saved. Until then the old rows stay, so a crash on the way loses
   * nothing and only begins again.
   */
  async #runMend(signal: AbortSignal): Promise<void> {
    const old = this.#copy;
    await old.sealed.flush();
    await old.sealed.settled();
    if (signal.aborted) return;
    this.#strays.push(...straysOf(old));
    // Another tab would hand us the old document again; it mends itself when it connects.
    this.#tabs?.close();
    this.#tabs = null;
    const fresh = createCopy(new Y.Doc(), null, this.#copyOptions);
    this.#copy = fresh;
    this.#persistence?.follow(fresh.outer);
    this.awareness?.moveTo(fresh.carrier);
    destroyCopy(old);
    fresh.provider?.connect();
    try {
      await this.#until(({ connection }) => connection.state === "synced", signal);
      await fresh.sealed.settled();
      await carryOver(this.#strays, fresh);
      await this.#until(() => fresh.provider?.confirmed === true && fresh.provider.unsent === 0, signal);
      await this.#persistence?.rewrite();
      this.#mend = null;
      this.onChange();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Resolves when the condition holds, now or after a change of status; rejects with the signal's reason. */
  async #until(condition: (status: DocumentStatus) => boolean, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (condition(this.status())) return;
    const { promise, resolve, reject } = deferred<void>();
    const stopListening = this.onStatus((status) => {
      if (condition(status)) resolve();
    });
    const onAbort = (): void => {
      reject(signal.reason);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      await promise;
    } finally {
      stopListening();
      signal.removeEventListener("abort", onAbort);
    }
  }

  #pageEvents(): PageEvents {
    return {
      onOnline: () => this.#copy.provider?.regainNetwork(),
      onVisible: () => this.#copy.provider?.regainNetwork(),
      onOffline: () => this.#copy.provider?.loseNetwork(),
      onHidden: () => void this.flush(),
    };
  }
}
