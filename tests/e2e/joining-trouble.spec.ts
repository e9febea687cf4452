import type { Board, Seats } from "@mendboard/shared/http";
import { chromium, type Page } from "@playwright/test";
import { BROWSER_ARGS, findBrowser } from "../support/browser.ts";
import { expect, NO_LINE, type Person, test } from "./fixtures.ts";
import {
  card,
  goTo,
  INVITED,
  join,
  makeLink,
  openInvitation,
  startBoard,
  startTogether,
  syncLine,
} from "./journeys.ts";

/** What Chromium writes without a line, and when the server no longer knows this browser. */
const EXPECTED = new RegExp(`${NO_LINE.source}|responded with a status of 401`);

test.use({ allowedErrors: [EXPECTED] });

/**
 * Press Join and lose the answer on its way, with every header in it: the server's words are held back until `arrived`
 * has seen that it acted, then the line is cut.
 */
async function joinAndLoseTheAnswer({ page, cable }: Person, arrived: () => Promise<void>): Promise<void> {
  await page.getByLabel(/call you here\?$/).fill("Sam");
  cable.down.freeze();
  await page.getByRole("button", { name: "Join as Sam" }).click();
  await arrived();
  cable.cut();
  cable.down.thaw();
  await expect(page.getByText("The answer got lost on the way. Nothing is wrong: ask again.")).toBeVisible();
  cable.plug();
}

