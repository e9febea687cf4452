import { err, type Result } from "@mendboard/shared/result";
import { type KeychainError, probeKeychain, readKeychain } from "./keychain.ts";

/** This browser holds a board already, perhaps since a moment ago in another tab. */
export type HasBoard = { readonly tag: "has-board" };

/**
 * Start or join a board, if this browser holds none: a second one's keys would hide the first. One tab at a time, and
 * the storage is tried before anything is asked of the server, so that no board comes into being whose key nobody keeps.
 */
export function withoutBoard<T, E>(
  make: () => Promise<Result<T, E>>,
): Promise<Result<T, E | KeychainError | HasBoard>> {
  return navigator.locks.request("our-plan/first-board", async () => {
    const storage = await probeKeychain();
    if (!storage.ok) return storage;
    const known = await readKeychain();
    if (!known.ok) return known;
    return known.value.length > 0 ? err({ tag: "has-board" } as const) : make();
  });
}
