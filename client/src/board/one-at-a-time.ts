/**
 * `task`, never run twice at once. Asked for while it runs, it runs once more afterwards, however often it was asked:
 * the answer a caller gets was always begun after their question.
 */
export function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const run = (): Promise<void> => {
    running = task().finally(() => {
      running = null;
    });
    return running;
  };

  return () => {
    if (running === null) return run();
    const again = (): Promise<void> => {
      next = null;
      return run();
    };
    // Also after a run that went wrong: its caller has heard of it, and this one asked for another.
    next ??= running.then(again, again);
    return next;
  };
}
