import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

/** The Chromium to test with, or `undefined` when this machine has none. Looks; installs nothing. */
export function findBrowser(): string | undefined {
  return [
    process.env["CHROMIUM_PATH"] ?? "",
    ...onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    chromium.executablePath(),
  ].find((path) => path !== "" && isExecutable(path));
}

/** As {@link findBrowser}, and where there is none, installs one: Debian's, with its fonts, else Playwright's. */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;

  console.log("No Chromium on this machine: installing one for the browser tests.");
  if (isRoot() && existsSync("/etc/debian_version")) {
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]);
  }
  if (findBrowser() === undefined) {
    // System libraries can be added by root alone; another user may have them already.
    const withLibraries = isRoot() ? ["--with-deps"] : [];
    run(process.execPath, [PLAYWRIGHT, "install", ...withLibraries, "chromium"]);
  }

  const installed = findBrowser();
  if (installed === undefined) {
    throw new Error(
      "The browser tests need Chromium, and it could not be installed here. Install chromium or google-chrome, or set CHROMIUM_PATH to one.",
    );
  }
  return installed;
}

/**
 * What Chromium is started with. It looks up no name but this machine's, so a test that reaches for the network fails
 * instead of passing by luck; and for root it has no sandbox, for it would not start.
 */
export const BROWSER_ARGS: readonly string[] = [
  "--disable-gpu",
  "--disable-quic",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
  ...(isRoot() ? ["--no-sandbox"] : []),
];

const PLAYWRIGHT = join(import.meta.dirname, "../node_modules/@playwright/test/cli.js");

function onPath(...names: readonly string[]): readonly string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** A failure shows in its output, and in there still being no browser afterwards. */
function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}
