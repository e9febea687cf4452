import type { BoardId, DocumentId } from "@mendboard/shared/ids";
import type * as Y from "yjs";
import type { DocumentStatus } from "../sync/document-status.ts";
import type { Environment } from "../sync/environment.ts";

export type SyncOptions = {
  /** Where sockets are, without the document: `wss://host/sync`. */
  readonly url: string;
  /** Members, documents or invites of the board changed; read the board again. */
  readonly onBoardChanged: () => void;
  /** For Node, where a socket must carry the cookie itself. */
  readonly WebSocketPolyfill?: typeof WebSocket;
};

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
  readonly environment?: Environment;
};

/** Presence of the others, sealed. What a state says is a claim: look at it before believing it. */
export interface SealedAwareness {
  /**
   * Announce this tab's state, or, with null, that it is away. Repeats and order are kept for the caller: the last call wins.
   *
   * @param state JSON of at most 252 bytes of UTF-8; a longer one is a bug and throws a RangeError
   */
  setLocal(state: object | null): void;
  /** The others' states by awareness client id, without this tab's own. */
  states(): ReadonlyMap<number, unknown>;
  /** @returns stops listening */
  onChange(listener: () => void): () => void;
  /** States that could not be opened or read since the document was opened. They are passed over. */
  readonly unreadable: number;
}

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
export declare function openSealedDocument(options: SealedDocumentOptions): Promise<SealedDocument>;
