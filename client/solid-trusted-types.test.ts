import { mkdtempDisposable, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import solid from "vite-plugin-solid";
import { expect, test } from "vitest";
import { solidTrustedTypes } from "./solid-trusted-types.ts";

test("Solid's markup goes through the one policy the site's header names", async () => {
  const code = await buildPage(
    `import { render } from "solid-js/web"; render(() => <p>Here</p>, document.body);`,
  );
  expect(code.match(/createPolicy\(.{1,3}solid-template/g)).toHaveLength(1);
  expect(code.match(/\.innerHTML\s*=/g)).toHaveLength(1);
  expect(code).toMatch(/\.innerHTML\s*=\s*\w+\.createHTML\(/);
});

test("a build in which Solid's one place has moved fails", async () => {
  const moved = {
    name: "moved",
    enforce: "pre" as const,
    transform: (code: string) => code.replaceAll("t.innerHTML", "u.innerHTML"),
  };
  await expect(
    buildPage(`import { render } from "solid-js/web"; render(() => <p>Here</p>, document.body);`, [moved]),
  ).rejects.toThrow("found it 0 times");
});

test("a build that never meets solid-js/web fails", async () => {
  await expect(buildPage(`document.title = "No Solid";`)).rejects.toThrow(
    "solid-js/web was not part of the build",
  );
});

/** Builds a page of one script in a folder of its own; the packages are this package's. */
async function buildPage(script: string, extraPlugins: { name: string }[] = []): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mendboard-page-"));
  await symlink(join(import.meta.dirname, "node_modules"), join(folder.path, "node_modules"));
  await writeFile(join(folder.path, "main.tsx"), script);
  await build({
    root: folder.path,
    configFile: false,
    logLevel: "silent",
    plugins: [...extraPlugins, solid(), solidTrustedTypes()],
    build: { target: "es2023", lib: { entry: "main.tsx", formats: ["es"], fileName: () => "page.js" } },
  });
  return await readFile(join(folder.path, "dist/page.js"), "utf8");
}
