import type { Page } from "@playwright/test";
import { expect, NO_LINE, phone, test } from "./fixtures.ts";
import {
  card,
  draftBoundary,
  goTo,
  INVITED,
  join,
  makeLink,
  openInvitation,
  showBoundary,
  startBoard,
  startTogether,
  writePurpose,
} from "./journeys.ts";

test.use({ allowedErrors: [NO_LINE] });

const ONLY_YOURS = "No visits without a word before.";

test("both see the same before anything is shared: name, purpose and counts, and never a private draft", async ({
  maya,
  sam,
}) => {
  await startBoard(maya.page, "Maya", "Walk on Sunday");
  await goTo(maya.page, "Plan");
  await writePurpose(maya.page, "So that evenings feel calm again.");
  await goTo(maya.page, "Boundaries");
  await showBoundary(maya.page, "My limit", "Nobody reads my phone.");
  await showBoundary(maya.page, "Something that binds both", "Home by nine, or a message.");
  await draftBoundary(maya.page, "My limit", ONLY_YOURS);
  await maya.page.getByRole("link", { name: "Invite your partner" }).click();

  const willSee = maya.page.getByRole("region", { name: "Your partner will see:" });
  await expect(willSee.getByRole("listitem")).toHaveText([
    "your name: Maya",
    "the purpose",
    "1 thing in the plan",
    "2 things under Boundaries",
  ]);
  await expect(willSee).toContainText("will not see: anything marked “Only you can see this”");

  await openInvitation(sam.page, await makeLink(maya.page));
  await expect(sam.page.getByText(INVITED)).toBeVisible();
  await expect(sam.page.getByText("So that evenings feel calm again.")).toBeVisible();
  await expect(sam.page.getByRole("main").getByRole("listitem")).toHaveText([
    "You will share: the plan, boundaries, steps.",
    "Already there: 1 thing in the plan.",
    "Already there: 2 things under Boundaries.",
    "Never shared: private notes, when you were online, what you opened.",
  ]);
  await expect(sam.page.getByText(ONLY_YOURS)).toBeHidden();
});

test("looking at an invitation uses nothing up, however often, by whomever, and by a chat's preview", async ({
  maya,
  sam,
  openProfile,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  for (const path of [`/join${fragment}`, "/join", "/api/invites/look", "/api/invites/claim"]) {
    await sam.context.request.get(path, { headers: { "user-agent": "WhatsApp/2.23.20.0" } });
  }
  const alex = await openProfile("alex");
  for (const page of [sam.page, alex.page, sam.page, sam.page]) {
    await openInvitation(page, fragment);
    await expect(page.getByText(INVITED)).toBeVisible();
  }
  await join(sam.page, fragment, "Sam");
});

test("join, not now and feeling unsafe weigh the same", async ({ maya, openProfile }) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  for (const options of [{}, phone]) {
    const { page } = await openProfile("sam", options);
    await openInvitation(page, fragment);
    await page.getByLabel(/call you here\?$/).fill("Sam");
    await page.getByRole("heading", { level: 1 }).click(); // away from the field, and over none of the three
    const looks = [];
    for (const way of [
      page.getByRole("button", { name: "Join as Sam" }),
      page.getByRole("button", { name: "Not now" }),
      page.getByRole("link", { name: "Feeling unsafe?" }),
    ]) {
      await expect(way).toBeVisible();
      looks.push(await way.evaluate(lookOf));
    }
    expect(looks[1]).toEqual(looks[0]);
    expect(looks[2]).toEqual(looks[0]);
  }
});

/** Everything that makes one button weigh more than another. */
function lookOf(element: Element): Readonly<Record<string, string | number>> {
  const { width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const { color, backgroundColor, borderColor, borderWidth, boxShadow, fontSize, fontWeight, opacity } =
    style;
  const box = { width: Math.round(width), height: Math.round(height) };
  return {
    ...box,
    color,
    backgroundColor,
    borderColor,
    borderWidth,
    boxShadow,
    fontSize,
    fontWeight,
    opacity,
  };
}

test("not now tells nobody, and the link joins afterwards", async ({ maya, sam }) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  await openInvitation(sam.page, fragment);
  await expect(sam.page.getByText(INVITED)).toBeVisible();
  const told: string[] = [];
  sam.page.on("request", (request) => told.push(`${request.method()} ${request.url()}`));
  await sam.page.getByRole("button", { name: "Not now" }).click();
  await expect(sam.page.getByText("Nobody is told. The link stays good until")).toBeVisible();
  expect(told).toEqual([]);
  await goTo(maya.page, "Plan");
  await expect(maya.page.getByText("Your partner hasn’t joined yet.")).toBeVisible();
  await sam.page.getByRole("button", { name: "Look again" }).click();
  await expect(sam.page.getByText(INVITED)).toBeVisible();
  await join(sam.page, fragment, "Sam");
  await expect(maya.page.getByText("Sam is here")).toBeVisible();
});

