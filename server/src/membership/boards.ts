import type { Board, DocumentInfo, Member, OpenInvite, Place, Seats } from "@mendboard/shared/http";
import {
  type BoardId,
  type DocumentId,
  isBoardId,
  isDocumentId,
  isInviteId,
  isMemberId,
  type MemberId,
} from "@mendboard/shared/ids";
import { err, ok, type Result } from "@mendboard/shared/result";
import { can, type DocumentKind, type Relation } from "@mendboard/shared/roles";
import { createRoom, eraseRoom } from "../log/log-operations.ts";
import { type Database, id, integer, text } from "../storage/database.ts";
import type { RoomId, Work } from "../storage/work.ts";
import { type DeviceId, findDevice, findOrCreateDevice, type TokenHash } from "./devices.ts";

/** Ids of a member and of the two documents that come with one. */
export type MemberIds = {
  readonly member: MemberId;
  readonly voice: DocumentId;
  readonly private: DocumentId;
};

/** The caller's cookie, and what a new device would get. */
export type Caller = { readonly presented: TokenHash | null; readonly fresh: TokenHash };

export type Seat = { readonly device: DeviceId; readonly boardId: BoardId; readonly memberId: MemberId };

/** No device is known (401), or the device has no seat on that board (403), whether or not there is such a board. */
export type NoAccess = "no-seat" | "not-allowed";

export function createBoard(
  work: Work,
  input: {
    readonly caller: Caller;
    readonly boardId: BoardId;
    readonly joint: DocumentId;
    readonly first: MemberIds;
    readonly now: number;
  },
): { readonly board: Board; readonly deviceCreated: boolean } {
  const { boardId, now } = input;
  const { device, created } = findOrCreateDevice(work.db, input.caller, now);
  work.db.run("INSERT INTO boards (id, created_at) VALUES (?, ?)", boardId, now);
  addDocument(work, boardId, input.joint, "joint", null);
  addMember(work, boardId, input.first, "first", device, now);
  return { board: boardFor(work.db, boardId, input.first.member), deviceCreated: created };
}

/** A member with a voice, a private document and a seat for the device. */
export function addMember(
  work: Work,
  boardId: BoardId,
  ids: MemberIds,
  place: Place,
  device: DeviceId,
  now: number,
): void {
  work.db.run(
    "INSERT INTO members (id, board, role, place, joined_at) VALUES (?, ?, 'partner', ?, ?)",
    ids.member,
    boardId,
    place,
    now,
  );
  addDocument(work, boardId, ids.voice, "voice", ids.member);
  addDocument(work, boardId, ids.private, "private", ids.member);
  work.db.run("INSERT INTO seats (device, board, member) VALUES (?, ?, ?)", device, boardId, ids.member);
}

/** Takes back a member who has not really begun: seats, documents and every byte in them. The place is free again. */
export function withdrawMember(work: Work, boardId: BoardId, memberId: MemberId): void {
  const rooms = work.db
    .all("SELECT room FROM documents WHERE owner = ?", memberId)
    .map((row) => integer(row, "room"));
  work.db.run("DELETE FROM documents WHERE owner = ?", memberId);
  for (const room of rooms) eraseRoom(work, room);
  work.db.run("DELETE FROM seats WHERE member = ?", memberId);
  work.db.run("DELETE FROM members WHERE id = ?", memberId);
  work.changes.push({ boardId, revoked: [memberId], erased: rooms });
}

export function listSeats(
  { db }: Work,
  { token, now }: { readonly token: TokenHash | null; readonly now: number },
): Seats["seats"] {
  const device = findDevice(db, token, now);
  if (device === null) return [];
  return db
    .all("SELECT board, member FROM seats WHERE device = ? ORDER BY rowid", device)
    .map((row) => ({ boardId: id(row, "board", isBoardId), memberId: id(row, "member", isMemberId) }));
}

export function readBoard(
  { db }: Work,
  {
    token,
    boardId,
    now,
  }: { readonly token: TokenHash | null; readonly boardId: BoardId; readonly now: number },
): Result<Board, NoAccess> {
  const seat = findSeat(db, token, boardId, now);
  return seat.ok ? ok(boardFor(db, boardId, seat.value.memberId)) : seat;
}

