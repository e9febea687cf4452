import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import {
  fixedTopLevel,
  noLocalPaths,
  oneYjs,
  silencesWithReasons,
  type RepositoryCheck,
} from "./repository.ts";
import type { Tally } from "./tally.ts";

/** Everything about the code that needs no running. Prints a line a part, and what a part said when it failed. */
export function runChecks(): Tally {
  let failed = 0;
  for (const [name, look] of CHECKS) {
    const started = performance.now();
    const problem = look();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${problem === undefined ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
    if (problem !== undefined) {
      failed++;
      console.log(problem);
    }
  }
  return { passed: CHECKS.length - failed, failed };
}

const ROOT = join(import.meta.dirname, "../..");
const PACKAGES = ["shared", "content", "client", "server", "tests"];
// `--force`: without it, errors of before a change to the base options are replayed.
const PROJECTS = ["--force", ...PACKAGES, "client/tsconfig.tools.json"];

/** Each returns what is wrong, as text to show. */
const CHECKS: readonly (readonly [name: string, look: () => string | undefined])[] = [
  ["types", tool("tsc", "-b", ...PROJECTS)],
  ["lint", tool("oxlint", ...PACKAGES)],
  ["format", tool("oxfmt", "--check")],
  ["dead code", tool("knip")],
  ["one yjs", repository(oneYjs)],
  ["fixed top level", repository(fixedTopLevel)],
  ["no local paths", repository(noLocalPaths)],
  ["silenced rules give reasons", repository(silencesWithReasons)],
];

function tool(command: string, ...args: readonly string[]): () => string | undefined {
  return () => {
    const path = `${join(ROOT, "node_modules/.bin")}${delimiter}${process.env["PATH"]}`;
    const run = spawnSync(command, args, {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, PATH: path },
    });
    return run.status === 0 ? undefined : `${run.stdout}${run.stderr}${run.error?.message ?? ""}`;
  };
}

function repository(check: RepositoryCheck): () => string | undefined {
  return () => {
    const problems = check(ROOT);
    return problems.length === 0 ? undefined : problems.join("\n");
  };
}
