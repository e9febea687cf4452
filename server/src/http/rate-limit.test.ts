import { RATE_KEYS_MAX } from "@mendboard/shared/limits";
import { expect, test } from "vitest";
import { RateLimit } from "./rate-limit.ts";

test("a key may do so much a minute, another its own share, and the next minute is a new one", () => {
  let now = 0;
  const limit = new RateLimit(2, () => now);
  expect([limit.take("a"), limit.take("a"), limit.take("a"), limit.take("b")]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  now = 60_000;
  expect(limit.take("a")).toBe(true);
});

test("however many keys there are, only so many are remembered, and the one that keeps asking is", () => {
  const limit = new RateLimit(1, () => 0);
  limit.take("insistent");
  for (let key = 0; key < RATE_KEYS_MAX * 1.5; key += 1) {
    limit.take(`key ${key}`);
    if (key % 1_000 === 0) expect(limit.take("insistent")).toBe(false);
  }
  expect(limit.take("key 0")).toBe(true);
});
