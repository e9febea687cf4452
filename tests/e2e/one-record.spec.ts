import { expect, test } from "./fixtures.ts";
import { card, choose, goTo, startTogether } from "./journeys.ts";

const ROWS = 100;

test("on a board of 100 rows one letter of the other changes exactly one DOM record", async ({
  maya,
  sam,
}) => {
  test.setTimeout(120_000);
  await startTogether(maya.page, sam.page);
  for (const { page } of [maya, sam]) {
    await goTo(page, "Steps");
    await page.getByRole("link", { name: /Know our limits/ }).click();
  }
  await maya.page.getByRole("button", { name: "Add a line" }).click();
  for (let row = 1; row <= ROWS; row += 1) {
    await expect(maya.page.locator("textarea:focus")).toHaveValue("");
    await maya.page.keyboard.insertText(`Row ${row}.`);
    await maya.page.keyboard.press(row === ROWS ? "Escape" : "Enter");
  }
  await expect(sam.page.getByRole("checkbox")).toHaveCount(ROWS);
  await choose(maya.page, "Row 50.", "Change the words");
  await expect(sam.page.getByText("Maya is writing").first()).toBeVisible();
  // What belongs to presence has happened; from here on there is one letter and nothing else.
  const records = await sam.page.evaluateHandle(() => {
    const seen: string[] = [];
    const observer = new MutationObserver((list) => {
      for (const { type, target, attributeName } of list) {
        // The sync line of whoever reads does not change; anything that does is counted.
        seen.push(`${type} ${attributeName ?? ""} ${target.textContent?.slice(0, 40)}`);
      }
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    return seen;
  });
  await maya.page.keyboard.type("!");
  await expect(sam.page.getByText("Row 50.!")).toBeVisible();
  expect(await records.jsonValue()).toHaveLength(1);
});

test("a plan card's letters leave every other card untouched", async ({ maya, sam }) => {
  await startTogether(maya.page, sam.page, "First");
  await maya.page.getByRole("button", { name: "Add to Talking about" }).click();
  await maya.page.keyboard.insertText("Second");
  await maya.page.keyboard.press("Control+Enter");
  await expect(card(sam.page, "Second")).toBeVisible();
  await choose(maya.page, "Second", "Change the words");
  await expect(sam.page.getByText("Maya is writing").first()).toBeVisible();
  const untouched = await card(sam.page, "First").elementHandle();
  await maya.page.keyboard.type(" thing");
  await expect(card(sam.page, "Second thing")).toBeVisible();
  expect(await untouched?.evaluate((element) => element.isConnected)).toBe(true);
});
