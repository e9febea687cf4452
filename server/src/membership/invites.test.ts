import { createHash, randomBytes } from "node:crypto";
import type { Claim, ProblemTag } from "@mendboard/shared/http";
import type { BoardId } from "@mendboard/shared/ids";
import {
  CLAIM_RETRY_MS,
  DEVICE_COOKIE_DAYS,
  OPEN_INVITES_PER_BOARD_MAX,
  STEP_OFF_MS,
} from "@mendboard/shared/limits";
import type { Result } from "@mendboard/shared/result";
import { beforeEach, expect, test } from "vitest";
import { mintMember } from "../http/boards.ts";
import { mintBoardId, mintDocumentId, mintInviteId } from "../http/ids.ts";
import { appendRow, markWriter } from "../log/log-operations.ts";
import { Database } from "../storage/database.ts";
import { migrate } from "../storage/schema.ts";
import type { Work } from "../storage/work.ts";
import { authorizeDocument, createBoard, listSeats, readBoard } from "./boards.ts";
import { forgetVisitors, renewDevice } from "./devices.ts";
import {
  claimInvite,
  confirmInvite,
  createInvite,
  lookAtInvite,
  settleInvites,
  stepOff,
  voidInvite,
} from "./invites.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = 1_800_000_000_000;

const hash = (text: string) => createHash("sha256").update(text).digest();
const MAYA = hash("maya");
const SAM = hash("sam");
const STRANGER = hash("stranger");
const AUTH_HASH = hash("auth").toString("base64url");

let work: Work;
let boardId: BoardId;

beforeEach(() => {
  const db = new Database(":memory:");
  migrate(db);
  work = { db, changes: [], erased: false };
  boardId = mintBoardId();
  const first = mintMember();
  createBoard(work, { caller: asNew(MAYA), boardId, joint: mintDocumentId(), first, now: START });
});

const asNew = (token: Uint8Array) => ({ presented: null, fresh: token });
const asKnown = (token: Uint8Array) => ({ presented: token, fresh: hash("unused") });

const invite = (now = START, authHash = AUTH_HASH, expiresInHours = 24) =>
  createInvite(work, {
    token: MAYA,
    boardId,
    inviteId: mintInviteId(),
    request: { role: "partner", authHash, card: "card", envelope: "envelope", expiresInHours },
    now,
  });

const look = (presented: Uint8Array | null, now = START) =>
  value(lookAtInvite(work, { caller: { presented, fresh: randomBytes(32) }, authHash: AUTH_HASH, now })).look;

const claim = (token: Uint8Array, now = START) =>
  claimInvite(work, { caller: asNew(token), authHash: AUTH_HASH, second: mintMember(), now });

const claimAgain = (token: Uint8Array, now = START) =>
  claimInvite(work, { caller: asKnown(token), authHash: AUTH_HASH, second: mintMember(), now });

