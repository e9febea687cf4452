import type { Board, CreateInvite, InviteLook, OpenInvite, ProblemTag } from "@mendboard/shared/http";
import {
  type BoardId,
  type InviteId,
  isBoardId,
  isInviteId,
  isMemberId,
  type MemberId,
} from "@mendboard/shared/ids";
import { CLAIM_RETRY_MS, OPEN_INVITES_PER_BOARD_MAX, STEP_OFF_MS } from "@mendboard/shared/limits";
import { err, ok, type Result } from "@mendboard/shared/result";
import {
  type Database,
  id,
  integer,
  integerOrNull,
  type Row,
  text,
  textOrNull,
} from "../storage/database.ts";
import type { Work } from "../storage/work.ts";
import {
  addMember,
  boardFor,
  type Caller,
  findSeat,
  type MemberIds,
  type Seat,
  withdrawMember,
} from "./boards.ts";
import { type DeviceId, findDevice, findOrCreateDevice, type TokenHash } from "./devices.ts";

const HOUR_MS = 3_600_000;

type State = "open" | "claimed" | "used" | "expired" | "voided";

type Invite = {
  readonly inviteId: InviteId;
  readonly boardId: BoardId;
  readonly state: State;
  readonly card: string | null;
  readonly envelope: string | null;
  readonly expiresAt: number;
  readonly claimedAt: number | null;
  readonly claimedBy: DeviceId | null;
  readonly claimedMember: MemberId | null;
};

type InSeat = { readonly token: TokenHash | null; readonly boardId: BoardId; readonly now: number };

/** A repeated request (its answer was lost) gets the same invite again (PROTOCOL.md M5). */
export function createInvite(
  work: Work,
  input: InSeat & { readonly inviteId: InviteId; readonly request: CreateInvite },
): Result<OpenInvite, ProblemTag> {
  const { db } = work;
  const { boardId, inviteId, now, request } = input;
  const seat = findSeat(db, input.token, boardId, now);
  if (!seat.ok) return seat;
  settleBoard(work, boardId, now);
  const repeated = db.get("SELECT * FROM invites WHERE auth_hash = ?", request.authHash);
  if (repeated !== undefined) {
    const invite = inviteOf(repeated);
    return invite.boardId === boardId && invite.state === "open"
      ? ok({ inviteId: invite.inviteId, role: "partner", state: "open", expiresAt: invite.expiresAt })
      : err("malformed-request");
  }
  if (memberCount(db, boardId) > 1) return err("board-full");
  const open = db.get("SELECT count(*) AS count FROM invites WHERE board = ? AND state = 'open'", boardId);
  if (open !== undefined && integer(open, "count") >= OPEN_INVITES_PER_BOARD_MAX)
    return err("too-many-invites");
  const expiresAt = now + request.expiresInHours * HOUR_MS;
  db.run(
    "INSERT INTO invites (id, board, role, auth_hash, state, card, envelope, expires_at) VALUES (?, ?, ?, ?, 'open', ?, ?, ?)",
    inviteId,
    boardId,
    request.role,
    request.authHash,
    request.card,
    request.envelope,
    expiresAt,
  );
  work.changes.push({ boardId, revoked: [], erased: [] });
  return ok({ inviteId, role: "partner", state: "open", expiresAt });
}

/** Either partner voids. A claim that has come to nothing goes with it; one that has been used stays used (M8). */
export function voidInvite(
  work: Work,
  input: InSeat & { readonly inviteId: InviteId },
): Result<null, ProblemTag> {
  const found = findInSeat(work, input);
  if (!found.ok) return found;
  const { invite, seat } = found.value;
  if (invite.state === "used") return err("invite-used");
  if (invite.state === "open") endInvite(work, invite, "voided");
  if (invite.state !== "claimed") return ok(null);
  if (invite.claimedMember === seat.memberId) return err("not-allowed");
  return endClaim(work, invite, "voided") ? ok(null) : err("invite-used");
}

/**
 * What the invited person sees, any number of times; uses nothing up (M6). Whoever may still claim gets a device here
 * already: a claim is answered again only to the device that made it, and its first answer may be lost with the cookie in it.
 */
