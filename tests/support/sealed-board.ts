import { randomBytes } from "node:crypto";
import {
  openSealedDocument,
  type SealedDocument,
  type SealedDocumentOptions,
} from "@mendboard/client/sealed/open-document";
import type { DocumentStatus } from "@mendboard/client/sync/document-status";
import type { Board, Claim, CreateInvite, DocumentInfo } from "@mendboard/shared/http";
import type { BoardId, DocumentId } from "@mendboard/shared/ids";
import { IDBFactory } from "fake-indexeddb";
import { WebSocket as NodeSocket } from "ws";

/** Long enough for a busy machine; a wait that takes longer has failed, and says what it waited for. */
const WAIT_MS = 15_000;

/**
 * One person's browser profile without a browser: a cookie, an address, and the documents of one board, opened through
 * the app's own door over the real server.
 */
export class Device implements AsyncDisposable {
  readonly origin: string;
  /** The databases of this profile: they outlive a closed document. */
  readonly indexedDB = new IDBFactory();
  readonly #opened = new Set<SealedDocument>();
  /** Where this profile's tabs meet, apart from those of the other profiles in this process. */
  readonly #profile = randomBytes(8).toString("hex");
  #cookie = "";

  /** @param origin the server's, or that of a cable that leads to it */
  constructor(origin: string) {
    this.origin = origin;
  }

  async startBoard(): Promise<Board> {
    return this.#post<Board>("/api/boards", {});
  }

  async readBoard(boardId: BoardId): Promise<Board> {
    const response = await fetch(`${this.origin}/api/boards/${boardId}`, {
      headers: { Cookie: this.#cookie },
    });
    return (await response.json()) as Board;
  }

  async invite(boardId: BoardId, authHash: string): Promise<void> {
    const request: CreateInvite = {
      role: "partner",
      authHash,
      card: "card",
      envelope: "envelope",
      expiresInHours: 1,
    };
    await this.#post(`/api/boards/${boardId}/invites`, request);
  }

  async claim(auth: string): Promise<Board> {
    const { board, inviteId } = await this.#post<Claim>("/api/invites/claim", { auth });
    await this.#post(`/api/boards/${board.boardId}/invites/${inviteId}/confirm`, {});
    return board;
  }

  /** Takes this member's seat in another profile too: the same cookie, other storage. */
  again(): Device {
    const device = new Device(this.origin);
    device.#cookie = this.#cookie;
    return device;
  }

  /** Open one document and connect; it is closed with the device. */
  async open(
    board: Board,
    info: DocumentInfo,
    options: Pick<SealedDocumentOptions, "rootKey"> & Partial<SealedDocumentOptions>,
  ): Promise<SealedDocument> {
    const document = await openSealedDocument({
      boardId: board.boardId,
      documentId: info.documentId,
      epoch: info.epoch,
      access: info.owner === null || info.owner === board.me ? "write" : "read",
      signatureBlock: info.kind === "voice",
      awareness: info.kind === "joint",
      sync: { url: this.syncUrl, onBoardChanged: () => undefined, WebSocketPolyfill: this.socketClass() },
      storage: { indexedDB: this.indexedDB, name: `${this.#profile}/${info.documentId}` },
      partnerHere: () => true,
      ...options,
    });
    this.#opened.add(document);
    document.connect();
    return document;
  }

  /** Lose one stored row of a document, as a damaged disk might: -1 is the last. */
  async dropRow(documentId: DocumentId, at: number): Promise<void> {
    const database = await answer(this.indexedDB.open(`${this.#profile}/${documentId}`));
    const rows = database.transaction("updates", "readwrite").objectStore("updates");
    const key = (await answer(rows.getAllKeys())).at(at);
    if (key === undefined) throw new Error("there is no such row");
    await answer(rows.delete(key));
    database.close();
  }

  get syncUrl(): string {
    return `${this.origin.replace(/^http/, "ws")}/sync`;
  }

  /** Node's sockets carry no cookie by themselves. */
  socketClass(): typeof WebSocket {
    const headers = { Cookie: this.#cookie, Origin: this.origin };
    class SeatedSocket extends NodeSocket {
      constructor(url: string | URL) {
        super(url, { headers });
      }
    }
    return SeatedSocket as unknown as typeof WebSocket;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#opened].map((document) => document.close()));
  }

  async #post<Answer>(path: string, body: object): Promise<Answer> {
    const response = await fetch(`${this.origin}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: this.origin, Cookie: this.#cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.slice(0, cookie.indexOf(";"));
    return (response.status === 204 ? null : await response.json()) as Answer;
  }
}

export function documentOf(
  board: Board,
  kind: DocumentInfo["kind"],
  owner: DocumentInfo["owner"] = null,
): DocumentInfo {
  const found = board.documents.find((info) => info.kind === kind && info.owner === owner);
  if (found === undefined) throw new Error(`the board has no ${kind} document of ${owner ?? "both"}`);
  return found;
}

/** Resolves when the document's status is so; rejects with the last one after {@link WAIT_MS}. */
export async function until(
  document: SealedDocument,
  what: string,
  isSo: (status: DocumentStatus) => boolean,
  waitMs = WAIT_MS,
): Promise<void> {
  if (isSo(document.status())) return;
  await new Promise<void>((resolve, reject) => {
    const deadline = setTimeout(() => {
      stop();
      reject(new Error(`not ${what} after ${waitMs} ms: ${JSON.stringify(document.status())}`));
    }, waitMs);
    const stop = document.onStatus((status) => {
      if (!isSo(status)) return;
      clearTimeout(deadline);
      stop();
      resolve();
    });
  });
}

/** Everything of this document is durable on the server. */
export const saved = async (document: SealedDocument, waitMs = WAIT_MS): Promise<void> =>
  until(
    document,
    "saved",
    ({ connection, unsealed, unsent, confirmed }) =>
      connection.state === "synced" && confirmed && unsealed === 0 && unsent === 0,
    waitMs,
  );

export const synced = (document: SealedDocument): Promise<void> =>
  document.whenSynced(AbortSignal.timeout(WAIT_MS));

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no reason given")));
  });
