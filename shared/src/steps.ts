/** How many steps there are. Their numbering comes from the source the steps follow, and never changes. */
export const STEP_COUNT = 21;

/** The number of one step. Documents store it, so it means the same step for ever. */
export type StepNumber =
  | 1
  | 2
  | 3
  | 4
  | 5
  | 6
  | 7
  | 8
  | 9
  | 10
  | 11
  | 12
  | 13
  | 14
  | 15
  | 16
  | 17
  | 18
  | 19
  | 20
  | 21;

export const isStepNumber = (n: number): n is StepNumber => Number.isInteger(n) && n >= 1 && n <= STEP_COUNT;
