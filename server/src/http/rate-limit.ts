import { RATE_KEYS_MAX } from "@mendboard/shared/limits";

const MINUTE_MS = 60_000;

/** Counts what each key does in a minute. Memory is bounded: the key longest unseen is forgotten first. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #windows = new Map<string, { readonly startedAt: number; count: number }>();

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** @returns false when the key has had its share of this minute */
  take(key: string): boolean {
    const now = this.#now();
    const known = this.#windows.get(key);
    const window =
      known !== undefined && now - known.startedAt < MINUTE_MS ? known : { startedAt: now, count: 0 };
    window.count += 1;
    this.#windows.delete(key);
    this.#windows.set(key, window);
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > RATE_KEYS_MAX && oldest !== undefined) this.#windows.delete(oldest);
    return window.count <= this.#perMinute;
  }
}
