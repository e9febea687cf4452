import type { DocumentStatus, RefusalReason, StorageRefusal } from "./document-status.ts";
import type { Cancel, Environment } from "./environment.ts";

/**
 * The one line about saving, for all documents of a board together. Each is true at the moment it is given:
 * - `app-too-old`: the server asks for a newer app; reading goes on.
 * - `refused`: the server does not take this device's changes any more. `unsent` of them are only here.
 * - `storage-refused`: the device keeps no copy; until `unsent` is zero, closing the page loses words.
 * - `saving-on-device`: a crash now could lose the last moment.
 * - `offline`: no connection for 5 s or more; everything is on this device, `unsent` changes nowhere else.
 * - `sending`: everything is on this device, and `count` changes are on their way.
 * - `saved-on-device`: everything is on this device; whether the server has it is being found out.
 * - `saved`: everything is durable on the server (and here).
 */
export type SyncLine =
  | { readonly state: "app-too-old" }
  | { readonly state: "refused"; readonly reason: RefusalReason; readonly unsent: number }
  | { readonly state: "storage-refused"; readonly reason: StorageRefusal; readonly unsent: number }
  | { readonly state: "saving-on-device" }
  | { readonly state: "offline"; readonly unsent: number }
  | { readonly state: "sending"; readonly count: number }
  | { readonly state: "saved-on-device" }
  | { readonly state: "saved" };

export type SyncStatus = {
  readonly line: SyncLine;
  /** Changes that cannot be opened yet, in all documents. */
  readonly unopened: number;
  readonly serverWentBack: boolean;
};

/** A short gap is no news: reconnecting takes a second or two. */
export const OFFLINE_SHOWN_AFTER_MS = 5_000;

/** @param longOffline has there been no connection for {@link OFFLINE_SHOWN_AFTER_MS}? */
export const summarize = (documents: readonly DocumentStatus[], longOffline: boolean): SyncStatus => ({
  line: lineOf(documents, longOffline),
  unopened: sum(documents.map(({ unopened }) => unopened)),
  serverWentBack: documents.some(({ serverWentBack }) => serverWentBack),
});

/** Are all documents connected? A refused one is not waited for. */
export const isConnected = (documents: readonly DocumentStatus[]): boolean =>
  documents.every(({ connection: { state } }) => state === "synced" || state === "refused");

function lineOf(documents: readonly DocumentStatus[], longOffline: boolean): SyncLine {
  const unsent = sum(documents.map((document) => document.unsent + document.unsealed));
  const refusals = documents.flatMap(({ connection }) =>
    connection.state === "refused" ? [connection.reason] : [],
  );
  const [reason] = refusals;
  if (refusals.includes("protocol-too-old")) return { state: "app-too-old" };
  if (reason !== undefined) return { state: "refused", reason, unsent };

  const storageRefusal = documents.map(storageRefusalOf).find((refusal) => refusal !== null);
  if (storageRefusal !== undefined) return { state: "storage-refused", reason: storageRefusal, unsent };

  // The other's changes are durable before they come here; keeping a copy of them is no news.
  if (
    documents.some(
      ({ unsealed, unsent: own, storage }) => unsealed > 0 || (own > 0 && storage.state === "writing"),
    )
  ) {
    return { state: "saving-on-device" };
  }
  if (longOffline) return { state: "offline", unsent };
  if (unsent > 0 && isConnected(documents)) return { state: "sending", count: unsent };
  if (unsent > 0 || !documents.every(({ confirmed }) => confirmed)) return { state: "saved-on-device" };
  return { state: "saved" };
}

const storageRefusalOf = ({ storage }: DocumentStatus): StorageRefusal | null =>
  storage.state === "refused" ? storage.reason : null;

const sum = (counts: readonly number[]): number => counts.reduce((total, each) => total + each, 0);

/**
 * Follows the documents of a board and keeps the one timer there is: when has the connection been gone for five
 * seconds? The caller says when a document's status changed.
 */
export class SyncStatusWatch {
  readonly #environment: Environment;
  readonly #onChange: (status: SyncStatus) => void;
  #documents: readonly DocumentStatus[] = [];
  #longOffline = false;
  #cancelTimer: Cancel | null = null;

  constructor(environment: Environment, onChange: (status: SyncStatus) => void) {
    this.#environment = environment;
    this.#onChange = onChange;
  }

  update(documents: readonly DocumentStatus[]): void {
    this.#documents = documents;
    if (isConnected(documents)) {
      this.stop();
      this.#longOffline = false;
    } else if (!this.#longOffline) {
      this.#cancelTimer ??= this.#environment.after(OFFLINE_SHOWN_AFTER_MS, () => {
        this.#cancelTimer = null;
        this.#longOffline = true;
        this.#emit();
      });
    }
    this.#emit();
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #emit(): void {
    this.#onChange(summarize(this.#documents, this.#longOffline));
  }
}
