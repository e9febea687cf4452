/** Long enough for a busy machine. */
const WAIT_MS = 15_000;

/** Waits for an event that must come; when it does not, the error says what was waited for. */
export function within<T = void>(
  what: string,
  start: (done: (value: T) => void) => unknown,
  waitMs: number = WAIT_MS,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error(`waited ${waitMs} ms for ${what}`)), waitMs);
    start((value) => {
      clearTimeout(deadline);
      resolve(value);
    });
  });
}
