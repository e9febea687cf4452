import { createHash, randomBytes } from "node:crypto";
import type { Board, Claim, OpenInvite } from "@mendboard/shared/http";
import type { DocumentId, MemberId } from "@mendboard/shared/ids";
import { WebSocket as NodeSocket } from "ws";
import { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import { RawSocket } from "./raw-socket.ts";
import { within } from "./within.ts";

/** A link's one-time secret as the server knows it: the key in the link, and the hash it was told before. */
export type TestInvite = { readonly auth: string; readonly authHash: string };

export function makeInvite(): TestInvite {
  const auth = randomBytes(32);
  return {
    auth: auth.toString("base64url"),
    authHash: createHash("sha256").update(auth).digest("base64url"),
  };
}

export const inviteRequest = (invite: TestInvite) => ({
  role: "partner",
  authHash: invite.authHash,
  card: "sealed-card",
  envelope: "sealed-envelope",
  expiresInHours: 24,
});

/** A browser profile as the server sees one: an origin and a cookie, with stock clients on its sockets. */
export class Visitor {
  readonly origin: string;
  cookie = "";
  /** Everybody comes from an address of their own, as through a proxy: rates are limited by address. */
  readonly #address = `2001:db8::${randomBytes(4)
    .toString("hex")
    .replace(/(....)/, "$1:")}`;

  constructor(server: { readonly origin: string }, cookie = "") {
    this.origin = server.origin;
    this.cookie = cookie;
  }

  /** A request as our own page would make it; `headers` replaces what it would send. */
  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: {
        "Content-Type": "application/json",
        Origin: this.origin,
        Cookie: this.cookie,
        "X-Forwarded-For": this.#address,
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.slice(0, cookie.indexOf(";"));
    return response;
  }

  async startBoard(): Promise<Board> {
    return answer<Board>(await this.request("POST", "/api/boards", {}));
  }

  async readBoard(board: Board): Promise<Board> {
    return answer<Board>(await this.request("GET", `/api/boards/${board.boardId}`));
  }

  async invite(board: Board, invite = makeInvite()): Promise<TestInvite & OpenInvite> {
    const response = await this.request(
      "POST",
      `/api/boards/${board.boardId}/invites`,
      inviteRequest(invite),
    );
    return { ...invite, ...(await answer<OpenInvite>(response)) };
  }

  async look({ auth }: TestInvite): Promise<Response> {
    return this.request("POST", "/api/invites/look", { auth });
  }

  async claim({ auth }: TestInvite): Promise<Response> {
    return this.request("POST", "/api/invites/claim", { auth });
  }

  async confirm({ board, inviteId }: Pick<Claim, "board" | "inviteId">): Promise<Response> {
    return this.request("POST", `/api/boards/${board.boardId}/invites/${inviteId}/confirm`, {});
  }

  /** The stock client, connecting at once. */
  provider(
    documentId: DocumentId,
    doc: Y.Doc,
    options: { readonly awareness?: Awareness } = {},
  ): WebsocketProvider {
    return new WebsocketProvider(this.syncUrl, documentId, doc, {
      WebSocketPolyfill: this.socketClass(),
      disableBc: true,
      ...options,
    });
  }

  /** Frames by hand, for what no stock client would say. */
  socket(documentId: string, options: SocketOptions = {}): RawSocket {
    const headers = { Cookie: options.cookie ?? this.cookie };
    return new RawSocket(`${this.syncUrl}/${documentId}${options.query ?? ""}`, {
      headers,
      origin: options.origin ?? this.origin,
    });
  }

  get syncUrl(): string {
    return `${this.origin.replace(/^http/, "ws")}/sync`;
  }

  /** Node's sockets carry no cookie by themselves. */
  socketClass(): typeof WebSocket {
    const headers = { Cookie: this.cookie };
    const { origin } = this;
    class SeatedSocket extends NodeSocket {
      constructor(url: string | URL) {
        super(url, { headers, origin });
      }
    }
    return SeatedSocket as unknown as typeof WebSocket;
  }
}

export type SocketOptions = {
  readonly cookie?: string;
  readonly origin?: string;
  readonly query?: string;
};

async function answer<Body>(response: Response): Promise<Body> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
}

/** Two people who share a board: one started it, the other joined and confirmed. Each sees it from their own side. */
export async function makeCouple(server: { readonly origin: string }) {
  const maya = new Visitor(server);
  const sam = new Visitor(server);
  const mayaAlone = await maya.startBoard();
  const invite = await maya.invite(mayaAlone);
  const claimed = await answer<Claim>(await sam.claim(invite));
  await sam.confirm(claimed);
  return {
    maya,
    sam,
    invite,
    mayaBoard: await maya.readBoard(mayaAlone),
    samBoard: await sam.readBoard(claimed.board),
  };
}

export function documentOf(board: Board, kind: "joint" | "voice" | "private", owner?: MemberId): DocumentId {
  const found = board.documents.find(
    (info) => info.kind === kind && (owner === undefined || info.owner === owner),
  );
  if (found === undefined) throw new Error(`this member may not read such a ${kind} document`);
  return found.documentId;
}

export function partnerOf(board: Board): MemberId {
  const partner = board.members.find(({ memberId }) => memberId !== board.me);
  if (partner === undefined) throw new Error("nobody else is on this board");
  return partner.memberId;
}

/** Resolves when the provider has the server's document. */
export const synced = (provider: WebsocketProvider): Promise<void> =>
  within("a first sync", (done) => {
    if (provider.synced) done();
    provider.on("sync", (isSynced: boolean) => {
      if (isSynced) done();
    });
  });

/** Resolves when the document holds what `isSo` looks for. */
export const seen = (doc: Y.Doc, what: string, isSo: () => boolean): Promise<void> =>
  within(what, (done) => {
    const look = () => {
      if (!isSo()) return;
      doc.off("update", look);
      done();
    };
    doc.on("update", look);
    look();
  });

/** Resolves with the code with which the server finally closed a stock client, which then stays away. */
export const closedFor = (provider: WebsocketProvider): Promise<number> =>
  within("a final close", (done) =>
    provider.on("closed", ({ code }: { readonly code: number }) => done(code)),
  );
