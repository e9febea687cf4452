import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "vitest";
import { CONTENT_FOLDER, loadContent } from "./load.ts";
import { ContentError } from "./problems.ts";

/** A copy of the real content that a test may spoil. */
type ContentCopy = {
  readonly folder: string;
  readonly path: (file: string) => string;
  readonly replace: (file: string, from: string | RegExp, to: string) => Promise<void>;
};

const test = base.extend<{ copy: ContentCopy }>({
  copy: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "content-"));
    for (const part of ["steps", "questions"]) {
      await cp(join(CONTENT_FOLDER, part), join(folder, part), { recursive: true });
    }
    const path = (file: string): string => join(folder, file);
    await use({
      folder,
      path,
      async replace(file, from, to) {
        const text = await readFile(path(file), "utf8");
        const changed = text.replace(from, to);
        expect(changed, `nothing to replace in ${file}`).not.toBe(text);
        await writeFile(path(file), changed);
      },
    });
    await rm(folder, { recursive: true });
  },
});

/** The lines of the error that loading `folder` ends in. */
async function problemsIn(folder: string): Promise<readonly string[]> {
  const error: unknown = await loadContent({ folder }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ContentError);
  return error instanceof ContentError ? error.message.split("\n") : [];
}

const LISTEN = "steps/en/04-listen.md";

