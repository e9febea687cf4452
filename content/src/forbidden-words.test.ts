import { expect, test } from "vitest";
import { findForbiddenWords, FORBIDDEN_CHARACTERS, FORBIDDEN_WORDS } from "./forbidden-words.ts";

test("every word and character of the list is found, also in capitals", () => {
  const everything = [...FORBIDDEN_WORDS, ...FORBIDDEN_CHARACTERS];
  expect(findForbiddenWords(everything.join(" ").toUpperCase())).toEqual(everything);
});

test("a word is found next to quotes, dashes and apostrophes", () => {
  expect(findForbiddenWords('"You must-have", a score’s end')).toEqual(["score", "must"]);
});

test("a word inside a longer one is not found", () => {
  expect(findForbiddenWords("Point out the mustard, rescore the overscore")).toEqual([]);
});

test("a character is found wherever it stands, and each finding is named once", () => {
  expect(findForbiddenWords("100%! Yes! Points points")).toEqual(["points", "%", "!"]);
});

test("plain calm words pass", () => {
  expect(findForbiddenWords("A limit needs to be heard, not allowed.")).toEqual([]);
});
