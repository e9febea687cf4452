import { expect, test } from "vitest";
import { lp, lp32 } from "./bytes.ts";

test("[S1] LP is a length of two bytes and UTF-8, LP32 one of four", () => {
  expect([...lp("aé")]).toEqual([0, 3, 0x61, 0xc3, 0xa9]);
  expect([...lp32("aé")]).toEqual([0, 0, 0, 3, 0x61, 0xc3, 0xa9]);
});

test("[S1] a label that does not fit its length is a bug, not a cut label", () => {
  expect(() => lp("x".repeat(65_536))).toThrow(RangeError);
});
