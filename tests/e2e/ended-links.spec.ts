import { join as pathOf } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Page } from "@playwright/test";
import type { TestServer } from "../support/server.ts";
import { expect, NO_LINE, test } from "./fixtures.ts";
import { INVITED, join, makeLink, openInvitation, startBoard } from "./journeys.ts";

/** What Chromium writes without a line, and when the server says no: an invite that is gone, or that never was. */
const EXPECTED = new RegExp(`${NO_LINE.source}|responded with a status of (404|410)`);

test.use({ allowedErrors: [EXPECTED] });

/** A page for a link that opens nothing: why, and one way on. */
async function expectEnded(page: Page, title: string, helps: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByText(helps)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Join/ })).toBeHidden();
  await page.getByRole("link", { name: "To the first page" }).click();
  await expect(page.getByRole("link", { name: "Start our board" })).toBeVisible();
}

test("a link that another browser has joined by opens nothing", async ({ maya, sam, openProfile }) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  await join(sam.page, fragment, "Sam");
  const alex = await openProfile("alex");
  await openInvitation(alex.page, fragment);
  await expectEnded(alex.page, "This link has been used", "Ask for a new one.");
});

test("a link that the inviter stopped opens nothing, also where the invitation was already open", async ({
  maya,
  sam,
  openProfile,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  await openInvitation(sam.page, fragment);
  await sam.page.getByLabel(/call you here\?$/).fill("Sam");
  await maya.page.getByRole("button", { name: "Stop this link" }).click();
  await expect(maya.page.getByText("The link is stopped. It opens nothing now.").first()).toBeVisible();
  await sam.page.getByRole("button", { name: "Join as Sam" }).click();
  await expectEnded(sam.page, "This link was stopped", "Ask for a new one.");
  const alex = await openProfile("alex");
  await openInvitation(alex.page, fragment);
  await expectEnded(alex.page, "This link was stopped", "Ask for a new one.");
});

test("a link that has run out opens nothing, and a new one does", async ({ maya, sam, server }) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  await letInvitesRunOut(server);
  await openInvitation(sam.page, fragment);
  await expectEnded(sam.page, "This link has run out", "Ask for a new one.");
  await maya.page.goto("/invite");
  await join(sam.page, await makeLink(maya.page), "Sam");
});

/** Seven days pass for every invite at once: the server has no clock to turn, so its rows are aged while it is down. */
async function letInvitesRunOut(server: TestServer): Promise<void> {
  await server.kill();
  const database = new DatabaseSync(pathOf(server.dataDir, "mendboard.sqlite"));
  database.prepare("UPDATE invites SET expires_at = expires_at - ?").run(7 * 86_400_000);
  database.close();
  await server.restart();
}

test("a second link to a board of two people says that it is full", async ({ maya, sam, openProfile }) => {
  await startBoard(maya.page, "Maya");
  const first = await makeLink(maya.page);
  await maya.page.reload();
  const second = await makeLink(maya.page);
  await join(sam.page, first, "Sam");
  const alex = await openProfile("alex");
  await openInvitation(alex.page, second);
  await expectEnded(alex.page, "This board has two people already", "ask the person who sent you the link");
});

test("a link that lost or changed a letter says so, and the whole one works in the same tab", async ({
  maya,
  sam,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  const changed = fragment.replace(/.{5}$/, (end) => (end === "AAAAA" ? "BBBBB" : "AAAAA"));
  for (const broken of [fragment.slice(0, -5), "", changed]) {
    await openInvitation(sam.page, broken);
    await expectEnded(sam.page, "This link is not whole", "Ask for it again, or copy it once more.");
  }
  await openInvitation(sam.page, fragment.slice(0, -5));
  await expect(sam.page.getByRole("heading", { name: "This link is not whole" })).toBeVisible();
  await sam.page.goto(`/join${fragment}`);
  await expect(sam.page.getByText(INVITED)).toBeVisible();
});
