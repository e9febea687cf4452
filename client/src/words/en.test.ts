import { findForbiddenWords } from "@mendboard/content/forbidden-words";
import { describe, expect, test } from "vitest";
import { en } from "./en.ts";
import * as sample from "./sample-en.ts";

/** Every sentence below `node`, with its key; a sentence with gaps is said once with names and once with counts. */
function sentences(node: unknown, key: string): readonly (readonly [string, string])[] {
  if (typeof node === "string") return [[key, node]];
  if (typeof node === "function") {
    return [
      [key, String(node("Maya", "Sam", "Sam"))],
      [key, String(node(1, 1, 1))],
      [key, String(node(2, 2, 2))],
    ];
  }
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([part, below]) =>
    sentences(below, key === "" ? part : `${key}.${part}`),
  );
}

const all = sentences(en, "");

describe("the dictionary", () => {
  test("says none of the words that are never on the screen", () => {
    expect(all.length).toBeGreaterThan(200);
    const found = all.filter(([, sentence]) => findForbiddenWords(sentence).length > 0);
    expect(found).toEqual([]);
  });

  test("leaves no gap unfilled and no blank at an end", () => {
    const wrong = all.filter(([, sentence]) => /undefined|\[object|\{\{|^\s|\s$| {2}/.test(sentence));
    expect(wrong).toEqual([]);
  });

  test("uses none of our own terms as words for people", () => {
    const terms = /\b(statement|mechanism|audience|sealed|revealed|document|seat|token|sync|lane|kind)\b/i;
    expect(all.filter(([, sentence]) => terms.test(sentence))).toEqual([]);
  });
});

test("the sample's people say none of the words that are never on the screen", () => {
  const found = sentences({ ...sample }, "").filter(
    ([, sentence]) => findForbiddenWords(sentence).length > 0,
  );
  expect(found).toEqual([]);
});
