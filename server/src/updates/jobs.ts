import { UPDATE_PARTS_MAX } from "@mendboard/shared/limits";
import * as Y from "yjs";
import { assemble } from "./assemble.ts";
import { compactUpdates } from "./compact.ts";
import { inspectUpdate } from "./inspect.ts";

/** Who has nothing lacks everything: no document need be taken apart for them. */
export const isEmptyStateVector = (stateVector: Uint8Array): boolean =>
  stateVector.length === 1 && stateVector[0] === 0;

/** Work on updates that may take too long for the event loop. Pure: bytes in, bytes out. */
export const jobs = {
  inspect: (update: Uint8Array) => inspectUpdate(update, UPDATE_PARTS_MAX),
  assemble,
  /** What somebody at `stateVector` lacks of a document, given as one or more updates. */
  diff: (updates: readonly Uint8Array[], stateVector: Uint8Array) => {
    const [only] = updates;
    const whole = only !== undefined && updates.length === 1 ? only : Y.mergeUpdates([...updates]);
    return isEmptyStateVector(stateVector) ? whole : Y.diffUpdate(whole, stateVector);
  },
  compact: compactUpdates,
} satisfies { readonly [name: string]: (...input: never[]) => unknown };

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;
export type Job = { readonly name: JobName; readonly input: readonly unknown[] };
export type JobOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };
