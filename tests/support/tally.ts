/** How a suite went. One of no tests at all has failed: it found nothing out. */
export type Tally = { readonly passed: number; readonly failed: number };

/**
 * Counts what a suite reported, and does not take its word for it: a suite that ended badly without a failed test, or
 * without any test, counts as one failure.
 *
 * @param exitCode of its process; `null` when a signal or a deadline ended it
 */
export function tallyOf(reported: Tally | undefined, exitCode: number | null): Tally {
  const { passed, failed } = reported ?? { passed: 0, failed: 0 };
  const isSilentFailure = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: isSilentFailure ? 1 : failed };
}

export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((total, { passed }) => total + passed, 0),
  failed: tallies.reduce((total, { failed }) => total + failed, 0),
});
