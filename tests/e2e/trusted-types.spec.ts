import { expect, test as base } from "@playwright/test";
import type { Plugin } from "vite";
import { solidTrustedTypes } from "../../client/solid-trusted-types.ts";
import { buildTinyPage } from "../support/tiny-page.ts";

const SCRIPT = `
  import { createSignal } from "solid-js";
  import { render } from "solid-js/web";
  const [count, setCount] = createSignal(0);
  render(() => <button onClick={() => setCount(count() + 1)}>Pressed {count()} times</button>, document.body);
  try {
    document.body.insertAdjacentHTML("beforeend", "<i>markup from elsewhere</i>");
  } catch {
    document.title = "refused";
  }
`;

/** A page under the site's Trusted Types policy, without a server of ours. */
const test = base.extend<{ openPage: (plugins: readonly Plugin[]) => Promise<readonly Error[]> }>({
  openPage: async ({ context, page }, use) => {
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await use(async (plugins) => {
      const body = await buildTinyPage(SCRIPT, plugins);
      await context.route("**/page.js", (route) => route.fulfill({ contentType: "text/javascript", body }));
      await context.route("**/", (route) =>
        route.fulfill({
          contentType: "text/html",
          headers: {
            "content-security-policy":
              "script-src 'self'; require-trusted-types-for 'script'; trusted-types solid-template",
          },
          body: `<!doctype html><title>Tiny</title><body><script type="module" src="/page.js"></script>`,
        }),
      );
      await page.goto("http://localhost/");
      return errors;
    });
  },
});

test("Solid renders under the policy, and every other markup is refused", async ({ openPage, page }) => {
  expect(await openPage([solidTrustedTypes()])).toEqual([]);
  await page.getByRole("button").click();
  await expect(page.getByRole("button")).toHaveText("Pressed 1 times");
  await expect(page).toHaveTitle("refused");
});

test("without the plugin the browser refuses Solid itself", async ({ openPage }) => {
  const errors = await openPage([]);
  expect(errors.map(String).join("\n")).toContain("TrustedHTML");
});
