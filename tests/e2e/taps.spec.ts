import type { Locator, Page } from "@playwright/test";
import { expect, phone, test } from "./fixtures.ts";
import { card, makeLink, openInvitation, startBoard, syncLine } from "./journeys.ts";

/** A hand that counts: every touch of the glass beside typing. Typing goes to whatever field has the focus. */
function createHand(page: Page) {
  let taps = 0;
  return {
    taps: () => taps,
    tap: async (target: Locator) => {
      taps += 1;
      await target.tap();
    },
    type: async (field: Locator, words: string) => {
      await expect(field).toBeFocused();
      await page.keyboard.type(words);
    },
  };
}

test("on a phone, six taps lead from the first page to a first saved card", async ({ openProfile }) => {
  const { page } = await openProfile("maya", phone);
  const hand = createHand(page);
  await page.goto("/");
  await hand.tap(page.getByRole("link", { name: "Start our board" }));
  // Some phones open their keyboard only when a field is touched, so both touches are counted.
  const name = page.getByLabel("What should your partner call you here?");
  await hand.tap(name);
  await hand.type(name, "Maya");
  await hand.tap(page.getByRole("button", { name: "Go on" }));
  const want = page.getByLabel("Something for our plan");
  await hand.tap(want);
  await hand.type(want, "Walk on Sunday");
  await hand.tap(page.getByRole("button", { name: "Put it on the board" }));
  await hand.tap(page.getByRole("button", { name: "Later" }));
  await expect(card(page, "Walk on Sunday")).toBeVisible();
  await expectSaved(page);
  expect(hand.taps()).toBeLessThanOrEqual(6);
});

test("on a phone, three taps lead from the opened invitation to the board", async ({ maya, openProfile }) => {
  await startBoard(maya.page, "Maya", "Walk on Sunday");
  const fragment = await makeLink(maya.page);
  const { page } = await openProfile("sam", phone);
  const hand = createHand(page);
  await openInvitation(page, fragment);
  const name = page.getByLabel("What should Maya call you here?");
  await hand.tap(name);
  await hand.type(name, "Sam");
  await hand.tap(page.getByRole("button", { name: "Join as Sam" }));
  await expect(page.getByText("You are Sam")).toBeVisible();
  await expect(card(page, "Walk on Sunday")).toBeVisible();
  await expectSaved(page);
  expect(hand.taps()).toBeLessThanOrEqual(3);
});

/** A phone has room for the sync line only while something is not saved: then it is gone, and the hidden rail says so. */
async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByText("Saved.", { exact: true })).toHaveCount(1);
  await expect(syncLine(page, /^(Saving|Saved|Sending|No connection)/)).toBeHidden();
}
