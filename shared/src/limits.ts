/**
 * Every bound of Mendboard, with its unit and its reason. What happens at each is in PROTOCOL.md.
 * Bytes are binary (1 KiB = 1024); text is counted in UTF-16 code units, as `String.length` does.
 */
const KIB = 1024;
const MIB = 1024 * KIB;

// ── Frames and rooms ────────────────────────────────────────────────────────────────────────────

/** One live update. A sealed burst of typing is a few hundred bytes; a pasted page fits many times over. */
export const UPDATE_BYTES_MAX = 1 * MIB;
/** One SyncStep2, and so one whole room: somebody who wrote offline for days sends everything in a single frame. */
export const SYNC_STEP_2_BYTES_MAX = 16 * MIB;
export const ROOM_BYTES_MAX = 16 * MIB;
/** What the socket library itself accepts. Above our own limits, because its close (1009) is retried by clients for ever. */
export const SOCKET_PAYLOAD_BYTES_MAX = 17 * MIB;
/** Frames above this are "large": parsed at most {@link LARGE_FRAMES_AT_ONCE_PER_SEAT} at a time for one seat. */
export const LARGE_FRAME_BYTES = 1 * MIB;
export const LARGE_FRAMES_AT_ONCE_PER_SEAT = 2;
/** A sealed awareness state is 288 bytes, 384 as base64; the rest is its frame. */
export const AWARENESS_BYTES_MAX = 512;
/** A person types at most ~20 keys a second; pasted bursts and reconnects need room above that. */
export const UPDATES_PER_SECOND_MAX = 200;
/** Short bursts (a paste, a reconnect with many small edits) may run ahead of the steady rate. */
export const UPDATES_BURST_MAX = 2_000;
/** Partners need 4 sockets a tab; several tabs and a reconnect overlapping must fit. */
export const CONNECTIONS_PER_SEAT_MAX = 64;
/** Joint, two voices and two private documents; sessions come on top. */
export const DOCUMENTS_PER_BOARD_MAX = 32;
/** What a reader may leave unread beyond a SyncStep2 that is still draining. */
export const SLOW_READER_BYTES_MAX = 1 * MIB;
/** How long that backlog may fail to shrink before the reader is told to come back later. */
export const SLOW_READER_PATIENCE_MS = 20_000;
/** y-websocket drops a socket that is silent for 30 s, and pings do not count. */
export const KEEP_ALIVE_MS = 20_000;

// ── Invites and seats ───────────────────────────────────────────────────────────────────────────

export const INVITE_HOURS_MAX = 24 * 7;
/** How long the device that claimed an invite may ask for its answer again. */
export const CLAIM_RETRY_MS = 10 * 60_000;
/** A name, a sentence of purpose and some counts, sealed and in base64url. */
export const INVITE_CARD_CHARS_MAX = 4 * KIB;
/** Secrets and public keys of the inviter, sealed and in base64url. */
export const INVITE_ENVELOPE_CHARS_MAX = 8 * KIB;
/** Enough for "make a new link" many times over; the oldest void ones do not count. */
export const OPEN_INVITES_PER_BOARD_MAX = 8;
/** A wrong joining is noticed the same day; after that, leaving is its own matter. */
export const STEP_OFF_MS = 24 * 60 * 60_000;
/** Asking and claiming are rare acts of people; a script that guesses is not. Per device or address, per minute. */
export const INVITE_REQUESTS_PER_MINUTE_MAX = 30;
/** A browser profile keeps its cookie this long after its last use. */
export const DEVICE_COOKIE_DAYS = 400;
export const REQUEST_BODY_BYTES_MAX = 64 * KIB;

// ── What people write ───────────────────────────────────────────────────────────────────────────

export const NAME_LENGTH_MAX = 40;
/** A sentence of purpose. */
export const PURPOSE_LENGTH_MAX = 500;
/** A plan card, a boundary, a limit, a draft. */
export const WORDING_LENGTH_MAX = 2_000;
/** One line of "our list". */
export const LINE_LENGTH_MAX = 300;
/** Rows one view shows at once (docs: interaction stays honest up to 100). */
export const ROWS_PER_VIEW_MAX = 100;
/** Removed items can be brought back for this long, then they are really removed. */
export const REMOVED_KEPT_DAYS = 30;

// ── On the device ───────────────────────────────────────────────────────────────────────────────

/** Sealed chunks that cannot be opened are kept; past this many bytes the oldest stay and the interface says so. */
export const UNOPENED_BYTES_MAX = 4 * MIB;
