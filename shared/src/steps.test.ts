import { expect, test } from "vitest";
import { isStepNumber, STEP_COUNT } from "./steps.ts";

test("every whole number from 1 to 21 is a step, and its neighbours are not", () => {
  const candidates = Array.from({ length: STEP_COUNT + 4 }, (_, index) => index - 1);
  const steps = candidates.filter(isStepNumber);
  expect(steps).toHaveLength(21);
  expect([steps.at(0), steps.at(-1)]).toEqual([1, 21]);
});

test("a fraction, an infinity or no number at all is not a step", () => {
  expect([1.5, Number.POSITIVE_INFINITY, Number.NaN].some(isStepNumber)).toBe(false);
});
