import type { Page } from "@playwright/test";
import { expect, NO_LINE, test } from "./fixtures.ts";
import { goTo, startBoard, startTogether } from "./journeys.ts";

/** The neutral page of these tests: on the server's own line, so that it loads without the world. */
const NEUTRAL = "/neutral";
test.use({ allowedErrors: [NO_LINE], serverEnv: { QUICK_EXIT_URL: NEUTRAL } });

const exit = (page: Page) => page.getByRole("button", { name: "Quick exit" });

async function servesNeutral(page: Page): Promise<void> {
  await page.route(`**${NEUTRAL}`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Weather</title><p>Mild.</p>" }),
  );
}

test("on every screen the quick exit is the first thing the keyboard reaches", async ({ maya }) => {
  const { page } = maya;
  for (const path of [
    "/",
    "/start",
    "/join",
    "/unsafe",
    "/sample/plan",
    "/sample/boundaries",
    "/sample/steps",
    "/sample/steps/limits",
    "/sample/settings",
    "/nowhere",
  ]) {
    await page.goto(path);
    await expect(exit(page)).toBeVisible();
    await page.evaluate(() =>
      document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
    );
    await page.evaluate(() => window.getSelection()?.removeAllRanges());
    const first = await page.evaluate(
      () =>
        document.querySelector<HTMLElement>(
          "a[href], button, input, textarea, select, summary, [tabindex='0']",
        )?.textContent,
    );
    expect(first, path).toBe("Quick exit");
  }
});

test("the quick exit drops the sockets and leaves a neutral page where the board stood in the history", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page, "Walk on Sunday");
  await goTo(maya.page, "Boundaries");
  await servesNeutral(maya.page);
  await exit(maya.page).click();
  await expect(maya.page.getByText("Mild.")).toBeVisible();
  await expect(sam.page.getByText("Maya is here")).toBeHidden();
  const before = await maya.page.evaluate(() => history.length);
  await maya.page.goForward();
  expect(await maya.page.evaluate(() => history.length)).toBe(before);
  expect(maya.page.url()).toContain(NEUTRAL);
});

test("in the very task of the tap, not a word of the board is left on the page", async ({ maya }) => {
  await startBoard(maya.page, "Maya", "Walk on Sunday");
  await goTo(maya.page, "Plan");
  await servesNeutral(maya.page);
  const left = await maya.page.evaluate(() => {
    const button = [...document.querySelectorAll("button")].find((each) => each.textContent === "Quick exit");
    button?.click();
    return { words: document.body.innerText, title: document.title };
  });
  expect(left.words).not.toContain("Sunday");
  expect(left.words).not.toContain("Maya");
  expect(left.title).toBe("Page");
});

test("without a connection a plain page stands there instead, and loading it again shows no board", async ({
  maya,
}) => {
  const { page, context } = maya;
  await startBoard(page, "Maya", "Walk on Sunday");
  await goTo(page, "Plan");
  await context.setOffline(true);
  await exit(page).click();
  await expect(page.getByText("There is nothing here right now.")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/away");
  await context.setOffline(false);
  await page.reload();
  await expect(page.getByText("There is nothing here right now.")).toBeVisible();
  await expect(page.getByText("Walk on Sunday")).toBeHidden();
});

test("words typed just before the quick exit are there at the next visit", async ({ maya }) => {
  const { page } = maya;
  await startBoard(page, "Maya");
  await goTo(page, "Boundaries");
  await servesNeutral(page);
  await page.getByRole("button", { name: "Write a boundary" }).click();
  await page.getByRole("button", { name: "My limit" }).click();
  await page.keyboard.type("Not after ten.");
  await exit(page).click();
  await expect(page.getByText("Mild.")).toBeVisible();
  await page.goto("/boundaries");
  await expect(page.getByText("Not after ten.")).toBeVisible();
});
