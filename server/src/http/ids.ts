import { randomBytes } from "node:crypto";
import {
  type BoardId,
  type DocumentId,
  type InviteId,
  isBoardId,
  isDocumentId,
  isInviteId,
  isMemberId,
  type MemberId,
} from "@mendboard/shared/ids";
import { assert } from "../assert.ts";

/** 128 random bits in 22 url-safe characters. */
const mint = () => randomBytes(16).toString("base64url");

export function mintBoardId(): BoardId {
  const id = mint();
  assert(isBoardId(id), "minted ids are ids");
  return id;
}

export function mintMemberId(): MemberId {
  const id = mint();
  assert(isMemberId(id), "minted ids are ids");
  return id;
}

export function mintDocumentId(): DocumentId {
  const id = mint();
  assert(isDocumentId(id), "minted ids are ids");
  return id;
}

export function mintInviteId(): InviteId {
  const id = mint();
  assert(isInviteId(id), "minted ids are ids");
  return id;
}
