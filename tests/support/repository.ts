import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Each looks at the repository in `root` and returns what is wrong with it, one sentence a problem. */
export type RepositoryCheck = (root: string) => readonly string[];

/** Two Yjs in one process refuse each other's documents. */
export const oneYjs: RepositoryCheck = (root) => {
  const installed = readdirSync(join(root, "node_modules/.pnpm")).filter((name) => name.startsWith("yjs@"));
  return installed.length === 1 && installed[0]?.startsWith("yjs@13.")
    ? []
    : [`Exactly one yjs 13 belongs here, and there is: ${installed.join(", ") || "none"}.`];
};

/** The map in the README is whole: nothing lies beside it. */
export const fixedTopLevel: RepositoryCheck = (root) => {
  const tops = new Set(trackedFiles(root).map((path) => path.split("/")[0] ?? ""));
  const isTool = (name: string) => name.startsWith(".") || name === "pnpm-lock.yaml";
  return [
    ...[...tops]
      .filter((name) => !TOP_LEVEL.has(name) && !isTool(name))
      .map((name) => `${name} does not belong at the top.`),
    ...[...TOP_LEVEL].filter((name) => !tops.has(name)).map((name) => `${name} is missing at the top.`),
  ];
};

/** A path of one person's machine means nothing on another's, and may say who they are. */
export const noLocalPaths: RepositoryCheck = (root) => {
  // A path of one folder, as in a container, could be anybody's word.
  const own = [root, homedir()].filter((path) => path.split("/").length > 2);
  const local = new RegExp(
    `(?<![\\w.~-])(${[...own.map((path) => RegExp.escape(path)), ...HOMES].join("|")})(?![\\w-])`,
  );
  return findLines(root, (line) => local.test(line)).map((place) => `${place} names a path of one machine.`);
};

/** Whoever silences a rule says why: `oxlint-disable-next-line rule -- reason`. */
export const silencesWithReasons: RepositoryCheck = (root) =>
  findLines(root, (line) => SILENCE.test(line) && !SILENCE_WITH_REASON.test(line)).map(
    (place) => `${place} silences a rule and does not say why.`,
  );

const TOP_LEVEL = new Set([
  "client",
  "server",
  "shared",
  "content",
  "tests",
  "package.json",
  "pnpm-workspace.yaml",
  "tsconfig.base.json",
  "README.md",
]);
const HOMES = ["/home/[\\w.-]+", "/Users/[\\w.-]+", "/root/[\\w.-]+", "[A-Z]:\\\\Users"];
const SILENCE = /(\/\/|\/\*|\{\/\*)\s*(ox|es)lint-disable|(\/\/|\/\*)\s*@ts-(expect-error|ignore|nocheck)/;
const SILENCE_WITH_REASON = /lint-disable[^*]* -- \S|@ts-expect-error:? \S/;

function findLines(root: string, matches: (line: string) => boolean): readonly string[] {
  return trackedFiles(root).flatMap((path) => {
    const bytes = readFileSync(join(root, path));
    if (bytes.includes(0)) return [];
    return bytes
      .toString("utf8")
      .split("\n")
      .flatMap((line, index) => (matches(line) ? [`${path}:${index + 1}`] : []));
  });
}

function trackedFiles(root: string): readonly string[] {
  // Without the setting, git refuses to look into a checkout that another user of the machine owns.
  const list = execFileSync("git", ["-c", "safe.directory=*", "ls-files", "-z"], {
    cwd: root,
    encoding: "utf8",
  });
  return list.split("\0").filter((path) => path !== "");
}
