import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { isDocumentId } from "@mendboard/shared/ids";
import { CLOSE_PATIENCE_MS, SOCKET_PAYLOAD_BYTES_MAX } from "@mendboard/shared/limits";
import { CLOSE, type CloseCode, PROTOCOL_VERSION } from "@mendboard/shared/protocol";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import { RoomErasedError } from "../log/log.ts";
import type { NoAccess } from "../membership/boards.ts";
import type { Link } from "../rooms/connection.ts";
import type { RoomRegistry } from "../rooms/registry.ts";
import type { Storage } from "../storage/storage.ts";
import { type DeviceCookie, hashToken } from "./cookies.ts";

export type SyncDeps = {
  readonly storage: Pick<Storage, "call">;
  readonly registry: RoomRegistry;
  readonly cookie: DeviceCookie;
  readonly origins: readonly string[];
  readonly now: () => number;
  readonly logger: Logger;
};

const SYNC_PATH = "/sync/";

const SOCKET_OPTIONS = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false, // sealed bytes do not compress
  maxPayload: SOCKET_PAYLOAD_BYTES_MAX,
  closeTimeout: CLOSE_PATIENCE_MS, // which the types do not know yet
};

/**
 * `GET /sync/:document`: y-websocket's own protocol. The handshake is always completed, and whoever may not enter is closed
 * with a code that says why: a browser cannot see the status of a refused upgrade, and would try again for ever. Nothing
 * waits between the request and the handshake, so a connection reset in between has nothing to meet.
 */
export function attachSync(server: Server, deps: SyncDeps): void {
  const sockets = new WebSocketServer(SOCKET_OPTIONS);
  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const url = URL.parse(request.url ?? "", "http://server");
    if (url?.pathname.startsWith(SYNC_PATH) !== true) return refuseUpgrade(stream);
    const asked = {
      document: url.pathname.slice(SYNC_PATH.length),
      protocol: url.searchParams.get("protocol"),
      origin: request.headers.origin,
      cookie: request.headers.cookie,
    };
    sockets.handleUpgrade(request, stream, head, (socket) => {
      // Without a listener an error ends the process; the close that follows says all there is to say.
      socket.on("error", (error) => deps.logger.debug({ err: error }, "socket failed"));
      socket.pause();
      void enter({ socket, stream }, asked, deps);
    });
  });
}

type Asked = {
  readonly document: string;
  readonly protocol: string | null;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
};

/** Never rejects: every outcome is a room or a close code. */
async function enter(link: Link, asked: Asked, deps: SyncDeps): Promise<void> {
  try {
    const refusal = await admit(link, asked, deps);
    if (refusal !== null) refuse(link.socket, refusal);
  } catch (error) {
    deps.logger.warn({ err: error }, "a socket could not enter its room");
    refuse(link.socket, error instanceof RoomErasedError ? CLOSE.noDocument : CLOSE.tryLater);
  }
}

/** @returns why not, or null once the socket is in its room */
async function admit(link: Link, asked: Asked, deps: SyncDeps): Promise<CloseCode | null> {
  if (!deps.origins.includes(asked.origin ?? "")) return CLOSE.notAllowed;
  if (asked.protocol !== null && asked.protocol !== String(PROTOCOL_VERSION)) return CLOSE.protocolTooOld;
  if (!isDocumentId(asked.document)) return CLOSE.noDocument;
  const token = deps.cookie.read(asked.cookie);
  if (token === null) return CLOSE.noSeat;
  for (;;) {
    const { revocations } = deps.registry;
    const access = await deps.storage.call("authorizeDocument", {
      token: hashToken(token),
      documentId: asked.document,
      now: deps.now(),
    });
    if (!access.ok) return REFUSAL[access.error];
    if (await deps.registry.join(link, access.value, revocations)) return null;
  }
}

const REFUSAL: { readonly [Reason in NoAccess | "no-document"]: CloseCode } = {
  "no-seat": CLOSE.noSeat,
  "not-allowed": CLOSE.notAllowed,
  "no-document": CLOSE.noDocument,
};

function refuse(socket: WebSocket, code: CloseCode): void {
  socket.close(code);
  socket.resume(); // to read the other side's farewell
}

function refuseUpgrade(stream: Duplex): void {
  stream.on("error", () => stream.destroy());
  stream.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