const confirm = (token: Uint8Array, { inviteId }: Pick<Claim, "inviteId">, now = START) =>
  confirmInvite(work, { token, boardId, inviteId, now });

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${String(result.error)}`);
  return result.value;
}

const refusal = (tag: ProblemTag) => ({ ok: false, error: tag });

const envelopesKept = () =>
  work.db.all("SELECT 1 FROM invites WHERE envelope IS NOT NULL OR card IS NOT NULL").length;

test("[M7] an invite makes one second partner, and no third", () => {
  value(invite());
  const { board } = value(claim(SAM));
  expect(board.members.map(({ place }) => place)).toEqual(["first", "second"]);
  expect(claim(STRANGER)).toEqual(refusal("invite-used"));
  expect(invite(START, hash("another").toString("base64url"))).toEqual(refusal("board-full"));
});

test("[M7] the same device may ask again until it has confirmed, and gets the same seat", () => {
  value(invite());
  const first = value(claim(SAM));
  const again = value(claimAgain(SAM, START + CLAIM_RETRY_MS - 1));
  expect(again).toEqual({ ...first, deviceCreated: false });
  value(confirm(SAM, first));
  expect(claimAgain(SAM)).toEqual(refusal("already-a-member"));
});

test("[M7] the inviter's own browser cannot become their partner", () => {
  value(invite());
  expect(claimAgain(MAYA)).toEqual(refusal("already-a-member"));
  expect(look(MAYA)).toMatchObject({ state: "open", memberId: expect.any(String) });
});

test("[M7] with two open invites the second to be claimed meets a full board, and says so before", () => {
  value(invite(START, hash("other").toString("base64url")));
  value(invite());
  value(
    claimInvite(work, {
      caller: asNew(SAM),
      authHash: hash("other").toString("base64url"),
      second: mintMember(),
      now: START,
    }),
  );
  expect(look(STRANGER)).toMatchObject({ state: "full", card: null });
  expect(claim(STRANGER)).toEqual(refusal("board-full"));
});

test("[M6] looking uses nothing up, however often and whoever looks", () => {
  value(invite());
  for (let times = 0; times < 50; times += 1)
    expect(look(null)).toMatchObject({ state: "open", card: "card" });
  expect(claim(SAM).ok).toBe(true);
  expect(look(SAM)).toMatchObject({ state: "claimed-here", card: "card" });
  expect(look(STRANGER)).toMatchObject({ state: "used", card: null });
});

test("[M6] a browser is known from its first look on, so that a claim whose answer is lost can be asked again", () => {
  value(invite());
  const looked = value(lookAtInvite(work, { caller: asNew(SAM), authHash: AUTH_HASH, now: START }));
  expect(looked.deviceCreated).toBe(true);
  const lost = value(claimAgain(SAM));
  expect(value(claimAgain(SAM)).board.me).toBe(lost.board.me);
});

test("[M9] confirming deletes the envelope, and may be repeated", () => {
  value(invite());
  const claimed = value(claim(SAM));
  expect(envelopesKept()).toBe(1);
  expect(confirm(MAYA, claimed)).toEqual(refusal("not-allowed"));
  expect(confirm(SAM, claimed).ok).toBe(true);
  expect(confirm(SAM, claimed).ok).toBe(true);
  expect(envelopesKept()).toBe(0);
  expect(work.erased).toBe(true);
});

test("[M10] an invite past its hour is expired at the first touch, and its card and envelope are gone", () => {
  value(invite(START, AUTH_HASH, 1));
  expect(look(null, START + HOUR_MS - 1)).toMatchObject({ state: "open" });
  expect(look(null, START + HOUR_MS)).toMatchObject({ state: "expired", card: null });
  expect(claim(SAM, START + HOUR_MS)).toEqual(refusal("invite-expired"));
  expect(envelopesKept()).toBe(0);
});

test("[M10] nobody has to touch it: the sweep ends it too", () => {
  value(invite(START, AUTH_HASH, 1));
  settleInvites(work, { now: START + HOUR_MS });
  expect(envelopesKept()).toBe(0);
});

test("[M10] a claim nobody confirmed in ten minutes is withdrawn, and a new invite can be made", () => {
  value(invite());
  const { board } = value(claim(SAM));
  settleInvites(work, { now: START + CLAIM_RETRY_MS });
  expect(work.changes.at(-1)).toMatchObject({ revoked: [board.me] });
  expect(value(readBoard(work, { token: MAYA, boardId, now: START })).members).toHaveLength(1);
  expect(readBoard(work, { token: SAM, boardId, now: START })).toEqual(refusal("not-allowed"));
  expect(look(SAM, START + CLAIM_RETRY_MS)).toMatchObject({ state: "expired", memberId: null });
  expect(invite(START + CLAIM_RETRY_MS, hash("next").toString("base64url")).ok).toBe(true);
});

test("[M10] a claimer who has written is a partner, confirmed or not: only the envelope goes", () => {
  value(invite());
  const { board } = value(claim(SAM));
  markWriter(work.db, board.me);
  settleInvites(work, { now: START + CLAIM_RETRY_MS });
  expect(envelopesKept()).toBe(0);
  expect(readBoard(work, { token: SAM, boardId, now: START }).ok).toBe(true);
  expect(look(STRANGER)).toMatchObject({ state: "used" });
});

test("[M8] a voided invite answers as voided, and what was sealed in it is gone", () => {
  const { inviteId } = value(invite());
  expect(voidInvite(work, { token: MAYA, boardId, inviteId, now: START }).ok).toBe(true);
  expect(voidInvite(work, { token: MAYA, boardId, inviteId, now: START }).ok).toBe(true);
  expect(look(null)).toMatchObject({ state: "voided", card: null });
  expect(claim(SAM)).toEqual(refusal("invite-voided"));
  expect(envelopesKept()).toBe(0);
});

test("[M8] voiding takes back a claim that came to nothing, not one that was used", () => {
  const { inviteId } = value(invite());
  const claimed = value(claim(SAM));
  expect(voidInvite(work, { token: SAM, boardId, inviteId, now: START })).toEqual(refusal("not-allowed"));
  expect(voidInvite(work, { token: MAYA, boardId, inviteId, now: START }).ok).toBe(true);
  expect(readBoard(work, { token: SAM, boardId, now: START })).toEqual(refusal("not-allowed"));
  expect(confirm(SAM, claimed)).toEqual(refusal("not-allowed"));

  const next = value(invite(START, hash("next").toString("base64url")));
  const second = mintMember();
  const caller = asKnown(SAM);
  value(claimInvite(work, { caller, authHash: hash("next").toString("base64url"), second, now: START }));
  value(confirm(SAM, next));
  expect(voidInvite(work, { token: MAYA, boardId, inviteId: next.inviteId, now: START })).toEqual(
    refusal("invite-used"),
  );
});

test("[M5] a repeated request has the same invite; another board cannot take its hash", () => {
  const first = value(invite());
  expect(value(invite()).inviteId).toBe(first.inviteId);
  const other = mintBoardId();
  createBoard(work, {
    caller: asNew(SAM),
    boardId: other,
    joint: mintDocumentId(),
    first: mintMember(),
    now: START,
  });
  const request = {
    role: "partner",
    authHash: AUTH_HASH,
    card: "c",
    envelope: "e",
    expiresInHours: 1,
  } as const;
  const stolen = createInvite(work, {
    token: SAM,
    boardId: other,
    inviteId: mintInviteId(),
    request,
    now: START,
  });
  expect(stolen).toEqual(refusal("malformed-request"));
});

test("[M5] a board has a bounded number of open invites, and ended ones do not count", () => {
  for (let made = 0; made < OPEN_INVITES_PER_BOARD_MAX; made += 1) {
    expect(invite(START, hash(`invite ${made}`).toString("base64url"), 1).ok).toBe(true);
  }
  expect(invite()).toEqual(refusal("too-many-invites"));
  expect(invite(START + HOUR_MS).ok).toBe(true);
});

test("[M11] who joined by mistake may step off for a day: the place is free, the words are gone, the invite stays used", () => {
  value(invite());
  const claimed = value(claim(SAM));
  value(confirm(SAM, claimed));
  const { me } = claimed.board;
  const voice = claimed.board.documents.find(({ kind, owner }) => kind === "voice" && owner === me);
  const access = authorizeDocument(work, {
    token: SAM,
    documentId: voice?.documentId ?? mintDocumentId(),
    now: START,
  });
  const { room } = value(access);
  appendRow(work.db, room, 1, new Uint8Array([1]));
  const leave = (token: Uint8Array, memberId = me, now = START) =>
    stepOff(work, { token, boardId, memberId, now });
  expect(leave(MAYA)).toEqual(refusal("not-allowed"));
  expect(leave(MAYA, value(readBoard(work, { token: MAYA, boardId, now: START })).me)).toEqual(
    refusal("not-allowed"),
  );
  expect(leave(SAM, me, START + STEP_OFF_MS + 1)).toEqual(refusal("too-late-to-step-off"));
  expect(leave(SAM).ok).toBe(true);
  expect(work.changes.at(-1)).toMatchObject({ revoked: [me], erased: expect.arrayContaining([room]) });
  expect(work.db.all("SELECT 1 FROM updates WHERE room = ?", room)).toEqual([]);
  expect(listSeats(work, { token: SAM, now: START })).toEqual([]);
  expect(look(STRANGER)).toMatchObject({ state: "used" });
  expect(invite(START, hash("for the right one").toString("base64url")).ok).toBe(true);
});

test("[M3] a board is seen by its seats alone: no cookie, an unknown one and a stranger's are told apart", () => {
  const read = (token: Uint8Array | null) => readBoard(work, { token, boardId, now: START });
  expect(read(null)).toEqual(refusal("no-seat"));
  expect(read(STRANGER)).toEqual(refusal("no-seat"));
  createBoard(work, {
    caller: asNew(STRANGER),
    boardId: mintBoardId(),
    joint: mintDocumentId(),
    first: mintMember(),
    now: START,
  });
  expect(read(STRANGER)).toEqual(refusal("not-allowed"));
  expect(read(MAYA).ok).toBe(true);
});

test("[M1] a member is told of the documents they may read, and of no others", () => {
  value(invite());
  const claimed = value(claim(SAM));
  const kinds = claimed.board.documents.map(
    ({ kind, owner }) => `${kind} of ${owner === claimed.board.me ? "me" : "both or other"}`,
  );
  expect(kinds.toSorted()).toEqual([
    "joint of both or other",
    "private of me",
    "voice of both or other",
    "voice of me",
  ]);
});

test("[M4] a cookie lives on from its last use, and is renewed at most once a day", () => {
  const token = MAYA;
  const lifetime = DEVICE_COOKIE_DAYS * DAY_MS;
  expect(renewDevice(work, { token, now: START + DAY_MS - 1 })).toBe(false);
  expect(renewDevice(work, { token, now: START + DAY_MS })).toBe(true);
  expect(renewDevice(work, { token, now: START + DAY_MS + 1 })).toBe(false);
  expect(readBoard(work, { token, boardId, now: START + DAY_MS + lifetime }).ok).toBe(true);
  expect(readBoard(work, { token, boardId, now: START + DAY_MS + lifetime + 1 })).toEqual(refusal("no-seat"));
});

test("[M4] a device that only ever looked is forgotten in time, one with a seat is not", () => {
  value(invite());
  look(SAM);
  value(lookAtInvite(work, { caller: asNew(SAM), authHash: AUTH_HASH, now: START }));
  const devices = () => work.db.all("SELECT 1 FROM devices").length;
  const before = devices();
  forgetVisitors(work, { now: START + 8 * DAY_MS });
  expect(devices()).toBe(before);
  forgetVisitors(work, { now: START + 8 * DAY_MS + 1 });
  expect(devices()).toBe(1);
  expect(readBoard(work, { token: MAYA, boardId, now: START }).ok).toBe(true);
});

test("[M4] a token the server never gave out is not adopted", () => {
  const caller = { presented: STRANGER, fresh: SAM };
  const made = createBoard(work, {
    caller,
    boardId: mintBoardId(),
    joint: mintDocumentId(),
    first: mintMember(),
    now: START,
  });
  expect(made.deviceCreated).toBe(true);
  expect(listSeats(work, { token: STRANGER, now: START })).toEqual([]);
  expect(listSeats(work, { token: SAM, now: START })).toHaveLength(1);
});
