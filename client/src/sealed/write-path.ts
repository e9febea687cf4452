import * as Y from "yjs";
import type { Cancel, Environment } from "../sync/environment.ts";
import { REMOTE } from "./remote-origin.ts";

export type WritePathOptions = {
  readonly inner: Y.Doc;
  readonly environment: Environment;
  /** Seal and append one update. At most one runs at a time, so the log keeps the order of the edits. */
  readonly seal: (update: Uint8Array) => Promise<void>;
  /** How long to gather edits after a seal began. Zero: seal whenever none is in flight. */
  readonly windowMs: () => number;
  /** {@link WritePath.unsealed} changed. */
  readonly onChange: () => void;
};

/**
 * Own edits on their way into sealed chunks: the first edit after a rest at once, those that follow gathered for a
 * window. At once, because a timer that starts with a page's last key does not end before the page does (measured:
 * 0 of 12 navigations; sealing at once 12 of 12).
 */
export class WritePath {
  readonly #options: WritePathOptions;
  #waiting: Uint8Array[] = [];
  #inFlight: { readonly edits: number; readonly done: Promise<void> } | null = null;
  #cancelWindow: Cancel | null = null;

  constructor(options: WritePathOptions) {
    this.#options = options;
    options.inner.on("update", this.#follow);
  }

  /** What waits stays unsealed: flush before. */
  destroy(): void {
    this.#options.inner.off("update", this.#follow);
    this.#endWindow();
  }

  /** Edits that a crash would lose now. */
  get unsealed(): number {
    return this.#waiting.length + (this.#inFlight?.edits ?? 0);
  }

  /** Starts to seal what waits before it returns, unless a seal is in flight; resolves when all of it is appended. */
  async flush(): Promise<void> {
    this.#endWindow();
    this.#sealNow();
    while (this.#inFlight !== null) {
      // One after the other is the point.
      await this.#inFlight.done;
      this.#endWindow();
      this.#sealNow();
    }
  }

  /** Run a task in the place of a seal, at once or behind the one in flight: no seal runs meanwhile, edits gather. */
  async exclusively(task: () => Promise<void>): Promise<void> {
    // Another may have begun meanwhile.
    while (this.#inFlight !== null) await this.#inFlight.done;
    await this.#run(0, task);
  }

  get isResting(): boolean {
    return this.#inFlight === null && this.#waiting.length === 0;
  }

  readonly #follow = (update: Uint8Array, origin: unknown): void => {
    if (origin === REMOTE) return;
    this.#waiting.push(update);
    if (this.#cancelWindow === null) this.#sealNow();
    this.#options.onChange();
  };

  #sealNow(): void {
    if (this.#inFlight !== null || this.#waiting.length === 0) return;
    const updates = this.#waiting;
    this.#waiting = [];
    this.#beginWindow();
    void this.#run(updates.length, async () => {
      try {
        await this.#options.seal(mergeInGroups(updates));
      } catch (error) {
        // A bug below must not cost words: they go with the next seal.
        this.#waiting = [...updates, ...this.#waiting];
        throw error;
      }
    });
  }

  #run(edits: number, task: () => Promise<void>): Promise<void> {
    const done = this.#finish(task);
    this.#inFlight = { edits, done };
    return done;
  }

  async #finish(task: () => Promise<void>): Promise<void> {
    let succeeded = false;
    try {
      await task();
      succeeded = true;
    } finally {
      this.#inFlight = null;
      // After a failure the next edit tries again, not a loop.
      if (succeeded && this.#cancelWindow === null) this.#sealNow();
      this.#options.onChange();
    }
  }

  #beginWindow(): void {
    const windowMs = this.#options.windowMs();
    if (windowMs === 0) return;
    this.#cancelWindow = this.#options.environment.after(windowMs, () => {
      this.#cancelWindow = null;
      this.#sealNow();
    });
  }

  #endWindow(): void {
    this.#cancelWindow?.();
    this.#cancelWindow = null;
  }
}

/** `Y.mergeUpdates` is quadratic in the number of updates; in groups of 64 it is not, and the result is the same. */
function mergeInGroups(updates: readonly Uint8Array[]): Uint8Array {
  const [first] = updates;
  if (updates.length === 1 && first !== undefined) return first;
  if (updates.length <= 64) return Y.mergeUpdates([...updates]);
  const groups: Uint8Array[] = [];
  for (let at = 0; at < updates.length; at += 64) groups.push(Y.mergeUpdates(updates.slice(at, at + 64)));
  return mergeInGroups(groups);
}
