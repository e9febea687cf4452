import { appendRow, markWriter } from "../log/log-operations.ts";
import type { PackedRow } from "../log/packing.ts";
import { type Database, SQLITE, sqliteCode } from "./database.ts";
import { type Batch, type BatchReply, type Call, type CallOutcome, operations } from "./operations.ts";
import type { BoardChange, Work } from "./work.ts";

/**
 * Commits a whole batch with one fsync. When something in it fails, each part is tried alone, so that one board's fault is
 * not another's.
 */
export function commitBatch(db: Database, batch: Batch): BatchReply {
  try {
    const work = newWork(db);
    const calls = db.transaction(() => {
      for (const row of batch.rows) append(db, batch, row);
      for (const member of batch.writers) markWriter(db, member);
      return batch.calls.map((call): CallOutcome => ({ ok: true, value: perform(work, call) }));
    });
    afterCommit(db, work);
    return { failedRooms: [], calls, changes: work.changes, fatal: null };
  } catch (error) {
    const fatal = fatalReason(error);
    if (fatal !== null) return { failedRooms: [], calls: [], changes: [], fatal };
    return commitOneByOne(db, batch);
  }
}

function commitOneByOne(db: Database, batch: Batch): BatchReply {
  const failedRooms: { room: number; erased: boolean; reason: string }[] = [];
  const calls: CallOutcome[] = [];
  const changes: BoardChange[] = [];
  let fatal: string | null = null;
  const attempt = (work: () => unknown): CallOutcome => {
    try {
      return { ok: true, value: db.transaction(work) };
    } catch (error) {
      fatal ??= fatalReason(error);
      return { ok: false, reason: reasonOf(error) };
    }
  };
  for (const row of batch.rows) {
    const outcome = attempt(() => append(db, batch, row));
    if (outcome.ok) continue;
    const erased = db.get("SELECT 1 FROM rooms WHERE id = ?", row.room) === undefined;
    failedRooms.push({ room: row.room, erased, reason: outcome.reason });
  }
  for (const member of batch.writers) attempt(() => markWriter(db, member));
  for (const call of batch.calls) {
    const work = newWork(db);
    const outcome = attempt(() => perform(work, call));
    calls.push(outcome);
    if (!outcome.ok) continue;
    afterCommit(db, work);
    changes.push(...work.changes);
  }
  return { failedRooms, calls, changes, fatal };
}

const newWork = (db: Database): Work => ({ db, changes: [], erased: false });

function append(db: Database, batch: Batch, { room, seq, start, end }: PackedRow): void {
  appendRow(db, room, seq, batch.bytes.subarray(start, end));
}

function perform(work: Work, call: Call): unknown {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends of the thread are one build, and `Storage.call` has checked the input against this very operation
  const operation = operations[call.name] as (work: Work, input: unknown) => unknown;
  return operation(work, call.input);
}

function afterCommit(db: Database, work: Work): void {
  if (work.erased) db.truncateWal();
}

/** After these the file or the disk cannot be trusted; a full disk may get better, and is not one of them. */
const FATAL_CODES: ReadonlySet<number | null> = new Set([
  SQLITE.ioError,
  SQLITE.corrupt,
  SQLITE.notADatabase,
]);

const fatalReason = (error: unknown): string | null =>
  FATAL_CODES.has(sqliteCode(error)) ? reasonOf(error) : null;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
