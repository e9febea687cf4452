import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { STEP_COUNT } from "@mendboard/shared/steps";
import { parseQuestions, type Question } from "./parse-questions.ts";
import { parseStep } from "./parse-step.ts";
import { ContentError, type ContentProblem, type Report } from "./problems.ts";
import type { Step } from "./step.ts";

/** Everything written in one language, checked. */
export type Content = {
  /** All 21, in the order of their numbers. */
  readonly steps: readonly Step[];
  readonly questions: readonly Question[];
};

/** Where the content lies: `steps/<locale>/` and `questions/<locale>.md` below it. */
export const CONTENT_FOLDER = join(import.meta.dirname, "..");

export type ContentPlace = { readonly folder?: string; readonly locale?: string };

/**
 * Read, check and order the content of one language.
 *
 * @throws ContentError naming file, field and reason of everything that is wrong
 */
export async function loadContent({
  folder = CONTENT_FOLDER,
  locale = "en",
}: ContentPlace = {}): Promise<Content> {
  const problems: ContentProblem[] = [];
  const reportIn =
    (file: string): Report =>
    (field, reason) =>
      problems.push({ file, field, reason });

  const steps = await loadSteps(folder, `steps/${locale}`, reportIn);
  const questionsFile = `questions/${locale}.md`;
  const questionsText = await readText(join(folder, questionsFile), reportIn(questionsFile));
  const questions = questionsText === undefined ? [] : parseQuestions(questionsText, reportIn(questionsFile));
  if (problems.length > 0) throw new ContentError(problems);
  return { steps, questions };
}

async function loadSteps(
  folder: string,
  stepsFolder: string,
  reportIn: (file: string) => Report,
): Promise<readonly Step[]> {
  const fileNames = await listMarkdown(join(folder, stepsFolder), reportIn(stepsFolder));
  const steps: Step[] = [];
  const fileOf = new Map<unknown, string>();
  for (const fileName of fileNames) {
    const file = `${stepsFolder}/${fileName}`;
    const report = reportIn(file);
    const text = await readText(join(folder, file), report);
    const step = text === undefined ? undefined : parseStep(fileName, text, report);
    if (!step) continue;
    for (const field of ["step", "key"] as const) {
      const value = step.entry[field];
      const other = fileOf.get(value);
      if (other) report(field, `${value} is also in ${other}`);
      fileOf.set(value, file);
    }
    steps.push(step);
  }
  if (fileNames.length !== STEP_COUNT)
    reportIn(stepsFolder)("files", `${fileNames.length} steps instead of ${STEP_COUNT}`);
  return steps.toSorted((left, right) => left.entry.step - right.entry.step);
}

async function listMarkdown(folder: string, report: Report): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(".md")).toSorted();
  } catch (error) {
    report("folder", `cannot be read: ${reasonOf(error)}`);
    return [];
  }
}

async function readText(path: string, report: Report): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    report("file", `cannot be read: ${reasonOf(error)}`);
    return undefined;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