export function lookAtInvite(
  work: Work,
  input: { readonly caller: Caller; readonly authHash: string; readonly now: number },
): Result<{ readonly look: InviteLook; readonly deviceCreated: boolean }, ProblemTag> {
  const { db } = work;
  const { caller, now } = input;
  const invite = findByAuth(work, input.authHash, now);
  if (invite === null) return err("not-found");
  const seat = findSeat(db, caller.presented, invite.boardId, now);
  const state = lookState(db, invite, findDevice(db, caller.presented, now));
  const look: InviteLook = {
    inviteId: invite.inviteId,
    boardId: invite.boardId,
    state,
    memberId: seat.ok ? seat.value.memberId : null,
    card: state === "open" || state === "claimed-here" ? invite.card : null,
    expiresAt: invite.expiresAt,
  };
  return ok({ look, deviceCreated: state === "open" && findOrCreateDevice(db, caller, now).created });
}

function lookState(db: Database, invite: Invite, device: DeviceId | null): InviteLook["state"] {
  if (invite.state === "open") return memberCount(db, invite.boardId) > 1 ? "full" : "open";
  if (invite.state !== "claimed") return invite.state;
  return device !== null && device === invite.claimedBy ? "claimed-here" : "used";
}

/** Makes the caller the second partner, once; the same device may ask again until it confirms (M7). */
export function claimInvite(
  work: Work,
  input: {
    readonly caller: Caller;
    readonly authHash: string;
    readonly second: MemberIds;
    readonly now: number;
  },
): Result<
  {
    readonly board: Board;
    readonly inviteId: InviteId;
    readonly envelope: string;
    readonly deviceCreated: boolean;
  },
  ProblemTag
> {
  const { db } = work;
  const { now } = input;
  const invite = findByAuth(work, input.authHash, now);
  if (invite === null) return err("not-found");
  const { boardId, inviteId, envelope } = invite;
  const device = findDevice(db, input.caller.presented, now);
  if (invite.state === "claimed" && device !== null && device === invite.claimedBy) {
    if (invite.claimedMember === null || envelope === null) throw new Error("a claim without its member");
    return ok({
      board: boardFor(db, boardId, invite.claimedMember),
      inviteId,
      envelope,
      deviceCreated: false,
    });
  }
  if (findSeat(db, input.caller.presented, boardId, now).ok) return err("already-a-member");
  if (invite.state !== "open") return err(REFUSED[invite.state]);
  if (memberCount(db, boardId) > 1) return err("board-full");
  if (envelope === null) throw new Error("an open invite without its envelope");
  const joiner = findOrCreateDevice(db, input.caller, now);
  addMember(work, boardId, input.second, "second", joiner.device, now);
  db.run(
    "UPDATE invites SET state = 'claimed', claimed_at = ?, claimed_by = ?, claimed_member = ? WHERE id = ?",
    now,
    joiner.device,
    input.second.member,
    inviteId,
  );
  work.changes.push({ boardId, revoked: [], erased: [] });
  return ok({
    board: boardFor(db, boardId, input.second.member),
    inviteId,
    envelope,
    deviceCreated: joiner.created,
  });
}

const REFUSED = {
  claimed: "invite-used",
  used: "invite-used",
  expired: "invite-expired",
  voided: "invite-voided",
} as const satisfies { readonly [S in Exclude<State, "open">]: ProblemTag };

/** The joiner has stored the keys: the envelope goes. Asked twice, it answers twice (M9). */
export function confirmInvite(
  work: Work,
  input: InSeat & { readonly inviteId: InviteId },
): Result<null, ProblemTag> {
  const found = findInSeat(work, input);
  if (!found.ok) return found;
  const { invite, seat } = found.value;
  if (invite.claimedMember !== seat.memberId) return err("not-allowed");
  if (invite.state === "claimed") endInvite(work, invite, "used");
  return ok(null);
}

/** Undoes a joining that was a mistake: the caller's own, second place, within a day (M11). */
export function stepOff(
  work: Work,
  input: InSeat & { readonly memberId: MemberId },
): Result<null, ProblemTag> {
  const { db } = work;
  const { boardId, memberId, now } = input;
  const seat = findSeat(db, input.token, boardId, now);
  if (!seat.ok) return seat;
  const row = db.get("SELECT place, joined_at FROM members WHERE id = ? AND board = ?", memberId, boardId);
  if (row === undefined || seat.value.memberId !== memberId || text(row, "place") !== "second") {
    return err("not-allowed");
  }
  if (now - integer(row, "joined_at") > STEP_OFF_MS) return err("too-late-to-step-off");
  for (const invite of claimsOf(db, memberId)) endInvite(work, invite, "used");
  withdrawMember(work, boardId, memberId);
  return ok(null);
}

