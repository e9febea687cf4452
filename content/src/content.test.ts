import { expect, test } from "vitest";
import { findForbiddenWords } from "./forbidden-words.ts";
import { loadContent } from "./load.ts";
import { SEASONS } from "./outline.ts";
import { type Block, plainText } from "./prose.ts";
import type { Step, StepBody } from "./step.ts";

/** What is written in English, held to what the loader leaves to judgement. Another language has other measures. */
const { steps, questions } = await loadContent();

const sectionsOf = (body: StepBody): readonly (readonly [string, readonly Block[]])[] => [
  ["why", body.why],
  ["how", body.how],
  ["rests-on", body.restsOn],
  ...(body.care ? ([["care", body.care]] as const) : []),
];

/** Every sentence of ours that a reader of the step sees. */
const textOf = ({ entry, body }: Step): string =>
  [
    entry.title,
    entry.invitation,
    body.first.label,
    "start" in body.first ? body.first.start : "",
    "text" in body.first ? body.first.text : "",
    ...body.evidence.sources.map(({ says }) => says),
    ...sectionsOf(body).map(([, blocks]) => plainText(blocks)),
  ].join("\n");

const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}'-]+/gu) ?? [];
/** A sentence ends at a stop, a question mark or dots, with the quote after it, or at the end of its line. */
const sentencesIn = (text: string): readonly string[] =>
  text.split(/(?<=[.?…]["')]*)\s+|\n/).filter((sentence) => wordsIn(sentence).length > 0);

test("21 steps stand in order, 8 steadying, 5 understanding, 8 building", () => {
  expect(steps.map(({ entry }) => entry.step)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
  const stepsOf = SEASONS.map((season) => steps.filter(({ entry }) => entry.season === season));
  expect(stepsOf.map((season) => season.map(({ entry }) => entry.step))).toEqual([
    [1, 2, 3, 5, 7, 11, 12, 20],
    [4, 9, 13, 15, 19],
    [6, 8, 10, 14, 16, 17, 18, 21],
  ]);
});

test("every tool of today begins some step, and some step begins away from the screen", () => {
  const tools = new Set(steps.map(({ body }) => body.first.tool));
  expect(tools).toEqual(new Set(["plan-card", "limit", "list-line", "step-word", "away"]));
});

test("every section reads easily: at most 16 words a sentence on average, and none above 30", () => {
  const sections = steps.flatMap(({ entry, body }) =>
    sectionsOf(body).map(([name, blocks]) => ({ place: `${entry.key} ${name}`, text: plainText(blocks) })),
  );
  const hard = sections.flatMap(({ place, text }) => {
    const sentences = sentencesIn(text).map((sentence) => wordsIn(sentence).length);
    const average = wordsIn(text).length / sentences.length;
    const longest = Math.max(...sentences);
    return average <= 16 && longest <= 30 ? [] : [{ place, average, longest }];
  });
  expect(hard).toEqual([]);
});

test("every step can be read at eleven, by the automated readability index", () => {
  const hard = steps.flatMap(({ entry, body }) => {
    const text = sectionsOf(body)
      .map(([, blocks]) => plainText(blocks))
      .join("\n");
    const words = wordsIn(text).length;
    const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    // Smith and Senter, 1967: the result is a school grade; grade 6 begins at eleven.
    const grade = 4.71 * (letters / words) + 0.5 * (words / sentencesIn(text).length) - 21.43;
    return grade <= 6 ? [] : [{ step: entry.key, grade }];
  });
  expect(hard).toEqual([]);
});

test("every step says why in 60 to 140 words and how in three to six parts", () => {
  for (const { entry, body } of steps) {
    const why = wordsIn(plainText(body.why)).length;
    expect(why, entry.key).toBeGreaterThanOrEqual(60);
    expect(why, entry.key).toBeLessThanOrEqual(140);
    const parts = plainText(body.how).split("\n");
    expect(parts.length, entry.key).toBeGreaterThanOrEqual(3);
    expect(parts.length, entry.key).toBeLessThanOrEqual(6);
  }
});

test("no step holds a forbidden word, a trace of markup or a claim nobody can keep", () => {
  for (const step of steps) {
    const text = textOf(step);
    expect(findForbiddenWords(text), step.entry.key).toEqual([]);
    expect(text, step.entry.key).not.toMatch(/[<>*_`#[\]{}|\\]|https?:/);
    expect(text, step.entry.key).not.toMatch(/fully restore|proven|guarantee|\bcure/i);
  }
});

test("no step sends anybody to a tool that is not there", () => {
  const toolsToCome = /\b(check-?in|reflection|statement|tap|click|press|button|screen|app)\b/i;
  expect(steps.filter((step) => toolsToCome.test(textOf(step))).map(({ entry }) => entry.key)).toEqual([]);
});

test("every label fits a button, every start goes on, and what is done away is read in seconds", () => {
  for (const { entry, body } of steps) {
    const { first } = body;
    expect(first.label, entry.key).toMatch(/^.{1,44}(?<![.: ])$/);
    if ("start" in first) expect(first.start, entry.key).toMatch(/[\p{L},:] $/u);
    if (first.tool === "away") expect(wordsIn(first.text).length, entry.key).toBeLessThanOrEqual(60);
  }
});

test("what two people write together is not begun as one of them", () => {
  const shared = steps.flatMap(({ body: { first } }) =>
    first.tool === "plan-card" || first.tool === "list-line" ? [first.start] : [],
  );
  expect(shared.filter((start) => /\b(I|me|my|mine|you|your)\b/i.test(start))).toEqual([]);
});

test("forgiving begins in private", () => {
  const forgiveness = steps.find(({ entry }) => entry.key === "forgiveness");
  expect(forgiveness?.body.first.tool).toBe("away");
});

const ONLY_PARTLY = /only partly (after|when there had been) deception|deception it came back only partly/;

test("where a study brought trust back, the text says that after deception it was only partly", () => {
  const claims = steps.flatMap(({ entry, body }) =>
    [plainText(body.restsOn), ...body.evidence.sources.map(({ says }) => says)]
      .filter((text) => /brought trust back/.test(text))
      .map((text) => ({ key: entry.key, text })),
  );
  expect(claims.length).toBeGreaterThan(0);
  for (const { key, text } of claims) expect(text, key).toMatch(ONLY_PARTLY);
});

test("five questions are answered at a glance, and once more in two to four sentences", () => {
  expect(questions.map(({ question }) => question)).toEqual([
    "Where do we start?",
    "Do we have to forgive?",
    "Do we need a counselor?",
    "Can trust come all the way back?",
    "How do we know it is getting better?",
  ]);
  for (const { question, longer } of questions) {
    const sentences = sentencesIn(plainText(longer)).length;
    expect(sentences, question).toBeGreaterThanOrEqual(2);
    expect(sentences, question).toBeLessThanOrEqual(4);
  }
});
