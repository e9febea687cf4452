import { toBase64UrlEncoded } from "lib0/buffer";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** 22 url-safe characters (128 random bits), minted by the server. */
export type BoardId = Branded<"BoardId">;
/** One person on one board; minted by the server. */
export type MemberId = Branded<"MemberId">;
/** One Yjs document of a board; minted by the server. */
export type DocumentId = Branded<"DocumentId">;
/** One invite; minted by the server. Not a secret: the secret stays in the link's fragment. */
export type InviteId = Branded<"InviteId">;
/** One item inside a document (a card, a limit, a line, a draft); minted by its author's device. */
export type ItemId = Branded<"ItemId">;

const ID_PATTERN = /^[\w-]{22}$/;

export const isBoardId = (text: string): text is BoardId => ID_PATTERN.test(text);
export const isMemberId = (text: string): text is MemberId => ID_PATTERN.test(text);
export const isDocumentId = (text: string): text is DocumentId => ID_PATTERN.test(text);
export const isInviteId = (text: string): text is InviteId => ID_PATTERN.test(text);
export const isItemId = (text: string): text is ItemId => ID_PATTERN.test(text);

/** 16 random bytes as id text: base64url without padding. */
export function idText(random: Uint8Array): string {
  if (random.length !== 16) throw new RangeError("an id is made of 16 bytes");
  return toBase64UrlEncoded(random);
}

/** A new item's id. Random, so that two devices offline never choose the same. */
export function newItemId(random: Uint8Array): ItemId {
  const text = idText(random);
  if (!isItemId(text)) throw new Error(`not an id: ${text}`);
  return text;
}
