import { execFile } from "node:child_process";
import { cp, mkdir, mkdtempDisposable, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A file to write into a copy of the repository's frame, its path from the repository's root. */
export type FrameFile = { readonly path: string; readonly code: string };

/** What was found in each file that has something to be found, by its path. */
export type Findings = ReadonlyMap<string, readonly string[]>;

/** The rules each file breaks, by the linter configuration of this repository. */
export async function lint(files: readonly FrameFile[]): Promise<Findings> {
  await using tree = await frameWith(files);
  const output = await run("oxlint", ["--format=json", ...PACKAGES], tree.path);
  const report: { diagnostics: { code: string; filename: string }[] } = JSON.parse(output);
  return groupByPath(report.diagnostics.map(({ code, filename }) => [filename, code]));
}

/** The errors each file has, by the compiler configuration of this repository. */
export async function compile(files: readonly FrameFile[]): Promise<Findings> {
  await using tree = await frameWith(files);
  const output = await run("tsc", ["-b", "--force", "--pretty", "false", ...PACKAGES], tree.path);
  return groupByPath(
    [...output.matchAll(/^(\S+?)\(\d+,\d+\): error (TS\d+)/gm)].map(([, path = "", code = ""]) => [
      path,
      code,
    ]),
  );
}

const ROOT = join(import.meta.dirname, "../..");
const PACKAGES = ["shared", "content", "client", "server"];

function groupByPath(pairs: readonly (readonly [string, string])[]): Findings {
  const byPath = Map.groupBy(pairs, ([path]) => path);
  return new Map([...byPath].map(([path, found]) => [path, found.map(([, code]) => code)]));
}

/** The repository without its sources: configuration, packages' frames, what is installed; and these files. */
async function frameWith(files: readonly FrameFile[]) {
  const tree = await mkdtempDisposable(join(tmpdir(), "mendboard-fences-"));
  await symlink(join(ROOT, "node_modules"), join(tree.path, "node_modules"));
  const frame = PACKAGES.flatMap((name) => [`${name}/tsconfig.json`, `${name}/package.json`]);
  for (const path of [".oxlintrc.json", "tsconfig.base.json", ...frame]) {
    await cp(join(ROOT, path), join(tree.path, path), { recursive: true });
  }
  for (const name of PACKAGES) {
    await symlink(join(ROOT, name, "node_modules"), join(tree.path, name, "node_modules"));
  }
  for (const { path, code } of files) {
    await mkdir(dirname(join(tree.path, path)), { recursive: true });
    await writeFile(join(tree.path, path), code);
  }
  return tree;
}

/** Finding something is a failure to a tool and the point here, so its exit code says nothing. */
async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return await new Promise((resolve) => {
    execFile(join(ROOT, "node_modules/.bin", command), args, { cwd, maxBuffer: 1 << 26 }, (_, stdout) =>
      resolve(stdout),
    );
  });
}
