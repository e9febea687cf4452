import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { card, choose, goTo, showBoundary, startBoard, startTogether, writePurpose } from "./journeys.ts";

/** The open field, held by its element: a field made afresh, or moved in the page, would lose what is asked of it. */
async function holdField(page: Page) {
  const field = await page.locator("textarea:focus").elementHandle();
  if (field === null) throw new Error("no field has the focus");
  await field.evaluate((element: HTMLTextAreaElement) => {
    element.setSelectionRange(2, 2);
    element.addEventListener("blur", () => (element.dataset["left"] = "yes"));
  });
  return {
    type: (letters: string) => page.keyboard.type(letters),
    stood: () =>
      field.evaluate((element: HTMLTextAreaElement) => ({
        words: element.value,
        caret: element.selectionStart,
        hasFocus: document.activeElement === element,
        left: element.dataset["left"],
      })),
  };
}

async function addCard(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: "Add to Talking about" }).click();
  await page.keyboard.insertText(words);
  await page.keyboard.press("Control+Enter");
  await expect(card(page, words)).toBeVisible();
}

test("a card that the other moves while I write in it stays under my hands, and goes to its place when I am done", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page, "One");
  for (const words of ["Two", "Three"]) await addCard(maya.page, words);
  await expect(card(sam.page, "Three")).toBeVisible();
  await choose(sam.page, "Two", "Change the words");
  const field = await holdField(sam.page);

  await choose(maya.page, "Two", "Move up");
  await choose(maya.page, "Three", "Move up");
  await choose(maya.page, "Two", "Move to Trying");
  await choose(maya.page, "Two", "Change the words");
  await maya.page.keyboard.type("!");
  await expect.poll(async () => (await field.stood()).words).toBe("Two!");
  await field.type("-");
  expect(await field.stood()).toEqual({ words: "Tw-o!", caret: 3, hasFocus: true, left: undefined });

  await sam.page.keyboard.press("Escape");
  await expect(sam.page.getByRole("region", { name: "Trying" }).getByText("Tw-o!")).toBeVisible();
  await expect(sam.page.getByRole("button", { name: "More about Tw-o!" })).toBeFocused();
  await expect(sam.page.getByRole("region", { name: "Talking about" }).getByRole("article")).toHaveText([
    /Three/,
    /One/,
  ]);
});

test("a line that the other moves while I write in it keeps its field, caret and letters", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page);
  for (const { page } of [maya, sam]) {
    await goTo(page, "Steps");
    await page.getByRole("link", { name: /Know our limits/ }).click();
  }
  await maya.page.getByRole("button", { name: "Add a line" }).click();
  for (const words of ["One", "Two", "Three"]) {
    await expect(maya.page.locator("textarea:focus")).toHaveValue("");
    await maya.page.keyboard.insertText(words);
    await maya.page.keyboard.press(words === "Three" ? "Escape" : "Enter");
  }
  await expect(sam.page.getByText("Three", { exact: true })).toBeVisible();
  await choose(sam.page, "Two", "Change the words");
  const field = await holdField(sam.page);

  await choose(maya.page, "Two", "Move up");
  await choose(maya.page, "Three", "Move up");
  await choose(maya.page, "Two", "Change the words");
  await maya.page.keyboard.type("!");
  await expect.poll(async () => (await field.stood()).words).toBe("Two!");
  await field.type("-");
  expect(await field.stood()).toEqual({ words: "Tw-o!", caret: 3, hasFocus: true, left: undefined });
  await sam.page.keyboard.press("Escape");
  await expect(sam.page.getByRole("listitem").filter({ has: sam.page.getByRole("checkbox") })).toHaveText([
    /Tw-o!/,
    /Three/,
    /One/,
  ]);
});

test("a hundred lines are shown at first, what I add beyond them at once, and all of them on request", async ({
  maya,
}) => {
  const { page } = maya;
  await startBoard(page, "Maya");
  await goTo(page, "Steps");
  await page.getByRole("link", { name: /Know our limits/ }).click();
  await page.getByRole("button", { name: "Add a line" }).click();
  for (let row = 1; row <= 102; row += 1) {
    await expect(page.locator("textarea:focus")).toHaveValue("");
    await page.keyboard.insertText(`Row ${row}.`);
    await page.keyboard.press(row === 102 ? "Escape" : "Enter");
  }
  await expect(page.getByRole("checkbox")).toHaveCount(102);
  await page.reload();
  await expect(page.getByRole("checkbox")).toHaveCount(100);
  await page.getByRole("button", { name: "Show all 102" }).click();
  await expect(page.getByRole("checkbox")).toHaveCount(102);
  await expect(page.getByText("Row 102.")).toBeVisible();
});

