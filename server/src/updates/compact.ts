import * as Y from "yjs";
import { docOf } from "./assemble.ts";

/**
 * One snapshot for many updates, through a document that collects garbage: what was deleted is no longer in it.
 *
 * @returns null when the snapshot would not stand for every single update; then nothing may be replaced by it
 */
export function compactUpdates(updates: readonly Uint8Array[]): Uint8Array | null {
  const doc = docOf(updates);
  const state = Y.snapshot(doc);
  const isWhole = updates.every((update) => Y.snapshotContainsUpdate(state, update));
  const snapshot = isWhole ? Y.encodeStateAsUpdate(doc) : null;
  doc.destroy();
  return snapshot;
}
