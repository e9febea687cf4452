import { compactRoom, dropOldSnapshots, loadRoom, probe, truncateLog } from "../log/log-operations.ts";
import type { PackedRow } from "../log/packing.ts";
import { authorizeDocument, createBoard, listSeats, readBoard } from "../membership/boards.ts";
import { forgetVisitors, renewDevice } from "../membership/devices.ts";
import {
  claimInvite,
  confirmInvite,
  createInvite,
  lookAtInvite,
  settleInvites,
  stepOff,
  voidInvite,
} from "../membership/invites.ts";
import type { BoardChange, Work } from "./work.ts";

/** Everything that may be asked of storage beside appending updates. Each runs in a transaction on the storage thread. */
export const operations = {
  compactRoom,
  dropOldSnapshots,
  loadRoom,
  probe,
  truncateLog,
  authorizeDocument,
  createBoard,
  listSeats,
  readBoard,
  forgetVisitors,
  renewDevice,
  claimInvite,
  confirmInvite,
  createInvite,
  lookAtInvite,
  settleInvites,
  stepOff,
  voidInvite,
} satisfies { readonly [name: string]: (work: Work, input: never) => unknown };

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = Parameters<Operations[Name]>[1];
export type Output<Name extends OperationName> = ReturnType<Operations[Name]>;

/** One operation by name, as it crosses to the storage thread. */
export type Call = { readonly name: OperationName; readonly input: unknown };

/** What goes into one commit. */
export type Batch = {
  readonly rows: readonly PackedRow[];
  /** The rows' bytes, end to end. */
  readonly bytes: Uint8Array;
  /** Members to mark as having written. */
  readonly writers: readonly string[];
  readonly calls: readonly Call[];
};

export type CallOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

export type BatchReply = {
  /** Rooms of which no row of this batch was stored. */
  readonly failedRooms: readonly {
    readonly room: number;
    readonly erased: boolean;
    readonly reason: string;
  }[];
  readonly calls: readonly CallOutcome[];
  readonly changes: readonly BoardChange[];
  /** Set when the disk or the file failed: nothing more can be promised, the process must end. */
  readonly fatal: string | null;
};

/** How the storage thread greets. */
export type Opened = { readonly opened: true } | { readonly opened: false; readonly reason: string };