test.for([
  ["an unknown tool", "tool: plan-card", "tool: timer", /^first\.tool: .*"plan-card".* received "timer"/],
  ["an unknown field", "season:", "mood: calm\nseason:", /^mood: .*never/],
  [
    "an unknown field of a tool",
    "  tool: plan-card",
    "  tool: plan-card\n  text: Go",
    /^first\.text: .*never/,
  ],
  ["a missing field", /^title:.*\n/m, "", /^title: .*"title"/],
  ["an empty field", /^title:.*$/m, 'title: " "', /^title: is empty$/],
  ["a number that is no step", "step: 4", "step: 22", /^step: is not a whole number from 1 to 21$/],
  ["a key nobody stored", "key: listen", "key: talk", /^key: .*received "talk"/],
  ["the key of another step", "key: listen", "key: limits", /^key: step 4 is "listen" for ever$/],
  [
    "a season of another step",
    "season: understanding",
    "season: building",
    /^season: step 4 belongs to understanding$/,
  ],
  ["an unknown strength", "strength: weak", "strength: certain", /^evidence\.strength: .*"certain"/],
  ["a source without its reference", /^ +reference:.*\n/m, "", /^evidence\.sources\.0\.reference: /],
  [
    "a PubMed id that is none",
    "11474726",
    "PM11",
    /^evidence\.sources\.0\.reference\.id: is not a PubMed id$/,
  ],
  [
    "a start that ends the sentence",
    "the other will ",
    "the other will listen.",
    /^first\.start: starts with a capital/,
  ],
  ["a start without its space", "the other will ", "the other will", /^first\.start: starts with a capital/],
  ["a missing section", "## how\n", "", /^## how: is missing$/],
  ["an empty section", /(## rests-on\n).*?(?=## care)/s, "$1\n", /^## rests-on: is empty$/],
  ["an unknown section", "## care", "## warning", /^## warning: is not one of why, how, rests-on, care$/],
  [
    "a section twice",
    "## care",
    "## how\n\nAgain.\n\n## care",
    /^prose: sections stand once each and in the order/,
  ],
  [
    "text before the sections",
    "## why",
    "Hello.\n\n## why",
    /^prose: text before the first "##" heading: Hello\.$/,
  ],
  ["markup in the prose", "## why\n", "## why\n\n<br>\n", /^## why: "html" has no place in prose: "<br>"$/],
  [
    "a forbidden word in the prose",
    "## why\n",
    "## why\n\nYou must!\n",
    /^## why: uses what never .*: must, !$/,
  ],
  ["a forbidden word in a title", /^title:.*$/m, "title: No failure", /^title: uses what never .*: failure$/],
  [
    "a forbidden word in a start",
    "When one of us",
    "When the victim",
    /^first\.start: uses what never .*: victim$/,
  ],
  [
    "a forbidden word about a source",
    "Couples with high",
    "A score of",
    /^evidence\.sources\.0\.says: .*: score$/,
  ],
  ["a broken frontmatter", "step: 4", "step: [4", /^frontmatter: /],
  ["no frontmatter", /^---\n/, "", /^frontmatter: the file does not open with "---"/],
] as const)("%s is refused with file, field and reason", async ([, from, to, problem], { copy }) => {
  await copy.replace(LISTEN, from, to);
  const lines = await problemsIn(copy.folder);
  const ofFile = lines
    .filter((line) => line.startsWith(`${LISTEN}: `))
    .map((line) => line.slice(LISTEN.length + 2));
  expect(ofFile).toContainEqual(expect.stringMatching(problem));
});

test("strength without a source can only be weak", async ({ copy }) => {
  await copy.replace("steps/en/05-limits.md", "strength: weak", "strength: moderate");
  expect(await problemsIn(copy.folder)).toEqual([
    "steps/en/05-limits.md: evidence: has no source, so its strength can only be weak",
  ]);
});

test("a title of a study may hold a word that is ours to avoid", async ({ copy }) => {
  await copy.replace(LISTEN, "title: Trust and communicated", "title: A breach of trust and communicated");
  await expect(loadContent({ folder: copy.folder })).resolves.toBeDefined();
});

test("a repeated number and a repeated key name both files", async ({ copy }) => {
  await cp(copy.path(LISTEN), copy.path("steps/en/05-limits.md"));
  const lines = await problemsIn(copy.folder);
  expect(lines).toContain(`steps/en/05-limits.md: step: 4 is also in ${LISTEN}`);
  expect(lines).toContain(`steps/en/05-limits.md: key: listen is also in ${LISTEN}`);
  expect(lines).toContain("steps/en/05-limits.md: file name: is not 04-listen.md, as step and key say");
});

test("a file name whose number is not the step's is refused", async ({ copy }) => {
  await rename(copy.path(LISTEN), copy.path("steps/en/4-listen.md"));
  expect(await problemsIn(copy.folder)).toEqual([
    "steps/en/4-listen.md: file name: is not 04-listen.md, as step and key say",
  ]);
});

test("20 steps are refused", async ({ copy }) => {
  await rm(copy.path(LISTEN));
  expect(await problemsIn(copy.folder)).toEqual(["steps/en: files: 20 steps instead of 21"]);
});

test("one run names the problems of every file", async ({ copy }) => {
  await copy.replace(LISTEN, "step: 4", "step: 0");
  await copy.replace("steps/en/09-learn.md", "## care", "## warning");
  await copy.replace("questions/en.md", /^## Do we have to forgive\?$/m, "");
  const files = new Set((await problemsIn(copy.folder)).map((line) => line.split(":")[0]));
  expect(files).toEqual(new Set([LISTEN, "steps/en/09-learn.md", "questions/en.md"]));
});

test("a question without a longer answer is refused", async ({ copy }) => {
  await copy.replace("questions/en.md", /(## Where do we start\?\n\n[^\n]+\n).*?(?=## Do we have)/s, "$1\n");
  expect(await problemsIn(copy.folder)).toEqual([
    "questions/en.md: ## Where do we start?: has no longer answer",
  ]);
});

test("a language without its folder is refused by name", async () => {
  await expect(loadContent({ locale: "xx" })).rejects.toThrow(/^steps\/xx: folder: cannot be read: /);
});

test("windows line ends read the same", async ({ copy }) => {
  const before = await loadContent({ folder: copy.folder });
  await copy.replace(LISTEN, /\n/g, "\r\n");
  await copy.replace("questions/en.md", /\n/g, "\r\n");
  expect(await loadContent({ folder: copy.folder })).toEqual(before);
});
