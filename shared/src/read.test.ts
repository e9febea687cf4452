import { expect, test } from "vitest";
import * as Y from "yjs";
import { NAME_LENGTH_MAX } from "./limits.ts";
import { readName } from "./read.ts";
import { voiceRoots } from "./schema.ts";

/** A name as a hostile partner's app may have written it, past every edit of ours. */
function nameOf(written: unknown): string {
  const { profile } = voiceRoots(new Y.Doc());
  profile.set("name", written);
  return readName(profile);
}

test("a name is read within its bound, and no letter is cut in two", () => {
  expect(nameOf("x".repeat(5_000))).toHaveLength(NAME_LENGTH_MAX);
  const cut = nameOf(`${"x".repeat(NAME_LENGTH_MAX - 1)}😀`);
  expect(cut).toBe("x".repeat(NAME_LENGTH_MAX - 1));
});

test("a name can neither turn a sentence around nor break it", () => {
  expect(nameOf("\u202Emas\u202C \u2066x\u2069\u200F")).toBe("mas x");
  expect(nameOf(" Sam\r\nhas\u2028left\n")).toBe("Sam has left");
});

test("names in any script are left as they are", () => {
  for (const name of ["Zoë", "מאיה", "سام", "李小龍", "👩‍🚀 Sam"]) expect(nameOf(name)).toBe(name);
});
