import * as v from "valibot";
import { isBoardId, isDocumentId, isInviteId, isMemberId } from "./ids.ts";
import { INVITE_CARD_CHARS_MAX, INVITE_ENVELOPE_CHARS_MAX, INVITE_HOURS_MAX } from "./limits.ts";

/** Request and response schemas, one pair a route (PROTOCOL.md M2…). Both sides parse with them. */

const id = <Id extends string>(isId: (text: string) => text is Id) =>
  v.custom<Id>((input) => typeof input === "string" && isId(input), "not an id");
const base64url = (charsMax: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(charsMax));
/** 32 bytes in base64url without padding. */
const key32 = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
/** Epoch milliseconds. */
const instant = v.pipe(v.number(), v.integer());

export const BoardIdSchema = id(isBoardId);
export const MemberIdSchema = id(isMemberId);
export const DocumentIdSchema = id(isDocumentId);
export const InviteIdSchema = id(isInviteId);

/** `first` started the board, `second` joined it; it gives a person their shape and colour, and nothing else. */
export const PlaceSchema = v.picklist(["first", "second"]);
export type Place = v.InferOutput<typeof PlaceSchema>;

export const MemberSchema = v.object({
  memberId: MemberIdSchema,
  role: v.literal("partner"),
  place: PlaceSchema,
});
export type Member = v.InferOutput<typeof MemberSchema>;

export const DocumentSchema = v.object({
  documentId: DocumentIdSchema,
  kind: v.picklist(["joint", "voice", "private"]),
  /** Null for the joint document. */
  owner: v.nullable(MemberIdSchema),
  /** Which history of the document is current; always 1 until generations come. */
  generation: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Which epoch's key seals it; always 1 until epochs come. */
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff)),
});
export type DocumentInfo = v.InferOutput<typeof DocumentSchema>;

/** `open`: may be claimed. `claimed`: somebody asked for it and has not confirmed yet. Others are not listed. */
export const OpenInviteSchema = v.object({
  inviteId: InviteIdSchema,
  role: v.literal("partner"),
  state: v.picklist(["open", "claimed"]),
  expiresAt: instant,
});
export type OpenInvite = v.InferOutput<typeof OpenInviteSchema>;

/** A board as one member may know it: every member, the documents that member may read, the invites that still count. */
export const BoardSchema = v.object({
  boardId: BoardIdSchema,
  me: MemberIdSchema,
  /** When the caller's member joined; a wrong joining may be undone for {@link limits.STEP_OFF_MS} after it. */
  joinedAt: instant,
  members: v.array(MemberSchema),
  documents: v.array(DocumentSchema),
  invites: v.array(OpenInviteSchema),
});
export type Board = v.InferOutput<typeof BoardSchema>;

/** `POST /api/boards` (empty object) → 201 {@link Board}; the caller's device becomes the first partner. */
export const CreateBoardRequest = v.strictObject({});

/** `GET /api/boards` → this device's seats. No cookie is an empty list, not an error. */
export const SeatsResponse = v.object({
  seats: v.array(v.object({ boardId: BoardIdSchema, memberId: MemberIdSchema })),
});
export type Seats = v.InferOutput<typeof SeatsResponse>;

/** `POST /api/boards/:board/invites` → 201 {@link OpenInviteSchema}. */
export const CreateInviteRequest = v.strictObject({
  role: v.literal("partner"),
  /** SHA-256 of the invite's auth key: the server can check a claim and can not make one. */
  authHash: key32,
  /** What the invited person sees before anything is used up, sealed under the invite secret. */
  card: base64url(INVITE_CARD_CHARS_MAX),
  /** The board's keys, sealed under the invite secret; deleted when the joiner has stored them. */
  envelope: base64url(INVITE_ENVELOPE_CHARS_MAX),
  expiresInHours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(INVITE_HOURS_MAX)),
});
export type CreateInvite = v.InferOutput<typeof CreateInviteRequest>;

/** `POST /api/invites/look` and `POST /api/invites/claim`: in the body, so that no log or preview ever holds it. */
export const InviteAuthRequest = v.strictObject({ auth: key32 });

/**
 * `POST /api/invites/look` → the card and what a claim would meet. Uses nothing up; on an open invite it makes the
 * caller's device, so that a claim whose answer is lost can be asked again from a browser's very first visit.
 * `claimed-here`: this device claimed it and may ask again.
 */
export const InviteLookResponse = v.object({
  inviteId: InviteIdSchema,
  boardId: BoardIdSchema,
  state: v.picklist(["open", "claimed-here", "used", "expired", "voided", "full"]),
  /** The member this device already speaks for on that board, if any. */
  memberId: v.nullable(MemberIdSchema),
  /** Null once the invite no longer counts. */
  card: v.nullable(v.string()),
  expiresAt: instant,
});
export type InviteLook = v.InferOutput<typeof InviteLookResponse>;

/** `POST /api/invites/claim` → 200; the same device may ask again until it confirms, at most ten minutes. */
export const ClaimResponse = v.object({ board: BoardSchema, inviteId: InviteIdSchema, envelope: v.string() });
export type Claim = v.InferOutput<typeof ClaimResponse>;

// `DELETE /api/boards/:board/invites/:invite` → 204. Voids it.
// `POST   /api/boards/:board/invites/:invite/confirm` (empty object) → 204. Keys are stored: the envelope goes.
// `DELETE /api/boards/:board/members/:member` → 204. Step off a board just joined by mistake (own seat, second place).

/** `GET /api/config` → what the page must know before anybody has a seat. Public and cacheable. */
export const ConfigResponse = v.object({
  /** Where quick exit leads: an https address or a path on this server. */
  quickExitUrl: v.string(),
});
export type PublicConfig = v.InferOutput<typeof ConfigResponse>;

/** Every expected failure of the API, as RFC 9457 problems with `type: /problems/<tag>`. */
export const PROBLEM_STATUS = {
  "malformed-request": 400,
  "no-seat": 401,
  "wrong-origin": 403,
  "not-allowed": 403,
  "not-found": 404,
  "already-a-member": 409,
  "board-full": 409,
  "too-late-to-step-off": 409,
  "invite-used": 410,
  "invite-expired": 410,
  "invite-voided": 410,
  "request-too-large": 413,
  "too-many-invites": 429,
  "too-many-requests": 429,
  /** A fault of ours; logged, and worth trying again. */
  unexpected: 500,
  "storage-unavailable": 503,
} as const;
export type ProblemTag = keyof typeof PROBLEM_STATUS;

export const ProblemSchema = v.object({ type: v.string(), title: v.string(), status: v.number() });
