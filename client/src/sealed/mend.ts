import { chunksHeldBack } from "./chunk-log.ts";
import { chunkName } from "./chunk.ts";
import type { SyncedCopy } from "./synced-copy.ts";

/**
 * The chunks of a copy that its inner document knows nothing of: those that did not open, and those that stand behind
 * something lost. Sealed, they mean the same wherever they stand.
 */
export const straysOf = ({ sealed, outer }: SyncedCopy): Uint8Array[] => [
  ...sealed.unopened().map((chunk) => chunk.bytes),
  ...chunksHeldBack(outer),
];

/** Give a fresh copy, which has caught up with the server, all that it lacks; nothing that was written is given up. */
export async function carryOver(strays: readonly Uint8Array[], fresh: SyncedCopy): Promise<void> {
  const known = new Set([...fresh.sealed.liveChunks()].map((chunk) => chunkName(chunk.bytes)));
  await fresh.sealed.carryOver(strays.filter((bytes) => !known.has(chunkName(bytes))));
}