/** Ends what time has ended: invites past their hour, claims past their ten minutes (M10). Also done at every touch. */
export function settleInvites(work: Work, { now }: { readonly now: number }): void {
  const due = work.db.all(
    "SELECT * FROM invites WHERE (state = 'open' AND expires_at <= ?) OR (state = 'claimed' AND claimed_at <= ?)",
    now,
    now - CLAIM_RETRY_MS,
  );
  for (const row of due) settle(work, inviteOf(row), now);
}

function settleBoard(work: Work, boardId: BoardId, now: number): void {
  const live = work.db.all("SELECT * FROM invites WHERE board = ? AND state IN ('open', 'claimed')", boardId);
  for (const row of live) settle(work, inviteOf(row), now);
}

/** @returns the state that is true now */
function settle(work: Work, invite: Invite, now: number): Invite {
  if (invite.state === "open" && invite.expiresAt <= now) {
    endInvite(work, invite, "expired");
  } else if (invite.state === "claimed" && (invite.claimedAt ?? 0) + CLAIM_RETRY_MS <= now) {
    endClaim(work, invite, "expired");
  } else {
    return invite;
  }
  return readInvite(work.db, invite.inviteId) ?? invite;
}

/**
 * Ends a claim nobody confirmed. A joiner who wrote nothing never began and is withdrawn; one who wrote has their keys.
 *
 * @returns false when the joiner had begun, so that the invite is used
 */
function endClaim(work: Work, invite: Invite, state: "expired" | "voided"): boolean {
  const member = invite.claimedMember;
  const row = member === null ? undefined : work.db.get("SELECT wrote FROM members WHERE id = ?", member);
  const began = row !== undefined && integer(row, "wrote") === 1;
  endInvite(work, invite, began ? "used" : state);
  if (!began && member !== null) withdrawMember(work, invite.boardId, member);
  return !began;
}

/** Whatever the reason: the sealed card and envelope are erased with it. */
function endInvite(work: Work, invite: Invite, state: "used" | "expired" | "voided"): void {
  work.db.run(
    "UPDATE invites SET state = ?, card = NULL, envelope = NULL WHERE id = ?",
    state,
    invite.inviteId,
  );
  work.erased = true;
  work.changes.push({ boardId: invite.boardId, revoked: [], erased: [] });
}

function findInSeat(
  work: Work,
  input: InSeat & { readonly inviteId: InviteId },
): Result<{ readonly invite: Invite; readonly seat: Seat }, ProblemTag> {
  const before = readInvite(work.db, input.inviteId);
  const invite = before?.boardId === input.boardId ? settle(work, before, input.now) : null;
  // The seat is looked for last: settling a lapsed claim may just have ended it.
  const seat = findSeat(work.db, input.token, input.boardId, input.now);
  if (!seat.ok) return seat;
  return invite === null ? err("not-found") : ok({ invite, seat: seat.value });
}

function findByAuth(work: Work, authHash: string, now: number): Invite | null {
  const row = work.db.get("SELECT * FROM invites WHERE auth_hash = ?", authHash);
  return row === undefined ? null : settle(work, inviteOf(row), now);
}

function readInvite(db: Database, inviteId: InviteId): Invite | null {
  const row = db.get("SELECT * FROM invites WHERE id = ?", inviteId);
  return row === undefined ? null : inviteOf(row);
}

const claimsOf = (db: Database, memberId: MemberId): Invite[] =>
  db.all("SELECT * FROM invites WHERE claimed_member = ? AND state = 'claimed'", memberId).map(inviteOf);

function memberCount(db: Database, boardId: BoardId): number {
  const row = db.get("SELECT count(*) AS count FROM members WHERE board = ?", boardId);
  return row === undefined ? 0 : integer(row, "count");
}

function inviteOf(row: Row): Invite {
  return {
    inviteId: id(row, "id", isInviteId),
    boardId: id(row, "board", isBoardId),
    state: stateOf(text(row, "state")),
    card: textOrNull(row, "card"),
    envelope: textOrNull(row, "envelope"),
    expiresAt: integer(row, "expires_at"),
    claimedAt: integerOrNull(row, "claimed_at"),
    claimedBy: integerOrNull(row, "claimed_by"),
    claimedMember: row["claimed_member"] === null ? null : id(row, "claimed_member", isMemberId),
  };
}

function stateOf(stored: string): State {
  switch (stored) {
    case "open":
    case "claimed":
    case "used":
    case "expired":
    case "voided":
      return stored;
    default:
      throw new TypeError("a stored invite has an unknown state");
  }
}
