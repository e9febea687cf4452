/** Ends a timer; ending it twice, or after it ran, does nothing. */
export type Cancel = () => void;

/** What a document takes from its surroundings, so that a test can hold time and chance in its hand. */
export interface Environment {
  /** Epoch milliseconds. */
  now(): number;
  /** Run once after `delayMs`. */
  after(delayMs: number, run: () => void): Cancel;
  /** In [0, 1); for jitter and elections, never for keys. */
  random(): number;
  /** Unguessable bytes, for nonces and secrets. */
  randomBytes(length: number): Uint8Array<ArrayBuffer>;
}

export const systemEnvironment: Environment = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
