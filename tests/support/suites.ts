import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FIRST_VIEW_BYTES_MAX, measureFirstView } from "./first-view.ts";
import { tallyOf, type Tally } from "./tally.ts";

/** Runs some of the vitest projects, showing their output as it comes. */
export async function runVitest(...projects: readonly string[]): Promise<Tally> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mendboard-report-"));
  const report = join(folder.path, "vitest.json");
  const exitCode = await run("tests/node_modules/vitest/vitest.mjs", [
    "run",
    "--config=tests/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...projects.map((project) => `--project=${project}`),
  ]);
  if (!existsSync(report)) return tallyOf(undefined, exitCode);
  const counts: VitestReport = JSON.parse(await readFile(report, "utf8"));
  return tallyOf({ passed: counts.numPassedTests, failed: counts.numFailedTests }, exitCode);
}

/** Runs the browser tests, showing their output as it comes. */
export async function runPlaywright(browser: string): Promise<Tally> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mendboard-report-"));
  const report = join(folder.path, "playwright.json");
  const exitCode = await run(
    "tests/node_modules/@playwright/test/cli.js",
    ["test", "--config=tests/e2e/playwright.config.ts", "--reporter=list,json"],
    { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  );
  if (!existsSync(report)) return tallyOf(undefined, exitCode);
  const { stats }: PlaywrightReport = JSON.parse(await readFile(report, "utf8"));
  return tallyOf({ passed: stats.expected, failed: stats.unexpected + stats.flaky }, exitCode);
}

/** Builds the client as it is served, which the browser tests need. */
export async function buildClient(): Promise<Tally> {
  const exitCode = await run("client/node_modules/vite/bin/vite.js", ["build", "client", "--logLevel=warn"]);
  return verdict(exitCode === 0, "client builds");
}

/** Of the client as it was built last. */
export async function checkFirstView(): Promise<Tally> {
  const { files, gzipBytes } = await measureFirstView(join(ROOT, "client/dist"));
  return verdict(
    gzipBytes <= FIRST_VIEW_BYTES_MAX,
    `first view loads ${gzipBytes} bytes of gzipped JavaScript in ${files.length} files, of at most ${FIRST_VIEW_BYTES_MAX}`,
  );
}

/** What each reporter writes, as far as we read it. */
type VitestReport = { readonly numPassedTests: number; readonly numFailedTests: number };
type PlaywrightReport = {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
};

const ROOT = join(import.meta.dirname, "../..");
/** No suite may hang the whole run: it has ten minutes altogether. */
const SUITE_MS = 450_000;

/** @returns the exit code; `null` when a signal or the deadline ended it */
async function run(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
    timeout: SUITE_MS,
  });
  await once(child, "exit");
  return child.exitCode;
}

function verdict(isGood: boolean, what: string): Tally {
  console.log(`${isGood ? "ok    " : "FAILED"} ${what}`);
  return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
