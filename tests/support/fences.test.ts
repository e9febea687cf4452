import { beforeAll, describe, expect, test } from "vitest";
import { compile, lint, type Findings } from "./frame.ts";

/*
 * The fences bite: for each rule about what may import, see or say what, files that break it are written into a copy of
 * the repository's frame, and the repository's own linter and compiler configuration must refuse each of them.
 */

const SOLID = ["solid-js", "solid-js/store", "@solidjs/router", "@solid-primitives/i18n"];

/** Who may not import what. Every alternative of every pattern in the configuration stands here once. */
const FORBIDDEN_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  "shared/src": [
    ...["client", "server", "content", "tests"].flatMap(packageImports),
    "node:fs",
    ...SOLID,
    "hono",
    "@hono/node-server",
    "ws",
    "y-protocols/sync",
    "y-websocket",
  ],
  "content/src": ["client", "server", "tests"].flatMap(packageImports),
  "client/src": ["server", "tests"].flatMap(packageImports),
  "client/src/sync": [
    ...["server", "tests"].flatMap(packageImports),
    ...clientImports("sealed", "board", "stores", "api", "features", "components"),
    ...SOLID,
  ],
  "client/src/sealed": [
    ...["server", "tests"].flatMap(packageImports),
    ...clientImports("board", "stores", "api", "features", "components"),
    ...SOLID,
  ],
  "client/src/board": [
    ...["server", "tests"].flatMap(packageImports),
    ...clientImports("stores", "features", "components"),
  ],
  "client/src/stores": [
    ...["server", "tests"].flatMap(packageImports),
    ...clientImports("features", "components"),
  ],
  "client/src/api": [
    ...["server", "tests", "content"].flatMap(packageImports),
    ...clientImports("sync", "sealed", "board", "stores", "features", "components"),
  ],
  "client/src/features/plan": [
    ...["server", "tests"].flatMap(packageImports),
    "../../sync/a.ts",
    "../../sealed/a.ts",
    "@mendboard/client/sync/a",
    "@mendboard/client/sealed/a",
  ],
  "client/src/components": [
    ...["server", "tests"].flatMap(packageImports),
    ...clientImports("sync", "sealed", "board", "stores", "api", "features"),
  ],
  "server/src": [...["client", "content", "tests"].flatMap(packageImports), "@mendboard/shared/sealed-frame"],
  "server/src/membership": [
    ...["client", "content", "tests"].flatMap(packageImports),
    "../http/a.ts",
    "../rooms/a.ts",
    "@mendboard/server/http/a",
    "./sealed-card.ts",
  ],
  "server/src/rooms": [
    ...["client", "content", "tests"].flatMap(packageImports),
    "../http/a.ts",
    "../membership/a.ts",
    "@mendboard/server/http/a",
    "./sealed-room.ts",
  ],
  "server/src/log": [
    ...["client", "content", "tests"].flatMap(packageImports),
    "../http/a.ts",
    "../membership/a.ts",
    "../rooms/a.ts",
    "@mendboard/server/rooms/a",
    "./sealed-log.ts",
  ],
};

/** The ways that are open. A fence that refuses everything would pass the table above. */
const ALLOWED_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  "shared/src": ["yjs", "valibot", "./a.ts"],
  "content/src": ["@mendboard/shared/a", "node:fs"],
  "client/src": ["@mendboard/shared/a", "@mendboard/content/a", "./features/plan/a.ts"],
  "client/src/sync": ["@mendboard/shared/a", "y-protocols/sync", "yjs"],
  "client/src/sealed": ["@mendboard/shared/a", "../sync/a.ts"],
  "client/src/board": ["../sealed/a.ts", "../sync/a.ts", "../api/a.ts"],
  "client/src/stores": ["../board/a.ts", "solid-js/store"],
  "client/src/api": ["@mendboard/shared/http"],
  "client/src/features/plan": [
    "../../stores/a.ts",
    "../../board/a.ts",
    "../../components/a.ts",
    "../invite/a.ts",
  ],
  "client/src/components": ["../words/a.ts", "solid-js"],
  "server/src/http": ["../membership/a.ts", "../rooms/a.ts", "@mendboard/shared/a", "hono"],
  "server/src/rooms": ["../log/a.ts", "ws", "y-protocols/sync"],
};

