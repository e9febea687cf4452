import type { DocumentId } from "@mendboard/shared/ids";

/** Why the server ended a connection for good (its 44xx close code, PROTOCOL.md W). */
export type RefusalReason =
  | "malformed"
  | "no-seat"
  | "not-allowed"
  | "no-document"
  | "newer-generation"
  | "too-large"
  | "cannot-merge"
  | "protocol-too-old"
  | "unknown";

export type ConnectionStatus =
  /** Nobody asked to connect, or somebody asked to stop. */
  | { readonly state: "idle" }
  /** A socket is being opened, or is open and has not given us everything yet. `attempt` counts from 1. */
  | { readonly state: "connecting"; readonly attempt: number }
  /** All that the server held at `since` (epoch ms) has arrived; changes flow. */
  | { readonly state: "synced"; readonly since: number }
  /** The next try is at `retryAt` (epoch ms), or, when null, as soon as there is a network. */
  | { readonly state: "waiting"; readonly retryAt: number | null }
  | { readonly state: "refused"; readonly reason: RefusalReason };

/**
 * Why this browser does not keep a copy.
 * `missing`: no IndexedDB, or not for us (some private windows). `blocked`: another tab holds it, or it never answered.
 * `full`: no room left. `aborted`: a write failed for another reason. `erased`: the copy was deleted elsewhere.
 * `memory`: this document was opened without a copy.
 */
export type StorageRefusal = "missing" | "blocked" | "full" | "aborted" | "erased" | "memory";

export type StorageStatus =
  /** Everything that was sealed is on this device; it survives a crash of the browser. */
  | { readonly state: "saved" }
  | { readonly state: "writing" }
  | { readonly state: "refused"; readonly reason: StorageRefusal };

/** All that is to be known about the safety of one document, true at every moment (docs 2, I7). */
export type DocumentStatus = {
  readonly documentId: DocumentId;
  readonly access: "write" | "read";
  readonly connection: ConnectionStatus;
  readonly storage: StorageStatus;
  /** Edits of this tab that are not sealed yet: a crash now would lose them. */
  readonly unsealed: number;
  /** Sealed changes that the server has not confirmed as durable (a compacted day of writing counts as one). */
  readonly unsent: number;
  /** The server has confirmed everything sealed here at least once since the document was opened. */
  readonly confirmed: boolean;
  /** Changes that cannot be opened yet. They are kept. */
  readonly unopened: number;
  /** The server answered with less than it had once confirmed (an old backup?). A writer gives it back by itself. */
  readonly serverWentBack: boolean;
};
