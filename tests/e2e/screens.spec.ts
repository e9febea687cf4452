import type { Page } from "@playwright/test";
import {
  desktop,
  expect,
  expectAccessible,
  expectAccessibleButColours,
  expectContrast,
  phone,
  test,
} from "./fixtures.ts";
import { card, goTo, startBoard } from "./journeys.ts";

const SCREENS = [
  ["/", "Our plan"],
  ["/start", "First, a name"],
  ["/join", "This link is not whole"],
  ["/unsafe", "Feeling unsafe?"],
  ["/nowhere", "There is no page here"],
  ["/sample/plan", "Plan"],
  ["/sample/boundaries", "Boundaries"],
  ["/sample/steps", "Our 21 steps"],
  ["/sample/steps/limits", "Know our limits"],
  ["/sample/settings", "Settings"],
] as const;

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Opens every screen in turn, and looks at each once it is there. */
async function lookAtEach(page: Page, look: (page: Page) => Promise<void>): Promise<void> {
  for (const [path, title] of SCREENS) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await look(page);
  }
}

test("axe finds nothing on any screen on a desk", async ({ openProfile }) => {
  const { page } = await openProfile("maya", { ...desktop, colorScheme: "light" });
  await lookAtEach(page, expectAccessible);
});

test("axe finds nothing on any screen on a phone", async ({ openProfile }) => {
  const { page } = await openProfile("maya", { ...phone, colorScheme: "light" });
  await lookAtEach(page, expectAccessibleButColours);
});

test("in the dark everything can be read on any screen", async ({ openProfile }) => {
  const { page } = await openProfile("maya", { ...desktop, colorScheme: "dark" });
  await lookAtEach(page, expectContrast);
});

test("no screen is wider than a phone of 320 px, also with letters twice as large", async ({
  openProfile,
}) => {
  const { page } = await openProfile("maya", { ...phone, viewport: { width: 320, height: 640 } });
  for (const size of ["100%", "200%"]) {
    for (const [path, title] of SCREENS) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await page.evaluate(
        (percent) => document.documentElement.style.setProperty("font-size", percent),
        size,
      );
      expect(await overflow(page), `${path} at ${size}`).toBeLessThanOrEqual(0);
    }
  }
});

test("axe finds nothing while words are being written, chosen and shown", async ({ maya }) => {
  const { page } = maya;
  await startBoard(page, "Maya", "Walk on Sunday");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make a link" }).click();
  await page.getByRole("button", { name: "Show a code to scan" }).click();
  await expectAccessible(page);
  await goTo(page, "Plan");
  await page.getByRole("button", { name: "More about Walk on Sunday" }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "Change the words" }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add to Talking about" }).click();
  await expectAccessible(page);
  await goTo(page, "Boundaries");
  await page.getByRole("button", { name: "Write a boundary" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "My limit" }).click();
  await expectAccessible(page);
});

test("with the keyboard alone a card is added, moved, changed and removed, and the focus is never lost", async ({
  maya,
}) => {
  const { page } = maya;
  await startBoard(page, "Maya");
  await goTo(page, "Plan");
  await page.getByRole("button", { name: "Something for our plan" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Walk on Sunday");
  await page.keyboard.press("Control+Enter");
  await expect(card(page, "Walk on Sunday")).toBeVisible();
  const more = page.getByRole("button", { name: "More about Walk on Sunday" });
  await more.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("m");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Trying" }).getByText("Walk on Sunday")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Moved to Trying, 1 of 1." })).toHaveCount(1);
  await expect(more).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type(" morning");
  await page.keyboard.press("Escape");
  await expect(card(page, "Walk on Sunday morning")).toBeVisible();
  await expect(page.getByRole("button", { name: "More about Walk on Sunday morning" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(card(page, "Walk on Sunday morning")).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
});

test("a step is opened, a line added and ordered and a word chosen with the keyboard alone", async ({
  maya,
}) => {
  const { page } = maya;
  await startBoard(page, "Maya");
  await goTo(page, "Steps");
  await page.getByRole("link", { name: /Know our limits/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Add a line" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("First");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Second");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("checkbox")).toHaveCount(2);
  await page.getByRole("button", { name: "More about Second" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("checkbox").first()).toHaveAccessibleName("Second");
  await page.getByRole("radio", { name: "Not now" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("Maya: Starting")).toBeVisible();
});

test("the sample opens the ordinary screens without a server's help, and keeps nothing", async ({ maya }) => {
  const { page } = maya;
  await page.goto("/sample/plan");
  await expect(page.getByText("Nothing here is kept.").first()).toBeVisible();
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Look around a sample" })).toBeVisible();
  await page.route(/\/(api\/(?!config)|sync\/)/, (route) => route.abort());
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("websocket", (socket) => asked.push(socket.url()));
  await page.getByRole("link", { name: "Look around a sample" }).click();
  await expect(page.getByText("A sample with made-up people. Nothing here is kept.")).toBeVisible();
  await page.getByRole("button", { name: "Add to Trying" }).click();
  await page.keyboard.type("Only in the sample");
  await page.keyboard.press("Control+Enter");
  await expect(card(page, "Only in the sample")).toBeVisible();
  expect(asked.filter((url) => /\/(api\/(?!config)|sync\/)/.test(url))).toEqual([]);
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(databases.filter((name) => name !== "our-plan")).toEqual([]);
  await page.getByRole("link", { name: "Start our own" }).click();
  await expect(page.getByLabel("What should your partner call you here?")).toBeVisible();
  await page.goto("/sample/plan");
  await expect(page.getByText("Only in the sample")).toHaveCount(0);
});

test("a theme chosen here is there at once at the next visit", async ({ openProfile }) => {
  const { page } = await openProfile("maya", { colorScheme: "light" });
  await page.goto("/sample/settings");
  await page.getByText("Dark", { exact: true }).click();
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