/** A file, the rule it breaks, and what in it breaks the rule. */
const VIOLATIONS: readonly (readonly [path: string, rule: string, code: string])[] = [
  ["server/src/rooms/env.ts", "node(no-process-env)", `export const port = process.env["PORT"];`],
  ...["http", "membership", "rooms", "log"].map((folder) => {
    const path = `server/src/${folder}/from-process.ts`;
    return [path, "eslint(no-restricted-imports)", `export { env } from "node:process";`] as const;
  }),
  ["server/src/a.test.ts", "eslint(no-restricted-imports)", `export * from "@mendboard/client/app";`],
  ["client/src/sync/a.test.ts", "eslint(no-restricted-imports)", `export * from "@mendboard/server/app";`],
  ["server/src/rooms/print.ts", "eslint(no-console)", `console.log("hello");`],
  ["client/src/print.ts", "eslint(no-console)", `console.log("hello");`],
  ["shared/src/print.ts", "eslint(no-console)", `console.log("hello");`],
  ["shared/src/any.ts", "typescript(no-explicit-any)", `export const take = (value: any): unknown => value;`],
  [
    "shared/src/bang.ts",
    "typescript(no-non-null-assertion)",
    `export const first = (all: string[]) => all[0]!;`,
  ],
  ["shared/src/default.ts", "import(no-default-export)", `export default 1;`],
  [
    "shared/src/cycle.ts",
    "import(no-cycle)",
    `import { back } from "./cycle-back.ts"; export const forth = () => back;`,
  ],
  [
    "shared/src/cycle-back.ts",
    "import(no-cycle)",
    `import { forth } from "./cycle.ts"; export const back = () => forth;`,
  ],
  ["shared/src/catch.ts", "eslint(no-empty)", `export function go() { try { JSON.parse(""); } catch {} }`],
  [
    "shared/src/promise.ts",
    "typescript(no-floating-promises)",
    `const wait = async () => 1; export function go() { wait(); }`,
  ],
  [
    "shared/src/switch.ts",
    "typescript(switch-exhaustiveness-check)",
    `export function go(kind: "a" | "b") { switch (kind) { case "a": return 1; } return 2; }`,
  ],
  [
    "client/src/Markup.tsx",
    "solid(no-innerhtml)",
    `export const Markup = (props: { a: string }) => <p innerHTML={props.a} />;`,
  ],
  [
    "client/src/Name.tsx",
    "solid(no-destructure)",
    `export const Name = ({ name }: { name: string }) => <p>{name}</p>;`,
  ],
];

/** Who does not even see what. */
const COMPILER_VIOLATIONS: readonly (readonly [path: string, error: string, code: string])[] = [
  ["shared/src/window.ts", "TS2304", `export const title = window.name;`],
  ["shared/src/process.ts", "TS2591", `export const version = process.version;`],
  ["shared/src/timer.ts", "TS2304", `export const timer = setTimeout;`],
  ["content/src/window.ts", "TS2304", `export const title = window.name;`],
  ["server/src/window.ts", "TS2304", `export const title = window.name;`],
  ["client/src/process.ts", "TS2591", `export const version = process.version;`],
  ["client/src/server.ts", "TS6307", `export { start } from "../../server/src/start.ts";`],
  ["server/src/client.ts", "TS6307", `export { mount } from "../../client/src/mount.ts";`],
  ["shared/src/server.ts", "TS6307", `export { start } from "../../server/src/start.ts";`],
  ["content/src/client.ts", "TS6307", `export { mount } from "../../client/src/mount.ts";`],
];

describe("the linter", () => {
  let found: Findings;
  const forbidden = importFiles(FORBIDDEN_IMPORTS, "forbidden");
  const allowed = importFiles(ALLOWED_IMPORTS, "allowed");
  const exceptions = ["server/src/main.ts", "server/src/config.ts"].map((path) => ({
    path,
    code: `export const port = process.env["PORT"];`,
  }));

  beforeAll(async () => {
    const violations = VIOLATIONS.map(([path, , code]) => ({ path, code }));
    found = await lint([...forbidden, ...allowed, ...exceptions, ...violations]);
  });

  test.for(Object.keys(FORBIDDEN_IMPORTS))("%s imports nothing from beyond its fence", (folder) => {
    const unseen = forbidden.filter(
      (file) => file.folder === folder && !rulesAt(file.path).includes(IMPORTS),
    );
    expect(unseen.map((file) => file.specifier)).toEqual([]);
  });

  test.for(Object.keys(ALLOWED_IMPORTS))("%s imports what lies below it", (folder) => {
    const refused = allowed.filter((file) => file.folder === folder && rulesAt(file.path).includes(IMPORTS));
    expect(refused.map((file) => file.specifier)).toEqual([]);
  });

  test("a screen may name a type of sealed or sync, and no more", async () => {
    const type = `import type { A } from "../../sealed/a.ts"; export type B = A;`;
    const rules = await lint([{ path: "client/src/features/plan/type.ts", code: type }]);
    expect(rules.get("client/src/features/plan/type.ts") ?? []).not.toContain(IMPORTS);
  });

  test.for(VIOLATIONS)("%s breaks %s", ([path, rule]) => {
    expect(rulesAt(path)).toContain(rule);
  });

  test("main.ts and config.ts alone read the environment", () => {
    expect(exceptions.map(({ path }) => rulesAt(path))).toEqual([[], []]);
  });

  const rulesAt = (path: string): readonly string[] => found.get(path) ?? [];
});

test("the compiler refuses what a package must not see", async () => {
  const files = COMPILER_VIOLATIONS.map(([path, , code]) => ({ path, code }));
  const found = await compile([
    ...files,
    { path: "server/src/start.ts", code: `export const start = 1;` },
    { path: "client/src/mount.ts", code: `export const mount = 1;` },
  ]);
  expect(Object.fromEntries(found)).toMatchObject(
    Object.fromEntries(COMPILER_VIOLATIONS.map(([path, error]) => [path, expect.arrayContaining([error])])),
  );
});

const IMPORTS = "eslint(no-restricted-imports)";

function packageImports(name: string): readonly string[] {
  return [`@mendboard/${name}/a`, `../../../${name}/src/a.ts`];
}

function clientImports(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => [`../${folder}/a.ts`, `@mendboard/client/${folder}/a`]);
}

/** One file an import, named so that no two are alike. */
function importFiles(table: Readonly<Record<string, readonly string[]>>, prefix: string) {
  return Object.entries(table).flatMap(([folder, specifiers]) =>
    specifiers.map((specifier, index) => ({
      folder,
      specifier,
      path: `${folder}/${prefix}-${index}.ts`,
      code: `export { a } from "${specifier}";`,
    })),
  );
}
