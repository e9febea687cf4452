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
/** Merging or diffing more than this happens off the event loop. */
export const INLINE_BYTES_MAX = 64 * KIB;
/** So does inspecting an update of more structs and deletions than this: 64 KiB of the worst kind take about 3 ms. */
export const INLINE_PARTS_MAX = 256;
/** A day of offline typing is 25,000 structs; a full room of the smallest sealed chunks 110,000. */
export const UPDATE_PARTS_MAX = 262_144;
/** Client clocks and deleted ranges a room keeps in memory; compacted documents have some tens. */
export const ROOM_RANGES_MAX = 16_384;
/** So many client clocks, as a SyncStep1 names them. */
export const STATE_VECTOR_BYTES_MAX = 128 * KIB;
/** One awareness state. A sealed one is 288 bytes, 384 as base64; the rest is its JSON. */
export const AWARENESS_BYTES_MAX = 512;
/** One awareness frame: stock clients echo everybody's states in one. */
export const AWARENESS_FRAME_BYTES_MAX = 64 * KIB;
/** Departed awareness clients whose last clock a room remembers, so that a late echo raises no ghost. */
export const DEPARTED_CLIENTS_MAX = 256;
/**
 * Frames of every type, by one seat on one board. A person types at most ~20 keys a second; pasted bursts and
 * reconnects need room above that.
 */
export const UPDATES_PER_SECOND_MAX = 200;
/** Short bursts (a paste, a reconnect with many small edits) may run ahead of the steady rate. */
export const UPDATES_BURST_MAX = 2_000;
/** Bytes of frames from one seat and of SyncStep2 to it: typing needs 4 KiB a second, a first visit whole rooms. */
export const TRAFFIC_BYTES_PER_SECOND_MAX = 2 * MIB;
export const TRAFFIC_BYTES_BURST_MAX = 128 * MIB;
/** Partners need 4 sockets a tab; several tabs and a reconnect overlapping must fit. */
export const CONNECTIONS_PER_SEAT_MAX = 64;
/** Whoever leaves more than this unread, and takes nothing of it between two keep-alives, has gone. */
export const SLOW_READER_BYTES_MAX = 1 * MIB;
/** What may wait for one reader at most, beyond a SyncStep2 that is still draining. */
export const UNREAD_BYTES_MAX = 16 * MIB;
/** y-websocket drops a socket that is silent for 30 s, and pings do not count. */
export const KEEP_ALIVE_MS = 20_000;
/** A closed socket whose other end says no farewell is cut off after this. */
export const CLOSE_PATIENCE_MS = 5_000;

// ── Storage ─────────────────────────────────────────────────────────────────────────────────────

/** What may wait for the disk; above it new work is refused, and clients send it again later. */
export const STORAGE_QUEUE_BYTES_MAX = 64 * MIB;
/** A commit takes milliseconds; a disk that needs this long is not keeping up. */
export const STORAGE_QUEUE_AGE_MS = 10_000;
/** `/readyz` wants an answer from the disk within this. */
export const STORAGE_ANSWER_MS = 2_000;
/** Documents kept merged in memory for the next join, all rooms together. */
export const DOCUMENT_CACHE_BYTES = 32 * MIB;
/** Updates a cached document may carry unmerged: `Y.mergeUpdates` is quadratic in their number. */
export const TAIL_UPDATES_MAX = 64;
/** Fewer updates than this are not worth a new snapshot while somebody is here… */
export const COMPACT_UPDATES_MIN = 256;
/** …nor fewer than this once nobody is: a cold join should read a snapshot and little else. */
export const COMPACT_UPDATES_IDLE_MIN = 64;
/** From here on they are, however large the snapshot: reading updates one by one is what makes a cold join slow. */
export const COMPACT_UPDATES_MAX = 4_096;
/** Otherwise they must weigh 1/8 of the snapshot, so that rewriting it costs at most 8 bytes a byte. */
export const COMPACT_SNAPSHOT_SHARE = 1 / 8;
/** A room rests this long between two compactions: a burst is compacted once, after it. */
export const COMPACT_REST_MS = 10_000;
/** How long the snapshot before the last is kept for repair. */
export const SNAPSHOT_KEPT_DAYS = 7;
/** How often expired invites, lapsed claims and old snapshots are looked for. */
export const SWEEP_MS = 30_000;
/** How often the write-ahead log is emptied even when nothing was erased. */
export const WAL_TRUNCATE_HOURS = 24;
/** From the first signal to stop until the process gives up waiting. */
export const SHUTDOWN_MS = 4_500;

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
/** Asking and claiming are rare acts of people; a script that guesses is not. Per address and minute. */
export const INVITE_REQUESTS_PER_MINUTE_MAX = 60;
/** Boards are started once in years; a household or a practice may share an address. Per address and minute. */
export const BOARDS_PER_MINUTE_MAX = 120;
/** Addresses whose rate is remembered at once; the longest unseen is forgotten first. */
export const RATE_KEYS_MAX = 10_000;
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