export function findSeat(
  db: Database,
  token: TokenHash | null,
  boardId: BoardId,
  now: number,
): Result<Seat, NoAccess> {
  const device = findDevice(db, token, now);
  if (device === null) return err("no-seat");
  const row = db.get("SELECT member FROM seats WHERE device = ? AND board = ?", device, boardId);
  return row === undefined
    ? err("not-allowed")
    : ok({ device, boardId, memberId: id(row, "member", isMemberId) });
}

/** What one socket may do: the outcome of every upgrade (PROTOCOL.md M1). */
export type Access = {
  readonly boardId: BoardId;
  readonly memberId: MemberId;
  readonly room: RoomId;
  readonly canWrite: boolean;
  /** True until the member's first stored update; it must then be marked as having written (M10). */
  readonly unwritten: boolean;
};

export function authorizeDocument(
  { db }: Work,
  input: { readonly token: TokenHash | null; readonly documentId: DocumentId; readonly now: number },
): Result<Access, NoAccess | "no-document"> {
  if (findDevice(db, input.token, input.now) === null) return err("no-seat");
  const row = db.get("SELECT board, kind, owner, room FROM documents WHERE id = ?", input.documentId);
  if (row === undefined) return err("no-document");
  const boardId = id(row, "board", isBoardId);
  const seat = findSeat(db, input.token, boardId, input.now);
  if (!seat.ok) return seat;
  const { memberId } = seat.value;
  const kind = documentKind(text(row, "kind"));
  const relation = relationOf(row["owner"], memberId);
  if (!can("partner", kind, relation, "read")) return err("not-allowed");
  const member = db.get("SELECT wrote FROM members WHERE id = ?", memberId);
  return ok({
    boardId,
    memberId,
    room: integer(row, "room"),
    canWrite: can("partner", kind, relation, "write"),
    unwritten: member !== undefined && integer(member, "wrote") === 0,
  });
}

/** The board as this member may know it. */
export function boardFor(db: Database, boardId: BoardId, me: MemberId): Board {
  const members = db.all("SELECT id, place, joined_at FROM members WHERE board = ? ORDER BY place", boardId);
  const mine = members.find((row) => row["id"] === me);
  if (mine === undefined) throw new Error("a seat without its member");
  return {
    boardId,
    me,
    joinedAt: integer(mine, "joined_at"),
    members: members.map((row): Member => ({
      memberId: id(row, "id", isMemberId),
      role: "partner",
      place: placeOf(text(row, "place")),
    })),
    documents: readableDocuments(db, boardId, me),
    invites: liveInvites(db, boardId),
  };
}

function readableDocuments(db: Database, boardId: BoardId, me: MemberId): DocumentInfo[] {
  return db
    .all("SELECT id, kind, owner, generation, epoch FROM documents WHERE board = ? ORDER BY room", boardId)
    .filter((row) => can("partner", documentKind(text(row, "kind")), relationOf(row["owner"], me), "read"))
    .map((row) => ({
      documentId: id(row, "id", isDocumentId),
      kind: documentKind(text(row, "kind")),
      owner: row["owner"] === null ? null : id(row, "owner", isMemberId),
      generation: integer(row, "generation"),
      epoch: integer(row, "epoch"),
    }));
}

function liveInvites(db: Database, boardId: BoardId): OpenInvite[] {
  return db
    .all(
      "SELECT id, state, expires_at FROM invites WHERE board = ? AND state IN ('open', 'claimed') ORDER BY rowid",
      boardId,
    )
    .map((row) => ({
      inviteId: id(row, "id", isInviteId),
      role: "partner",
      state: row["state"] === "claimed" ? "claimed" : "open",
      expiresAt: integer(row, "expires_at"),
    }));
}

function addDocument(
  work: Work,
  boardId: BoardId,
  documentId: DocumentId,
  kind: DocumentKind,
  owner: MemberId | null,
): void {
  const room = createRoom(work);
  work.db.run(
    "INSERT INTO documents (id, board, kind, owner, room) VALUES (?, ?, ?, ?, ?)",
    documentId,
    boardId,
    kind,
    owner,
    room,
  );
}

function relationOf(owner: unknown, me: MemberId): Relation {
  if (owner === null) return "shared";
  return owner === me ? "own" : "other";
}

function documentKind(stored: string): DocumentKind {
  if (stored === "joint" || stored === "voice" || stored === "private") return stored;
  throw new TypeError("a stored document has an unknown kind");
}

function placeOf(stored: string): Place {
  if (stored === "first" || stored === "second") return stored;
  throw new TypeError("a stored member has an unknown place");
}
