import { expect, test } from "vitest";
import { solidTrustedTypes } from "../../client/solid-trusted-types.ts";
import { buildTinyPage } from "../support/tiny-page.ts";

const PAGE = `import { render } from "solid-js/web"; render(() => <p>Here</p>, document.body);`;

test("Solid's markup goes through the one policy the site's header names", async () => {
  const code = await buildTinyPage(PAGE, [solidTrustedTypes()]);
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
  await expect(buildTinyPage(PAGE, [moved, solidTrustedTypes()])).rejects.toThrow("found it 0 times");
});

test("a build that never meets solid-js/web fails", async () => {
  await expect(buildTinyPage(`document.title = "No Solid";`, [solidTrustedTypes()])).rejects.toThrow(
    "solid-js/web was not part of the build",
  );
});
