import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, createServer, type InlineConfig, type Rolldown, type ViteDevServer } from "vite";
import { expect, test as base } from "vitest";
import { CONTENT_FOLDER, loadContent } from "./load.ts";
import { stepsPlugin } from "./vite-plugin.ts";

/** A copy of the content that a test may change, and in its `site` folder a page that imports both modules. */
const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "content-plugin-"));
    for (const part of ["steps", "questions"]) {
      await cp(join(CONTENT_FOLDER, part), join(folder, part), { recursive: true });
    }
    const page =
      'export { steps } from "virtual:steps";\nexport const open = () => import("virtual:step-bodies");\n';
    await mkdir(join(folder, "site"));
    await writeFile(join(folder, "site", "page.js"), page);
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

const configOf = (folder: string): InlineConfig => ({
  // As with the real client, the content lies outside the root, where nothing is watched unasked.
  root: join(folder, "site"),
  configFile: false,
  logLevel: "silent",
  plugins: [stepsPlugin({ folder })],
});

async function buildPage(folder: string): Promise<readonly Rolldown.OutputChunk[]> {
  const output = await build({
    ...configOf(folder),
    build: {
      write: false,
      minify: false,
      lib: { entry: join(folder, "site", "page.js"), formats: ["es"], fileName: "page" },
    },
  });
  const bundles = Array.isArray(output) ? output : [output];
  return bundles
    .flatMap((bundle) => ("output" in bundle ? bundle.output : []))
    .filter((file) => file.type === "chunk");
}

test("the first view carries titles only; the prose is a chunk of its own", async ({ folder }) => {
  const chunks = await buildPage(folder);
  const entry = chunks.find(({ isEntry }) => isEntry);
  expect(entry?.code).toContain("Say what happened");
  expect(entry?.code).not.toContain("sits at the table with you");
  const lazy = chunks.find(({ isDynamicEntry }) => isDynamicEntry);
  expect(lazy?.code).toContain("sits at the table with you");
  expect(lazy?.code).toContain("Where do we start?");
});

test("what is wrong in the content fails the build with file, field and reason", async ({ folder }) => {
  await change(folder, "steps/en/04-listen.md", "tool: plan-card", "tool: timer");
  await expect(buildPage(folder)).rejects.toThrow(/steps\/en\/04-listen\.md: first\.tool: /);
});

test("both modules hold exactly what was loaded", async ({ folder }) => {
  await using server = await serve(folder);
  const { steps, questions } = await loadContent({ folder });
  const index = await server.page.ssrLoadModule("virtual:steps");
  const bodies = await server.page.ssrLoadModule("virtual:step-bodies");
  expect(index["steps"]).toEqual(steps.map(({ entry }) => entry));
  expect(bodies["bodies"]).toEqual(Object.fromEntries(steps.map(({ entry, body }) => [entry.key, body])));
  expect(bodies["questions"]).toEqual(questions);
});

test("in development an edited step is read again", async ({ folder }) => {
  await using server = await serve(folder);
  const titleOfFirst = async (): Promise<unknown> =>
    (await server.page.ssrLoadModule("virtual:steps"))["steps"][0].title;
  expect(await titleOfFirst()).toBe("Say what happened");

  await change(folder, "steps/en/01-acknowledge.md", "title: Say what happened", "title: Say it plainly");
  await expect.poll(titleOfFirst, { timeout: 5_000 }).toBe("Say it plainly");
});

async function serve(folder: string): Promise<{ readonly page: ViteDevServer } & AsyncDisposable> {
  const page = await createServer({
    ...configOf(folder),
    server: { middlewareMode: true, ws: false, watch: { usePolling: true, interval: 50 } },
    optimizeDeps: { noDiscovery: true },
  });
  return { page, [Symbol.asyncDispose]: () => page.close() };
}

async function change(folder: string, file: string, from: string, to: string): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}
