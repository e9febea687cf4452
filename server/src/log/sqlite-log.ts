import type { Storage } from "../storage/storage.ts";
import { RoomErasedError, type UpdateLog } from "./log.ts";
import { unpackRow } from "./packing.ts";

/** The update log in the embedded database; durable when a promise settles. */
export function createSqliteLog(storage: Storage, now: () => number = Date.now): UpdateLog {
  return {
    async load(room) {
      const loaded = await storage.call("loadRoom", { room });
      if (loaded === null) throw new RoomErasedError(`room ${room} is gone`);
      return {
        snapshot: loaded.snapshot,
        updates: loaded.rows.flatMap(unpackRow),
        lastSeq: loaded.lastSeq,
        rows: loaded.rows.length,
        snapshotBytes: loaded.snapshot?.length ?? 0,
        bytes: loaded.rows.reduce((sum, row) => sum + row.length, loaded.snapshot?.length ?? 0),
        damaged: loaded.damaged,
      };
    },
    append: (room, seq, update, writer) => storage.append(room, seq, update, writer),
    compact: (room, compaction) => storage.call("compactRoom", { ...compaction, room, now: now() }),
  };
}