test("a page opened by a link is begun at its heading, a saved card and a purpose that is done keep the focus", async ({
  maya,
}) => {
  const { page } = maya;
  const heading = (name: string) => page.getByRole("heading", { level: 1, name });
  await page.goto("/sample");
  await expect(heading("Plan")).toBeVisible();
  await expect(heading("Plan")).not.toBeFocused();
  await goTo(page, "Steps");
  await expect(heading("Our 21 steps")).toBeFocused();
  await page.getByRole("link", { name: /Know our limits/ }).click();
  await expect(heading("Know our limits")).toBeFocused();

  await startBoard(page, "Maya");
  await goTo(page, "Plan");
  await expect(heading("Plan")).toBeFocused();
  await writePurpose(page, "To live in one house");
  await expect(page.getByRole("button", { name: "Change together" })).toBeFocused();
  await page.getByRole("button", { name: "Something for our plan" }).click();
  await page.keyboard.type("Walk on Sunday");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("button", { name: "More about Walk on Sunday" })).toBeFocused();
});

test("words that are not saved go along to another lane, and are found again after a look at another page", async ({
  maya,
}) => {
  const { page } = maya;
  await startBoard(page, "Maya", "Walk on Sunday");
  await goTo(page, "Plan");
  await page.getByRole("button", { name: "Add to Talking about" }).click();
  await page.keyboard.type("Tell Nina");
  await page.getByRole("button", { name: "Add to Trying" }).click();
  const field = page.getByRole("region", { name: "Trying" }).getByRole("textbox");
  await expect(field).toHaveValue("Tell Nina");
  await expect(field).toBeFocused();
  await goTo(page, "Boundaries");
  await goTo(page, "Plan");
  await expect(field).toHaveValue("Tell Nina");
  await page.getByRole("button", { name: "Cancel" }).click();
  await goTo(page, "Boundaries");
  await goTo(page, "Plan");
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

test("what the other removed is found under the list, and brought back to both", async ({ maya, sam }) => {
  await startTogether(maya.page, sam.page, "Walk on Sunday");
  await choose(sam.page, "Walk on Sunday", "Remove");
  await expect(card(maya.page, "Walk on Sunday")).toHaveCount(0);
  await maya.page.getByText("Removed (1)").click();
  await maya.page.getByRole("button", { name: "Bring back" }).click();
  await expect(maya.page.getByRole("button", { name: "More about Walk on Sunday" })).toBeFocused();
  await expect(card(sam.page, "Walk on Sunday")).toBeVisible();

  await goTo(maya.page, "Boundaries");
  await showBoundary(maya.page, "My limit", "I do not share my passwords.");
  await choose(maya.page, "I do not share my passwords.", "Lay it down");
  await maya.page.getByText("Removed (1)").click();
  await maya.page.getByRole("button", { name: "Bring back" }).click();
  await goTo(sam.page, "Boundaries");
  await expect(card(sam.page, "I do not share my passwords.")).toBeVisible();
});

test("a line begun and left empty is gone, and a first thing to do is begun once however often it is pressed", async ({
  maya,
}) => {
  const { page } = maya;
  await startBoard(page, "Maya");
  await goTo(page, "Steps");
  await page.getByRole("link", { name: /Notice good things/ }).click();
  await page.getByRole("button", { name: "Add a line" }).click();
  await expect(page.locator("textarea:focus")).toHaveValue("");
  await goTo(page, "Plan");
  await goTo(page, "Steps");
  await page.getByRole("link", { name: /Notice good things/ }).click();
  await expect(page.getByText("Nothing on the list yet.")).toBeVisible();
  const begin = page
    .locator("main")
    .getByRole("heading", { name: "A first thing to do" })
    .locator("xpath=..")
    .getByRole("button");
  await begin.click();
  await expect(page.locator("textarea:focus")).not.toHaveValue("");
  await begin.click();
  await expect(page.getByRole("checkbox")).toHaveCount(1);
});
