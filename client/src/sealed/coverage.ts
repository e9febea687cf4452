import * as Y from "yjs";
import type { Cancel, Environment } from "../sync/environment.ts";

/** Time for the one who is missing something in the log to send it, before we send what we have. */
const SECOND_LOOK_MS_MAX = 5_000;

/**
 * What `inner` holds and these updates together do not; null when they hold everything. Deletions count: a plain diff
 * is never empty after one, so it cannot answer this.
 */
export function missingFrom(updates: readonly Uint8Array[], inner: Uint8Array): Uint8Array | null {
  const union = new Y.Doc();
  for (const update of updates) Y.applyUpdate(union, update);
  const covered = Y.snapshotContainsUpdate(Y.snapshot(union), inner);
  const missing = covered ? null : Y.diffUpdate(inner, Y.encodeStateVector(union));
  union.destroy();
  return missing;
}

export type CoverageAuditOptions = {
  readonly environment: Environment;
  /** May a look begin now? Not while anything is on its way in or out, or waits for earlier changes. */
  readonly isCalm: () => boolean;
  /** Is everything in `inner` covered by the log? With `heal`, what is missing is appended as well. */
  readonly look: (heal: boolean) => Promise<"covered" | "missing">;
};

/**
 * After somebody else's snapshot: does the log still hold all that we hold? A sound snapshot always leaves it so; this
 * heals what an unsound one (an old app, a bug, a restored backup) took away. Two looks, a random while apart, so that
 * not everybody sends the same.
 */
export class CoverageAudit {
  readonly #options: CoverageAuditOptions;
  #due: "first" | "second" | null = null;
  #looking = false;
  #cancelSecond: Cancel | null = null;

  constructor(options: CoverageAuditOptions) {
    this.#options = options;
  }

  request(): void {
    if (this.#cancelSecond !== null) return;
    this.#due ??= "first";
    void this.resume();
  }

  /** Go on when things are calm again. */
  async resume(): Promise<void> {
    const look = this.#due;
    if (look === null || this.#looking || !this.#options.isCalm()) return;
    this.#due = null;
    this.#looking = true;
    const found = await this.#options.look(look === "second").finally(() => {
      this.#looking = false;
    });
    if (found === "missing" && look === "first") this.#lookAgainLater();
    else void this.resume();
  }

  destroy(): void {
    this.#cancelSecond?.();
    this.#due = null;
  }

  #lookAgainLater(): void {
    const delayMs = this.#options.environment.random() * SECOND_LOOK_MS_MAX;
    this.#cancelSecond = this.#options.environment.after(delayMs, () => {
      this.#cancelSecond = null;
      this.#due = "second";
      void this.resume();
    });
  }
}
