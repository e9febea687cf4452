import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  card,
  draftBoundary,
  goTo,
  join,
  makeLink,
  showBoundary,
  startBoard,
  syncLine,
  writePurpose,
} from "./journeys.ts";

const PURPOSE = "So that evenings feel calm again.";
const PLAN = "Walk on Sunday";
const LIMIT = "Nobody reads my phone.";
const BOUNDARY = "Home by nine, or a message.";
const LINE = "Read them aloud";
const DRAFT_LIMIT = "Not yet sayable one.";
const DRAFT_BOUNDARY = "Not yet sayable two.";

/** Everything there is to write, by one person alone; two drafts stay unshown. Ends on Boundaries. */
async function writeEverything(page: Page): Promise<void> {
  await startBoard(page, "Maya", PLAN);
  await goTo(page, "Plan");
  await writePurpose(page, PURPOSE);
  await openStep(page);
  await page.getByRole("button", { name: "Add a line" }).click();
  await page.keyboard.type(LINE);
  await page.keyboard.press("Escape");
  await page.getByText("Working on it", { exact: true }).click();
  await goTo(page, "Boundaries");
  await showBoundary(page, "My limit", LIMIT);
  await showBoundary(page, "Something that binds both", BOUNDARY);
  await draftBoundary(page, "My limit", DRAFT_LIMIT);
  await draftBoundary(page, "Something that binds both", DRAFT_BOUNDARY);
  await expect(syncLine(page, "Saved.")).toBeVisible();
}

async function openStep(page: Page): Promise<void> {
  await goTo(page, "Steps");
  await page.getByRole("link", { name: /Know our limits/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Know our limits" })).toBeVisible();
}

test("alone on a board everything can be written, and all of it is there after a reload", async ({
  maya,
}) => {
  const { page } = maya;
  await writeEverything(page);
  await page.reload();
  for (const words of [LIMIT, BOUNDARY, DRAFT_LIMIT, DRAFT_BOUNDARY]) {
    await expect(card(page, words)).toBeVisible();
  }
  await goTo(page, "Plan");
  await expect(page.getByText(PURPOSE)).toBeVisible();
  await expect(card(page, PLAN)).toBeVisible();
  await openStep(page);
  await expect(page.getByText(LINE)).toBeVisible();
  await expect(page.getByText("Maya: Working on it")).toBeVisible();
});

test("who joins later sees all that was shown and no draft, until it is shown", async ({ maya, sam }) => {
  await writeEverything(maya.page);
  await maya.page.getByRole("link", { name: "Invite your partner" }).click();
  await join(sam.page, await makeLink(maya.page), "Sam");

  await expect(sam.page.getByText(PURPOSE)).toBeVisible();
  await expect(card(sam.page, PLAN)).toBeVisible();
  await openStep(sam.page);
  await expect(sam.page.getByText(LINE)).toBeVisible();
  await expect(sam.page.getByText("Maya: Working on it")).toBeVisible();
  await goTo(sam.page, "Boundaries");
  for (const words of [LIMIT, BOUNDARY]) await expect(card(sam.page, words)).toBeVisible();
  await expect(sam.page.getByText("Not yet sayable")).toHaveCount(0);

  await goTo(maya.page, "Boundaries");
  await card(maya.page, DRAFT_LIMIT).getByRole("button", { name: "Show to Sam" }).click();
  await expect(card(sam.page, DRAFT_LIMIT)).toBeVisible();
  await expect(sam.page.getByText(DRAFT_BOUNDARY)).toHaveCount(0);
});

test("a board of one says once on a page, and only quietly, that the other has not joined yet", async ({
  maya,
}) => {
  const { page } = maya;
  await writeEverything(page);
  const alone = page.getByText("Your partner hasn’t joined yet.");
  const seenAtMostOnce = async () => {
    await expect(syncLine(page, "Saved.")).toBeVisible();
    expect(await alone.count()).toBeLessThanOrEqual(1);
    await expect(page.getByRole("dialog")).toBeHidden();
    for (const alert of await page.getByRole("alert").all()) await expect(alert).toBeEmpty();
  };
  for (const place of ["Boundaries", "Plan", "Steps", "Settings"] as const) {
    await goTo(page, place);
    await seenAtMostOnce();
  }
  await openStep(page);
  await seenAtMostOnce();
  await expect(alone).toHaveCount(0);
  await goTo(page, "Plan");
  await expect(alone).toHaveCount(1);
});
