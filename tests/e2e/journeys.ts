import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** What people do on the screens, in their words; every test goes the same way in. */

export async function startBoard(page: Page, name: string, want?: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Start our board" }).click();
  await page.getByLabel("What should your partner call you here?").fill(name);
  await page.getByRole("button", { name: "Go on" }).click();
  if (want === undefined) {
    await page.getByRole("button", { name: "Leave it for later" }).click();
  } else {
    await page.getByLabel("Something for our plan").fill(want);
    await page.getByRole("button", { name: "Put it on the board" }).click();
  }
  await expect(page.getByRole("button", { name: "Make a link" })).toBeVisible();
}

/** From the invite page: make a link. @returns its fragment, since each person reaches the server by an own line */
export async function makeLink(page: Page): Promise<string> {
  await page.getByRole("button", { name: /^Make a (new )?link$/ }).click();
  const link = await page.getByLabel("The link").inputValue();
  expect(link).toMatch(/\/join#[\w-]{43}$/);
  return new URL(link).hash;
}

/** What an invitation by Maya says first. */
export const INVITED = "Maya made a board for the two of you and would like you to join.";

export async function openInvitation(page: Page, fragment: string): Promise<void> {
  // Away first: from /join to /join#… would be no navigation at all.
  await page.goto("about:blank");
  await page.goto(`/join${fragment}`);
}

export async function join(page: Page, fragment: string, name: string): Promise<void> {
  await openInvitation(page, fragment);
  await page.getByLabel(/call you here\?$/).fill(name);
  await page.getByRole("button", { name: `Join as ${name}` }).click();
  await expect(page.getByText(`You are ${name}`)).toBeVisible();
}

/** Maya starts, invites, Sam joins; both end on the plan, and each knows of the other. */
export async function startTogether(maya: Page, sam: Page, want?: string): Promise<void> {
  await startBoard(maya, "Maya", want);
  const fragment = await makeLink(maya);
  await join(sam, fragment, "Sam");
  await goTo(maya, "Plan");
  await expect(maya.getByText("Sam is here")).toBeVisible();
  await expect(sam.getByText("Maya is here")).toBeVisible();
}

/** By the rail or the bottom bar, whichever this screen has. */
export async function goTo(page: Page, place: "Plan" | "Boundaries" | "Steps" | "Settings"): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: place, exact: true }).click();
  const heading = place === "Steps" ? "Our 21 steps" : place;
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
}

/** From the plan: one sentence at its head. */
export async function writePurpose(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("textbox", { name: "Why are you doing this?" }).fill(words);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(words)).toBeVisible();
}

/** From Boundaries: a private draft, left as it is. @returns its card */
export async function draftBoundary(
  page: Page,
  kind: "My limit" | "Something that binds both",
  words: string,
): Promise<Locator> {
  await page.getByRole("button", { name: "Write a boundary" }).click();
  await page.getByRole("dialog").getByRole("button", { name: kind }).click();
  await expect(page.locator("textarea:focus")).toBeVisible();
  await page.keyboard.type(words);
  await page.keyboard.press("Escape");
  const draft = card(page, words);
  await expect(draft.getByText("Only you can see this")).toBeVisible();
  return draft;
}

/** From Boundaries: a draft, shown at once. */
export async function showBoundary(
  page: Page,
  kind: "My limit" | "Something that binds both",
  words: string,
): Promise<void> {
  const draft = await draftBoundary(page, kind, words);
  await draft.getByRole("button", { name: /^(Show to |Put it on the board)/ }).click();
  await expect(draft.getByText("Only you can see this")).toBeHidden();
}

/** The card that holds these words. */
export const card = (page: Page, words: string | RegExp) =>
  page.getByRole("article").filter({ hasText: words });

/** Open one of the actions behind a card's or line's menu. */
export async function choose(page: Page, words: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `More about ${words}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** The sync line, in the rail or above the page, whichever this screen shows. "Saved." alone is durable on the server. */
export const syncLine = (page: Page, text: string | RegExp) =>
  page.getByText(text, { exact: true }).filter({ visible: true });
