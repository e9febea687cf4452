import fc from "fast-check";
import { expect, test } from "vitest";
import { addRanges, coversRange } from "./clock-ranges.ts";

const range = fc
  .tuple(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 12 }))
  .map(([from, size]) => [from, from + size]);
const ranges = fc.array(range, { maxLength: 12 }).map((pairs) => pairs.flat());

const clocksOf = (pairs: readonly number[]): ReadonlySet<number> => {
  const clocks = new Set<number>();
  for (let index = 0; index < pairs.length; index += 2) {
    for (let clock = pairs[index] ?? 0; clock < (pairs[index + 1] ?? 0); clock += 1) clocks.add(clock);
  }
  return clocks;
};

test("a union holds what either held, in pairs that ascend and never touch", () => {
  fc.assert(
    fc.property(ranges, ranges, (left, right) => {
      const union = addRanges(addRanges([], left), right);
      expect(clocksOf(union)).toEqual(clocksOf([...left, ...right]));
      for (let index = 1; index < union.length; index += 1) {
        expect(union[index]).toBeGreaterThan(union[index - 1] ?? 0);
      }
    }),
  );
});

test("a range is covered exactly when each of its clocks is held", () => {
  fc.assert(
    fc.property(ranges, range, (held, [from = 0, to = 0]) => {
      const pairs = addRanges([], held);
      const clocks = clocksOf(pairs);
      const each = Array.from({ length: to - from }, (_, index) => from + index);
      expect(coversRange(pairs, from, to)).toBe(each.every((clock) => clocks.has(clock)));
    }),
  );
});
