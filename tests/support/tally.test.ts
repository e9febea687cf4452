import { expect, test } from "vitest";
import { sum, tallyOf } from "./tally.ts";

test("a suite counts as it reports", () => {
  expect(tallyOf({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 });
  expect(tallyOf({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 });
});

test("a suite without a test has failed", () => {
  expect(tallyOf({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
});

test("a suite that ends badly has failed, whatever its tests say", () => {
  expect(tallyOf({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
  expect(tallyOf({ passed: 3, failed: 0 }, null)).toEqual({ passed: 3, failed: 1 });
  expect(tallyOf(undefined, 0)).toEqual({ passed: 0, failed: 1 });
});

test("tallies add up", () => {
  expect(sum([])).toEqual({ passed: 0, failed: 0 });
  expect(
    sum([
      { passed: 1, failed: 2 },
      { passed: 3, failed: 4 },
    ]),
  ).toEqual({ passed: 4, failed: 6 });
});
