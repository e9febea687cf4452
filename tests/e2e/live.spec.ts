import type { Page } from "@playwright/test";
import { expect, NO_LINE, test } from "./fixtures.ts";
import { card, choose, goTo, startTogether, syncLine } from "./journeys.ts";

test.use({ allowedErrors: [NO_LINE] });

/** Open the same words in both browsers; the caret of each is put where that person writes. */
async function openBoth(pages: readonly Page[], open: (page: Page) => Promise<void>): Promise<void> {
  for (const page of pages) {
    await open(page);
    await expect(page.locator("textarea:focus")).toBeVisible();
  }
}

const placeCaret = (page: Page, at: number) =>
  page
    .locator("textarea:focus")
    .evaluate((field: HTMLTextAreaElement, place) => field.setSelectionRange(place, place), at);
const caret = (page: Page) =>
  page.locator("textarea:focus").evaluate((field: HTMLTextAreaElement) => field.selectionStart);
const words = (page: Page) => page.locator("textarea:focus").inputValue();

/** Both write into the open words at once: Maya at the head, Sam at the end. Letters cross; carets stay with theirs. */
async function writeTogether(maya: Page, sam: Page, start: string): Promise<void> {
  await placeCaret(maya, 0);
  await placeCaret(sam, start.length);
  await Promise.all([
    maya.keyboard.type("Always: ", { delay: 15 }),
    sam.keyboard.type(" Together.", { delay: 15 }),
  ]);
  const merged = `Always: ${start} Together.`;
  for (const page of [maya, sam]) await expect.poll(() => words(page)).toBe(merged);
  expect(await caret(maya)).toBe("Always: ".length);
  expect(await caret(sam)).toBe(merged.length);
}

/** Sam's line is cut; both go on writing; it is plugged in again, and both hold everything. */
async function writeApart(maya: Page, sam: Page, cut: () => void, plug: () => void): Promise<void> {
  const before = await words(maya);
  cut();
  await expect(syncLine(sam, /^No connection\./)).toBeVisible({ timeout: 15_000 });
  await maya.keyboard.type("(M) ");
  await sam.keyboard.type(" (S)");
  const merged = `${before.slice(0, 8)}(M) ${before.slice(8)} (S)`;
  await expect.poll(() => words(sam)).toBe(`${before} (S)`);
  plug();
  for (const page of [maya, sam]) await expect.poll(() => words(page), { timeout: 15_000 }).toBe(merged);
  expect(await caret(maya)).toBe(12);
  expect(await caret(sam)).toBe(merged.length);
  for (const page of [maya, sam]) await expect(syncLine(page, "Saved.")).toBeVisible();
}

test("two people write into one plan card at once, also while one has no line, and no letter is lost", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page, "Walk on Sunday");
  await expect(card(sam.page, "Walk on Sunday")).toBeVisible();
  await openBoth([maya.page, sam.page], (page) => choose(page, "Walk on Sunday", "Change the words"));
  await expect(sam.page.getByText("Maya is writing").first()).toBeVisible();
  await writeTogether(maya.page, sam.page, "Walk on Sunday");
  await writeApart(
    maya.page,
    sam.page,
    () => sam.cable.cut(),
    () => sam.cable.plug(),
  );
  for (const { page } of [maya, sam]) {
    await page.keyboard.press("Escape");
    await expect(card(page, "Always: (M) Walk on Sunday Together. (S)")).toBeVisible();
  }
});

test("two people write into one boundary at once, also while one has no line, and no letter is lost", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page);
  for (const { page } of [maya, sam]) await goTo(page, "Boundaries");
  await maya.page.getByRole("button", { name: "Write a boundary" }).click();
  await maya.page.getByRole("button", { name: "Something that binds both" }).click();
  await maya.page.keyboard.type("No phones at dinner.");
  await maya.page.getByRole("button", { name: "Show to Sam" }).click();
  await expect(card(sam.page, "No phones at dinner.")).toBeVisible();
  await openBoth([maya.page, sam.page], (page) => choose(page, "No phones at dinner.", "Change the words"));
  await writeTogether(maya.page, sam.page, "No phones at dinner.");
  await writeApart(
    maya.page,
    sam.page,
    () => sam.cable.cut(),
    () => sam.cable.plug(),
  );
});

test("two people write into one line of our list at once, also while one has no line, and tick it", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page);
  for (const { page } of [maya, sam]) {
    await goTo(page, "Steps");
    await page.getByRole("link", { name: /Know our limits/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Know our limits" })).toBeVisible();
  }
  await maya.page.getByRole("button", { name: "Add a line" }).click();
  await maya.page.keyboard.type("Read them aloud");
  await maya.page.keyboard.press("Escape");
  await expect(sam.page.getByText("Read them aloud")).toBeVisible();
  await openBoth([maya.page, sam.page], (page) => choose(page, "Read them aloud", "Change the words"));
  await writeTogether(maya.page, sam.page, "Read them aloud");
  await writeApart(
    maya.page,
    sam.page,
    () => sam.cable.cut(),
    () => sam.cable.plug(),
  );
  for (const { page } of [maya, sam]) await page.keyboard.press("Escape");
  await maya.page.getByRole("checkbox").check();
  await expect(sam.page.getByRole("checkbox")).toBeChecked();
  await sam.page.getByRole("checkbox").uncheck();
  await expect(maya.page.getByRole("checkbox")).not.toBeChecked();
});

test("each one's own word for a step stands beside the other's, and nobody can set the other's", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page);
  for (const { page } of [maya, sam]) {
    await goTo(page, "Steps");
    await page.getByRole("link", { name: /Let it take time/ }).click();
  }
  await maya.page.getByText("Working on it", { exact: true }).click();
  await sam.page.getByText("Not now", { exact: true }).click();
  for (const { page } of [maya, sam]) {
    await expect(page.getByText("Maya: Working on it")).toBeVisible();
    await expect(page.getByText("Sam: Not now")).toBeVisible();
    await expect(page.getByText("You are at different places. That is all right.")).toBeVisible();
  }
  await maya.page.getByRole("button", { name: "No word" }).click();
  await expect(sam.page.getByText("Maya: No word yet")).toBeVisible();
});

test("a card moves from lane to lane by its menu, can be removed, and comes back with Undo on both screens", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page, "Phones face down");
  await choose(maya.page, "Phones face down", "Move to How we live now");
  const living = sam.page.getByRole("region", { name: "How we live now" });
  await expect(living.getByText("Phones face down")).toBeVisible();
  await choose(sam.page, "Phones face down", "Remove");
  await expect(card(maya.page, "Phones face down")).toBeHidden();
  await sam.page.getByRole("button", { name: "Undo" }).click();
  await expect(card(maya.page, "Phones face down")).toBeVisible();
});

test("a card removed by one while the other writes in it can be kept with its words", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page, "Tell Nina");
  await choose(sam.page, "Tell Nina", "Change the words");
  await sam.page.keyboard.type(" on Friday");
  await expect(card(maya.page, "Tell Nina on Friday")).toBeVisible();
  await choose(maya.page, "Tell Nina on Friday", "Remove");
  await expect(sam.page.getByText("Maya removed this.")).toBeVisible();
  await sam.page.getByRole("button", { name: "Keep my words" }).click();
  await expect(card(maya.page, "Tell Nina on Friday")).toBeVisible();
});