test("an answer lost on a browser's very first visit is asked for again, and gives the same seat", async ({
  maya,
  sam,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  await goTo(maya.page, "Plan");
  await openInvitation(sam.page, fragment);
  await joinAndLoseTheAnswer(sam, () => expect(maya.page.getByText("hasn’t joined yet")).toBeHidden());
  const joined = await membersOf(maya);
  await sam.page.getByRole("button", { name: "Join as Sam" }).click();
  await expect(sam.page.getByText("You are Sam")).toBeVisible();
  await expect(maya.page.getByText("Sam is here")).toBeVisible();
  expect(joined).toHaveLength(2);
  expect(await membersOf(maya)).toEqual(joined);
});

test("an answer lost is asked for again after the page was loaded anew, and gives the same seat", async ({
  maya,
  sam,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  await goTo(maya.page, "Plan");
  await openInvitation(sam.page, fragment);
  await joinAndLoseTheAnswer(sam, () => expect(maya.page.getByText("hasn’t joined yet")).toBeHidden());
  const joined = await membersOf(maya);
  await sam.page.reload();
  await join(sam.page, fragment, "Sam");
  await expect(maya.page.getByText("Sam is here")).toBeVisible();
  expect(joined).toHaveLength(2);
  expect(await membersOf(maya)).toEqual(joined);
});

test("a browser that could not say it has the keys opens the board when loaded again, and says so then", async ({
  maya,
  sam,
}) => {
  await startBoard(maya.page, "Maya");
  await sam.page.route("**/confirm", (route) => route.abort());
  const fragment = await makeLink(maya.page);
  await join(sam.page, fragment, "Sam");
  await expect(syncLine(sam.page, "Saved.")).toBeVisible();
  await sam.page.unroute("**/confirm");
  const confirmed = sam.page.waitForResponse(/\/confirm$/);
  await sam.page.reload();
  expect((await confirmed).status()).toBe(204);
  await expect(sam.page.getByText("You are Sam")).toBeVisible();
  await goTo(maya.page, "Plan");
  await expect(maya.page.getByText("Sam is here")).toBeVisible();
});

test("over plain http from another host every way in says why not, and asks the server to change nothing", async ({
  maya,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  const executablePath = findBrowser();
  // The last of two same switches counts: this browser finds the test's own line under a name of the outside world.
  await using browser = await chromium.launch({
    args: [...BROWSER_ARGS, "--host-resolver-rules=MAP plan.example 127.0.0.1"],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const page = await browser.newPage({ baseURL: maya.cable.origin.replace("localhost", "plan.example") });
  const crashes: Error[] = [];
  page.on("pageerror", (error) => crashes.push(error));
  const writes = watchWrites(page);
  for (const path of ["/", "/start", "/plan", "/invite", `/join${fragment}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "This address isn’t protected" })).toBeVisible();
    await expect(
      page.getByText("Ask whoever runs this for an address that starts with https."),
    ).toBeVisible();
  }
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  expect(writes).toEqual([]);
  expect(crashes).toEqual([]);
});

/** Some private windows: the storage is there, and refuses whoever knocks. */
const refuseStorage = (page: Page) =>
  page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });

/** Others open it and take every write back. */
const refuseWrites = (page: Page) =>
  page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });

test("a browser that gives no storage says so before anything is used up, and the link works elsewhere", async ({
  maya,
  sam,
  openProfile,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  const shut = await openProfile("alex");
  await refuseStorage(shut.page);
  const writes = watchWrites(shut.page);
  await openInvitation(shut.page, fragment);
  await expectNoStorage(shut.page);
  expect(writes).toEqual([]);
  await join(sam.page, fragment, "Sam");
});

test("a browser that keeps nothing of what it is given says so before it joins", async ({
  maya,
  sam,
  openProfile,
}) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  const forgetful = await openProfile("alex");
  await refuseWrites(forgetful.page);
  await openInvitation(forgetful.page, fragment);
  await expect(forgetful.page.getByText(INVITED)).toBeVisible();
  const writes = watchWrites(forgetful.page);
  await forgetful.page.getByLabel(/call you here\?$/).fill("Sam");
  await forgetful.page.getByRole("button", { name: "Join as Sam" }).click();
  await expectNoStorage(forgetful.page);
  expect(writes).toEqual([]);
  await join(sam.page, fragment, "Sam");
});

test("where nothing can be kept, no board is made", async ({ openProfile }) => {
  const shut = await openProfile("maya");
  await refuseStorage(shut.page);
  const forgetful = await openProfile("sam");
  await refuseWrites(forgetful.page);
  const writes = [watchWrites(shut.page), watchWrites(forgetful.page)];

  for (const path of ["/", "/start"]) {
    await shut.page.goto(path);
    await expectNoStorage(shut.page);
  }
  await forgetful.page.goto("/start");
  await forgetful.page.getByLabel("What should your partner call you here?").fill("Sam");
  await forgetful.page.getByRole("button", { name: "Go on" }).click();
  await forgetful.page.getByRole("button", { name: "Leave it for later" }).click();
  await expectNoStorage(forgetful.page);
  expect(writes).toEqual([[], []]);
  for (const profile of [shut, forgetful]) expect(await seatsOf(profile)).toEqual([]);
});

const expectNoStorage = (page: Page) =>
  expect(page.getByRole("heading", { name: "This browser does not let us save" })).toBeVisible();

test("a browser whose keys are gone says so, writes nothing and invents no board", async ({ maya, sam }) => {
  await startBoard(maya.page, "Maya");
  const fragment = await makeLink(maya.page);
  await join(sam.page, fragment, "Sam");
  await expect(syncLine(sam.page, "Saved.")).toBeVisible();
  const before = await seatsOf(sam);
  // The same origin, and nothing of the app running in it.
  await sam.page.route("**/empty", (route) => route.fulfill({ contentType: "text/html", body: EMPTY_PAGE }));
  await sam.page.goto("/empty");
  await sam.page.evaluate(deleteKeys);

  const writes = watchWrites(sam.page);
  await sam.page.goto("/");
  await expect(sam.page.getByRole("heading", { name: "The key is not here" })).toBeVisible();
  await expect(sam.page.getByText("Nothing is erased.")).toBeVisible();
  expect(writes).toEqual([]);
  await openInvitation(sam.page, fragment);
  await expect(sam.page.getByRole("heading", { name: "The key is not here" })).toBeVisible();
  expect(writes.filter((write) => !write.endsWith("/api/invites/look"))).toEqual([]);
  expect(before).toHaveLength(1);
  expect(await seatsOf(sam)).toEqual(before);
});

const EMPTY_PAGE = `<!doctype html><link rel="icon" href="data:,">`;

const deleteKeys = () =>
  new Promise<void>((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase("our-plan");
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(new Error("the keys were not deleted"));
    deleting.onblocked = () => reject(new Error("a page still holds the keys open"));
  });

test("a browser whose cookie is gone still opens the board to read, says so, and loses nothing", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page, "Walk on Sunday");
  await expect(card(sam.page, "Walk on Sunday")).toBeVisible();
  await expect(syncLine(sam.page, "Saved.")).toBeVisible();
  const cookies = await sam.context.cookies();
  await sam.context.clearCookies();
  await sam.page.reload();
  await expect(card(sam.page, "Walk on Sunday")).toBeVisible();
  await expect(
    syncLine(sam.page, "This browser is not part of the board any more. What it holds stays readable here."),
  ).toBeVisible();
  await expect(sam.page.getByText("You are Sam")).toBeVisible();

  await sam.context.addCookies(cookies);
  await sam.page.reload();
  await expect(card(sam.page, "Walk on Sunday")).toBeVisible();
  await expect(syncLine(sam.page, "Saved.")).toBeVisible();
});

/** Every request from now on that could change something, as the page sends them. */
function watchWrites(page: Page): readonly string[] {
  const writes: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") writes.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  page.on("websocket", (socket) => writes.push(`SOCKET ${new URL(socket.url()).pathname}`));
  return writes;
}

/** The boards this browser has a seat on, as the server knows it. */
async function seatsOf({ context }: Person): Promise<Seats["seats"]> {
  const answer: Seats = await (await context.request.get("/api/boards")).json();
  return answer.seats;
}

/** Everybody on this person's one board, as the server knows them. */
async function membersOf(person: Person): Promise<Board["members"]> {
  const [seat] = await seatsOf(person);
  const answer: Board = await (await person.context.request.get(`/api/boards/${seat?.boardId}`)).json();
  return answer.members;
}
