import type { BoardId, MemberId } from "@mendboard/shared/ids";
import type { Database } from "./database.ts";

/** Integer name of a room in the log. */
export type RoomId = number;

/** What other people's open connections must learn of an operation once it is committed. */
export type BoardChange = {
  readonly boardId: BoardId;
  /** Members that lost their seats: their connections close. */
  readonly revoked: readonly MemberId[];
  /** Rooms that are gone with everything in them. */
  readonly erased: readonly RoomId[];
};

/** One operation inside a transaction: where it reads and writes, and what it leaves to do after the commit. */
export type Work = {
  readonly db: Database;
  readonly changes: BoardChange[];
  /** Set when bytes were erased that must not linger in the write-ahead log. */
  erased: boolean;
};
