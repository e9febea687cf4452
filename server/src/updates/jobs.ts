import { UPDATE_PARTS_MAX } from "@mendboard/shared/limits";
import * as Y from "yjs";
import { assemble } from "./assemble.ts";
import { compactUpdates } from "./compact.ts";
import { inspectUpdate } from "./inspect.ts";

/** Work on updates that may take too long for the event loop. Pure: bytes in, bytes out. */
export const jobs = {
  inspect: (update: Uint8Array) => inspectUpdate(update, UPDATE_PARTS_MAX),
  assemble,
  /** What somebody at `stateVector` lacks of a document, given as one or more updates. */
  diff: (updates: readonly Uint8Array[], stateVector: Uint8Array) =>
    Y.diffUpdate(updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates([...updates]), stateVector),
  compact: compactUpdates,
} satisfies { readonly [name: string]: (...input: never[]) => unknown };

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;
export type Job = { readonly name: JobName; readonly input: readonly unknown[] };
export type JobOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };
