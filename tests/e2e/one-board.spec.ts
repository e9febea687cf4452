import { expect, NO_LINE, test } from "./fixtures.ts";
import { card, draftBoundary, goTo, join, makeLink, startBoard, startTogether } from "./journeys.ts";

test.use({ allowedErrors: [NO_LINE] });

test("a browser that has a board starts no second one, whichever way it is led there", async ({ maya }) => {
  const { page, context } = maya;
  const stale = await context.newPage();
  await stale.goto("/");
  await stale.getByRole("link", { name: "Start our board" }).click();
  await stale.getByLabel("What should your partner call you here?").fill("Maya again");
  await stale.getByRole("button", { name: "Go on" }).click();
  await startBoard(page, "Maya", "Walk on Sunday");
  await stale.getByRole("button", { name: "Leave it for later" }).click();
  await expect(card(stale, "Walk on Sunday")).toBeVisible();
  await page.goto("/start");
  await expect(card(page, "Walk on Sunday")).toBeVisible();
  const seats = await page.evaluate(async () => {
    const answer: { seats: unknown[] } = await (await fetch("/api/boards")).json();
    return answer.seats.length;
  });
  expect(seats).toBe(1);
});

test("an invitation opened in two tabs joins once, and the second tab finds the way to the board", async ({
  maya,
  sam,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  const second = await sam.context.newPage();
  await second.goto(`/join${fragment}`);
  await second.getByLabel(/call you here\?$/).fill("Sam");
  await join(sam.page, fragment, "Sam");
  await second.getByRole("button", { name: "Join as Sam" }).click();
  await expect(second.getByText("This browser already belongs to Sam’s side.")).toBeVisible();
});

test("a reworded limit that was laid down meanwhile stands again when it is shown", async ({ maya, sam }) => {
  await startTogether(maya.page, sam.page);
  const { page } = maya;
  await goTo(page, "Boundaries");
  await (
    await draftBoundary(page, "My limit", "Not after ten.")
  )
    .getByRole("button", { name: "Show to Sam" })
    .click();
  await page.getByRole("button", { name: "More about Not after ten." }).click();
  await page.getByRole("menuitem", { name: "Change my words" }).click();
  await page.keyboard.type(" Not at all on Mondays.");
  await page.getByRole("button", { name: "More about Not after ten." }).click();
  await page.getByRole("menuitem", { name: "Lay it down" }).click();
  await page
    .getByRole("article")
    .filter({ hasText: "Only you can see this" })
    .getByRole("button", { name: "Show to Sam" })
    .click();
  await goTo(sam.page, "Boundaries");
  await expect(card(sam.page, "Not after ten. Not at all on Mondays.")).toBeVisible();
});

test("of two links that are out, the one that is stopped is the one that was meant", async ({
  maya,
  sam,
}) => {
  await startBoard(maya.page, "Maya");
  const first = await makeLink(maya.page);
  await maya.page.getByRole("button", { name: "Go to the board" }).click();
  await maya.page.getByRole("link", { name: "Invite your partner" }).click();
  const second = await makeLink(maya.page);
  await maya.page.getByRole("button", { name: "Stop this link" }).last().click();
  await expect(maya.page.getByText("The link is stopped. It opens nothing now.")).toBeVisible();
  await sam.page.goto(`/join${second}`);
  await expect(sam.page.getByRole("heading", { name: "This link was stopped" })).toBeVisible();
  await join(sam.page, first, "Sam");
});

test("a quick exit while the board is still opening connects nothing afterwards", async ({ maya }) => {
  const { page } = maya;
  await startBoard(page, "Maya", "Walk on Sunday");
  const late = await maya.context.newPage();
  // The exit comes before any key has been derived; the opening goes on behind it.
  await late.addInitScript(() => {
    const original = crypto.subtle.deriveKey.bind(crypto.subtle);
    crypto.subtle.deriveKey = async (...args: Parameters<SubtleCrypto["deriveKey"]>) => {
      await new Promise((resolve) => addEventListener("go-on", resolve, { once: true }));
      return original(...args);
    };
  });
  await late.goto("/plan");
  // Without a connection the page stays, so that it can be watched.
  await maya.context.setOffline(true);
  await late.getByRole("button", { name: "Quick exit" }).click();
  await expect(late.getByText("There is nothing here right now.")).toBeVisible();
  await maya.context.setOffline(false);
  const socket = late.waitForEvent("websocket", { timeout: 3_000 });
  await late.evaluate(() => dispatchEvent(new Event("go-on")));
  await expect(socket, "a socket after the exit").rejects.toThrow(/Timeout/);
});