test("inside another app's browser the link says so first, can be copied, and can be opened there anyway", async ({
  maya,
  openProfile,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  const inApp = { ...phone, userAgent: `${phone.userAgent} Instagram 300.0.0.0 Android` };
  const { context, page, cable } = await openProfile("sam", inApp);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await openInvitation(page, fragment);
  await expect(page.getByRole("heading", { name: "Open this in your usual browser" })).toBeVisible();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "The link is copied." })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${cable.origin}/join${fragment}`);
  expect(asked.filter((url) => url.includes("/api/invites/"))).toEqual([]);
  await page.getByRole("button", { name: "Go on here anyway" }).click();
  await expect(page.getByText(INVITED)).toBeVisible();
});

test("where copying is refused the link stands marked, for the hand to copy", async ({
  maya,
  openProfile,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  const inApp = { ...phone, userAgent: `${phone.userAgent} Instagram 300.0.0.0 Android` };
  const { page, cable } = await openProfile("sam", inApp);
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException("refused", "NotAllowedError"));
    if ("clipboard" in navigator) navigator.clipboard.writeText = refuse;
  });
  await openInvitation(page, fragment);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByLabel("The link")).toHaveValue(`${cable.origin}/join${fragment}`);
  await expect
    .poll(() => page.evaluate(() => getSelection()?.toString()))
    .toBe(`${cable.origin}/join${fragment}`);
});

test("in the inviter's own browser the link names whose side it is, and stays good for the other", async ({
  maya,
  sam,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  await openInvitation(maya.page, fragment);
  await expect(maya.page.getByText("This browser already belongs to Maya’s side.")).toBeVisible();
  await expect(maya.page.getByRole("button", { name: /^Join/ })).toBeHidden();
  await maya.page.getByRole("link", { name: "Go to the board" }).click();
  await expect(maya.page.getByText("You are Maya")).toBeVisible();
  await join(sam.page, fragment, "Sam");
});

test("joined on the inviter's own second phone, one steps off, and the right person joins by a new link", async ({
  maya,
  sam,
  openProfile,
}) => {
  await startBoard(maya.page, "Maya");
  const wrong = await openProfile("maya", phone);
  await join(wrong.page, await makeLink(maya.page), "Maya two");
  await goTo(maya.page, "Plan");
  await expect(maya.page.getByText("Maya two is here")).toBeVisible();
  await goTo(wrong.page, "Boundaries");
  await showBoundary(wrong.page, "My limit", "Written on the wrong phone.");
  await goTo(maya.page, "Boundaries");
  await expect(card(maya.page, "Written on the wrong phone.")).toBeVisible();
  await expect(wrong.page.getByText("You are Maya two")).toBeVisible();

  await goTo(wrong.page, "Settings");
  await stepOff(wrong.page);
  await expect(maya.page.getByText("Written on the wrong phone.")).toBeHidden();
  await expect(maya.page.getByText("Your partner hasn’t joined yet.")).toBeVisible();
  await expect(maya.page.getByText("You are Maya", { exact: true })).toBeVisible();
  await wrong.page.goto("/");
  await expect(wrong.page.getByRole("link", { name: "Start our board" })).toBeVisible();

  await maya.page.getByRole("link", { name: "Invite your partner" }).click();
  await join(sam.page, await makeLink(maya.page), "Sam");
  await expect(maya.page.getByText("Sam is here")).toBeVisible();
  for (const { page } of [maya, sam]) {
    await goTo(page, "Boundaries");
    await expect(page.getByText("Written on the wrong phone.")).toBeHidden();
  }
  await maya.page.reload();
  await expect(maya.page.getByText("Sam is here")).toBeVisible();
  await expect(maya.page.getByText("Maya two")).toBeHidden();
});

test("a wrong joining can be undone from its welcome, and the same phone can join again later", async ({
  maya,
  openProfile,
}) => {
  await startBoard(maya.page, "Maya");
  const second = await openProfile("sam", phone);
  await join(second.page, await makeLink(maya.page), "Sam");
  await expect(second.page.getByText("You have joined as Sam.")).toBeVisible();
  await stepOff(second.page);
  await maya.page.reload();
  await join(second.page, await makeLink(maya.page), "Sam");
  await goTo(maya.page, "Plan");
  await expect(maya.page.getByText("Sam is here")).toBeVisible();
});

async function stepOff(page: Page): Promise<void> {
  await expect(page.getByText("Joined on the wrong phone?")).toBeVisible();
  await page.getByRole("button", { name: "Step off again" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Step off again" }).click();
  await expect(page.getByRole("heading", { name: "You have stepped off" })).toBeVisible();
}

test("a partner who joins appears at the inviter without a reload", async ({ maya, sam }) => {
  await startTogether(maya.page, sam.page);
  await expect(maya.page.getByText("hasn’t joined yet")).toBeHidden();
});

test("a partner who joined while the inviter had no connection appears when it is back", async ({
  maya,
  sam,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  await goTo(maya.page, "Plan");
  maya.cable.cut();
  await join(sam.page, fragment, "Sam");
  await expect(maya.page.getByText("Your partner hasn’t joined yet.")).toBeVisible();
  maya.cable.plug();
  await expect(maya.page.getByText("Sam is here")).toBeVisible({ timeout: 15_000 });
  await expect(maya.page.getByText("hasn’t joined yet")).toBeHidden();
});
