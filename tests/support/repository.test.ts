import { execFileSync } from "node:child_process";
import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import {
  fixedTopLevel,
  noLocalPaths,
  oneYjs,
  silencesWithReasons,
  type RepositoryCheck,
} from "./repository.ts";

const WHOLE = [
  "client/a.ts",
  "server/a.ts",
  "shared/a.ts",
  "content/a.md",
  "tests/a.ts",
  "package.json",
  "pnpm-workspace.yaml",
  "tsconfig.base.json",
  "README.md",
  "pnpm-lock.yaml",
  ".ci/run",
];

test("nothing may lie at the top beside what the map names, and nothing may be missing", async () => {
  expect(await problems(fixedTopLevel, files(...WHOLE))).toEqual([]);
  expect(await problems(fixedTopLevel, files(...WHOLE, "notes.txt"))).toEqual([
    "notes.txt does not belong at the top.",
  ]);
  expect(await problems(fixedTopLevel, files(...WHOLE.filter((path) => path !== "README.md")))).toEqual([
    "README.md is missing at the top.",
  ]);
});

test("a path of one machine is found, an address or an import is not", async () => {
  // Put together here, so that this file does not name one itself.
  const homes = ["home", "Users"].map((folder) => `/${folder}/somebody`);
  const tracked = {
    "a.md": `see\n${homes[0]}/project\n`,
    "b.md": `cd ${homes[1]}`,
    "fine.ts": `import "../home/page.ts"; fetch("/api/root/x"); "https://example.org/home/page";`,
  };
  expect(await problems(noLocalPaths, tracked)).toEqual([
    "a.md:2 names a path of one machine.",
    "b.md:1 names a path of one machine.",
  ]);
  await using checkout = await repository({});
  await writeFile(join(checkout.path, "c.md"), `It lies in ${checkout.path}.`);
  track(checkout.path);
  expect(noLocalPaths(checkout.path)).toEqual(["c.md:1 names a path of one machine."]);
});

test("a silenced rule without its reason is found", async () => {
  const silence = ["// oxlint", "disable-next-line no-empty"].join("-");
  const expectError = ["// @ts", "expect-error"].join("-");
  const tracked = {
    "a.ts": `${silence}\n${silence} -- the reason`,
    "b.ts": `${expectError}\n${expectError} the reason`,
  };
  expect(await problems(silencesWithReasons, tracked)).toEqual([
    "a.ts:1 silences a rule and does not say why.",
    "b.ts:1 silences a rule and does not say why.",
  ]);
});

test("a second yjs, or another than 13, is found", async () => {
  const installed = (name: string) => `node_modules/.pnpm/${name}/x`;
  expect(await problems(oneYjs, files(installed("yjs@13.6.33"), installed("y-websocket@3.1.0")))).toEqual([]);
  expect(await problems(oneYjs, files(installed("yjs@13.6.33"), installed("yjs@13.6.1")))).toHaveLength(1);
  expect(await problems(oneYjs, files(installed("yjs@14.0.0")))).toHaveLength(1);
  expect(await problems(oneYjs, files(installed("lib0@1.0.0")))).toHaveLength(1);
});

type Files = Readonly<Record<string, string>>;

const files = (...paths: readonly string[]): Files => Object.fromEntries(paths.map((path) => [path, ""]));

async function problems(check: RepositoryCheck, tracked: Files): Promise<readonly string[]> {
  await using checkout = await repository(tracked);
  return check(checkout.path);
}

async function repository(tracked: Files): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtempDisposable(join(tmpdir(), "mendboard-repository-"));
  for (const [path, text] of Object.entries(tracked)) {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  }
  execFileSync("git", ["init", "-q"], { cwd: folder.path });
  track(folder.path);
  return { path: folder.path, [Symbol.asyncDispose]: () => folder.remove() };
}

function track(root: string): void {
  execFileSync("git", ["add", "-f", "."], { cwd: root });
}
