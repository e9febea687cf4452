import { crc32 } from "node:zlib";
import { SNAPSHOT_KEPT_DAYS } from "@mendboard/shared/limits";
import { blob, type Database, integer } from "../storage/database.ts";
import type { RoomId, Work } from "../storage/work.ts";
import type { Compaction, Damaged } from "./log.ts";

const DAY_MS = 86_400_000;

export type LoadedRoom = {
  readonly snapshot: Uint8Array<ArrayBuffer> | null;
  /** Packed as {@link unpackRow} reads them. */
  readonly rows: readonly Uint8Array<ArrayBuffer>[];
  readonly lastSeq: number;
  readonly damaged: readonly Damaged[];
};

export function createRoom({ db }: Work): RoomId {
  const row = db.get("INSERT INTO rooms DEFAULT VALUES RETURNING id");
  if (row === undefined) throw new Error("INSERT RETURNING gave no row");
  return integer(row, "id");
}

/** @returns null when there is no such room (any more) */
export function loadRoom({ db }: Work, { room }: { readonly room: RoomId }): LoadedRoom | null {
  if (db.get("SELECT 1 FROM rooms WHERE id = ?", room) === undefined) return null;
  const damaged: Damaged[] = [];
  const snapshot = readSnapshot(db, room, damaged);
  const rows: Uint8Array<ArrayBuffer>[] = [];
  let lastSeq = snapshot.lastSeq;
  for (const row of db.all("SELECT seq, crc, bytes FROM updates WHERE room = ? ORDER BY seq", room)) {
    const bytes = blob(row, "bytes");
    lastSeq = integer(row, "seq");
    if (crc32(bytes) === integer(row, "crc")) rows.push(bytes);
    else damaged.push({ what: "row", seq: lastSeq });
  }
  return { snapshot: snapshot.bytes, rows, lastSeq, damaged };
}

/** The newest readable one: an older one with the rows since is better than nothing, and the writers bring the rest. */
function readSnapshot(db: Database, room: RoomId, damaged: Damaged[]) {
  const kept = db.all("SELECT seq FROM snapshots WHERE room = ? ORDER BY seq DESC", room);
  const newest = kept[0];
  const lastSeq = newest === undefined ? 0 : integer(newest, "seq");
  for (const { seq } of kept.map((row) => ({ seq: integer(row, "seq") }))) {
    const row = db.get("SELECT crc, bytes FROM snapshots WHERE room = ? AND seq = ?", room, seq);
    if (row === undefined) continue;
    const bytes = blob(row, "bytes");
    if (crc32(bytes) === integer(row, "crc")) return { bytes, lastSeq };
    damaged.push({ what: "snapshot", seq });
  }
  return { bytes: null, lastSeq };
}

export function appendRow(db: Database, room: RoomId, seq: number, bytes: Uint8Array): void {
  db.run("INSERT INTO updates (room, seq, crc, bytes) VALUES (?, ?, ?, ?)", room, seq, crc32(bytes), bytes);
}

export function markWriter(db: Database, member: string): void {
  db.run("UPDATE members SET wrote = 1 WHERE id = ?", member);
}

/**
 * The snapshot takes the place of the rows up to `seq`. Of the snapshots before, the last of each day stays for repair.
 * Nothing happens when a newer snapshot is there already, or the room is gone.
 */
export function compactRoom(
  { db }: Work,
  input: Compaction & { readonly room: RoomId; readonly now: number },
): void {
  const { room, seq, snapshot, keep, now } = input;
  if (db.get("SELECT 1 FROM rooms WHERE id = ?", room) === undefined) return;
  if (db.get("SELECT 1 FROM snapshots WHERE room = ? AND seq >= ?", room, seq) !== undefined) return;
  db.run(
    // Divided by a literal: a bound number is a float to SQLite, and would not round down.
    `DELETE FROM snapshots WHERE room = ?1 AND EXISTS (
       SELECT 1 FROM snapshots AS newer WHERE newer.room = ?1 AND newer.seq > snapshots.seq
         AND newer.made_at / ${DAY_MS} = snapshots.made_at / ${DAY_MS})`,
    room,
  );
  db.run(
    "INSERT INTO snapshots (room, seq, made_at, crc, bytes) VALUES (?, ?, ?, ?, ?)",
    room,
    seq,
    now,
    crc32(snapshot),
    snapshot,
  );
  db.run(
    "DELETE FROM updates WHERE room = ? AND seq <= ? AND seq NOT IN (SELECT value FROM json_each(?))",
    room,
    seq,
    JSON.stringify(keep),
  );
}

/** Removes the snapshots whose days of repair are over; never a current one. */
export function dropOldSnapshots(work: Work, { now }: { readonly now: number }): void {
  const dropped = work.db.run(
    `DELETE FROM snapshots WHERE made_at < ? AND EXISTS (
       SELECT 1 FROM snapshots AS newer WHERE newer.room = snapshots.room AND newer.seq > snapshots.seq)`,
    now - SNAPSHOT_KEPT_DAYS * DAY_MS,
  );
  if (dropped > 0) work.erased = true;
}

/** Rows, snapshots and the room itself: nothing of it is kept. */
export function eraseRoom(work: Work, room: RoomId): void {
  work.db.run("DELETE FROM updates WHERE room = ?", room);
  work.db.run("DELETE FROM snapshots WHERE room = ?", room);
  work.db.run("DELETE FROM rooms WHERE id = ?", room);
  work.erased = true;
}

/** Empties the write-ahead log with this commit. */
export function truncateLog(work: Work, _input: Record<string, never>): void {
  work.erased = true;
}

/** Reads from the disk, so that an answer means storage answers. */
export function probe({ db }: Work, _input: Record<string, never>): number {
  const row = db.get("SELECT count(*) AS count FROM (SELECT 1 FROM boards LIMIT 1)");
  return row === undefined ? 0 : integer(row, "count");
}
