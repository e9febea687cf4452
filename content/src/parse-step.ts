import * as v from "valibot";
import { parse as parseYaml, YAMLParseError } from "yaml";
import { findForbiddenWords } from "./forbidden-words.ts";
import { OUTLINE } from "./outline.ts";
import type { Report } from "./problems.ts";
import { type Block, parseBlocks, plainText } from "./prose.ts";
import { parseSections } from "./sections.ts";
import { type Step, type StepFrontmatter, StepFrontmatterSchema } from "./step.ts";

/**
 * One step from the text of its file.
 *
 * @param fileName `NN-key.md`; the number and key in it agree with the frontmatter
 * @returns undefined when the frontmatter cannot be read; every problem has then been reported. A step that comes
 *   back may have reported problems too.
 */
export function parseStep(fileName: string, text: string, report: Report): Step | undefined {
  const parts = FRONTMATTER.exec(text.replaceAll("\r\n", "\n"));
  if (!parts) {
    report("frontmatter", 'the file does not open with "---", fields and "---"');
    return undefined;
  }
  const [, yaml = "", prose = ""] = parts;
  const frontmatter = parseFrontmatter(yaml, report);
  const sections = parseStepSections(prose, report);
  if (!frontmatter) return undefined;

  checkPlace(fileName, frontmatter, report);
  checkWords(frontmatter, sections, report);
  const { evidence, first, ...entry } = frontmatter;
  return { entry, body: { ...sections, evidence, first } };
}

const FRONTMATTER = /^---\n(.*?\n)---\n(.*)$/s;

type StepSections = {
  readonly why: readonly Block[];
  readonly how: readonly Block[];
  readonly restsOn: readonly Block[];
  readonly care?: readonly Block[];
};

/** The headings a file may use, in this order. They are names, the same in every language; no reader sees them. */
const HEADINGS = ["why", "how", "rests-on", "care"];

function parseFrontmatter(yaml: string, report: Report): StepFrontmatter | undefined {
  let fields: unknown;
  try {
    fields = parseYaml(yaml);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    report("frontmatter", error.message);
    return undefined;
  }
  const result = v.safeParse(StepFrontmatterSchema, fields);
  if (result.success) return result.output;
  for (const issue of result.issues) report(v.getDotPath(issue) ?? "frontmatter", issue.message);
  return undefined;
}

function parseStepSections(prose: string, report: Report): StepSections {
  const sections = parseSections(prose, (reason) => report("prose", reason));
  const found = sections.map(({ heading }) => heading);
  const unknown = found.filter((heading) => !HEADINGS.includes(heading));
  for (const heading of unknown) report(`## ${heading}`, `is not one of ${HEADINGS.join(", ")}`);
  const known = found.filter((heading) => HEADINGS.includes(heading));
  const inOrder = HEADINGS.filter((heading) => known.includes(heading));
  if (known.join() !== inOrder.join()) {
    report("prose", `sections stand once each and in the order ${HEADINGS.join(", ")}`);
  }

  const blocksOf = (heading: string): readonly Block[] | undefined => {
    const section = sections.find((candidate) => candidate.heading === heading);
    if (!section) return undefined;
    const blocks = parseBlocks(section.tokens, (reason) => report(`## ${heading}`, reason));
    if (blocks.length === 0) report(`## ${heading}`, "is empty");
    return blocks;
  };
  const requiredBlocksOf = (heading: string): readonly Block[] => {
    const blocks = blocksOf(heading);
    if (!blocks) report(`## ${heading}`, "is missing");
    return blocks ?? [];
  };
  const care = blocksOf("care");
  return {
    why: requiredBlocksOf("why"),
    how: requiredBlocksOf("how"),
    restsOn: requiredBlocksOf("rests-on"),
    ...(care && { care }),
  };
}

/** Number, key, season and file name all say the same step. */
function checkPlace(fileName: string, { step, key, season }: StepFrontmatter, report: Report): void {
  const expectedName = `${String(step).padStart(2, "0")}-${key}.md`;
  if (fileName !== expectedName) report("file name", `is not ${expectedName}, as step and key say`);
  const place = OUTLINE[step - 1];
  if (!place) throw new RangeError(`step ${step} has no place in the outline`);
  if (key !== place.key) report("key", `step ${step} is "${place.key}" for ever`);
  if (season !== place.season) report("season", `step ${step} belongs to ${place.season}`);
}

/** Everything of ours that a reader sees. Titles of studies and names of their authors are not ours. */
function checkWords(
  { title, invitation, evidence, first }: StepFrontmatter,
  sections: StepSections,
  report: Report,
): void {
  const texts: Record<string, string> = { title, invitation, "first.label": first.label };
  if ("start" in first) texts["first.start"] = first.start;
  if ("text" in first) texts["first.text"] = first.text;
  for (const [index, source] of evidence.sources.entries())
    texts[`evidence.sources.${index}.says`] = source.says;
  texts["## why"] = plainText(sections.why);
  texts["## how"] = plainText(sections.how);
  texts["## rests-on"] = plainText(sections.restsOn);
  texts["## care"] = plainText(sections.care ?? []);

  for (const [field, text] of Object.entries(texts)) {
    const words = findForbiddenWords(text);
    if (words.length > 0) report(field, `uses what never reaches the screen: ${words.join(", ")}`);
  }
}
