import { findForbiddenWords } from "./forbidden-words.ts";
import type { Report } from "./problems.ts";
import { type Block, parseBlocks, plainText } from "./prose.ts";
import { parseSections } from "./sections.ts";

/** A question couples ask, answered twice: once at a glance, once with its reasons. */
export type Question = {
  readonly question: string;
  readonly short: string;
  readonly longer: readonly Block[];
};

/** How many questions there are, in every language. */
const QUESTION_COUNT = 5;

/**
 * The questions in file order: each `##` heading is the question, the first paragraph its short answer, the rest the
 * longer one.
 */
export function parseQuestions(text: string, report: Report): readonly Question[] {
  const sections = parseSections(text.replaceAll("\r\n", "\n"), (reason) => report("questions", reason));
  if (sections.length !== QUESTION_COUNT) {
    report("questions", `${sections.length} questions instead of ${QUESTION_COUNT}`);
  }
  return sections.map(({ heading, tokens }) => {
    const field = `## ${heading}`;
    const [short, ...longer] = parseBlocks(tokens, (reason) => report(field, reason));
    if (short?.type !== "paragraph") report(field, "does not open with a short answer in one paragraph");
    if (longer.length === 0) report(field, "has no longer answer");
    const answer = plainText(short ? [short] : []);
    const words = findForbiddenWords(`${heading}\n${answer}\n${plainText(longer)}`);
    if (words.length > 0) report(field, `uses what never reaches the screen: ${words.join(", ")}`);
    return { question: heading, short: answer, longer };
  });
}
