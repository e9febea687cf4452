/**
 * The wire: y-websocket's own messages, plus two types of ours that a stock client ignores.
 * One message a frame. Rules W1… in PROTOCOL.md.
 */
export const PROTOCOL_VERSION = 1;

export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** A barrier with the client's own counter; comes back once everything before it is durable (W7). */
  saved: 102,
  /** Server to client, no body: members, documents or invites of this board changed; read the board again (W9). */
  boardChanged: 103,
} as const;

export const SYNC_MESSAGE = { step1: 0, step2: 1, update: 2 } as const;

/** Why the server ends a connection. y-websocket treats 4400–4499 as final and retries the rest. */
export const CLOSE = {
  restart: 1012,
  tryLater: 1013,
  malformed: 4400,
  noSeat: 4401,
  notAllowed: 4403,
  noDocument: 4404,
  newerGeneration: 4410,
  tooLarge: 4413,
  cannotMerge: 4422,
  protocolTooOld: 4426,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];
