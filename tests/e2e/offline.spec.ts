import { expect, NO_LINE, test } from "./fixtures.ts";
import { card, choose, goTo, startBoard, startTogether, syncLine } from "./journeys.ts";

test.use({ allowedErrors: [NO_LINE] });

test("the sync line says no connection after a cut, and saved only when the server has everything", async ({
  maya,
}) => {
  const { page, cable } = maya;
  await startBoard(page, "Maya", "Walk on Sunday");
  await goTo(page, "Plan");
  await expect(syncLine(page, "Saved.")).toBeVisible();
  cable.cut();
  await choose(page, "Walk on Sunday", "Change the words");
  await page.keyboard.type(" morning");
  await expect(syncLine(page, /^Saved on this/)).toBeVisible();
  await expect(syncLine(page, /^No connection\. You can keep writing/)).toBeVisible({ timeout: 15_000 });
  cable.plug();
  await expect(syncLine(page, "Saved.")).toBeVisible({ timeout: 15_000 });
});

test("while the line is frozen nothing is called saved that the server does not have", async ({ maya }) => {
  const { page, cable } = maya;
  await startBoard(page, "Maya", "Walk on Sunday");
  await goTo(page, "Plan");
  await expect(syncLine(page, "Saved.")).toBeVisible();
  cable.freeze();
  await choose(page, "Walk on Sunday", "Change the words");
  await page.keyboard.type("!");
  await expect(syncLine(page, "Sending 1 change.")).toBeVisible();
  await expect(syncLine(page, "Saved.")).toBeHidden();
  cable.thaw();
  await expect(syncLine(page, "Saved.")).toBeVisible({ timeout: 15_000 });
});

test("what was written without a connection is there after a reload with the server back, and reaches the other", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page, "Walk on Sunday");
  await expect(syncLine(maya.page, "Saved.")).toBeVisible();
  maya.cable.cut();
  await choose(maya.page, "Walk on Sunday", "Change the words");
  await maya.page.keyboard.type(" at ten");
  await expect(syncLine(maya.page, /^Saved on this/)).toBeVisible();
  await choose(sam.page, "Walk on Sunday", "Move to Trying");
  maya.cable.plug();
  await maya.page.reload();
  for (const { page } of [maya, sam]) {
    const trying = page.getByRole("region", { name: "Trying" });
    await expect(trying.getByText("Walk on Sunday at ten")).toBeVisible({ timeout: 15_000 });
  }
});

test("a board opens from this device while the server is down, once the page itself is there", async ({
  maya,
  server,
}) => {
  const { page } = maya;
  await startBoard(page, "Maya", "Walk on Sunday");
  await goTo(page, "Plan");
  await expect(syncLine(page, "Saved.")).toBeVisible();
  await page.route(/\/(api|sync)\//, (route) => route.abort());
  await page.reload();
  await expect(card(page, "Walk on Sunday")).toBeVisible();
  await page.unroute(/\/(api|sync)\//);
  expect(server.port).toBeGreaterThan(0);
});

test("two tabs of one person hold one board, also when only one of them has a connection", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page, "Walk on Sunday");
  const second = await maya.context.newPage();
  await second.routeWebSocket(/\/sync\//, (socket) => void socket.close());
  await second.goto("/plan");
  await choose(second, "Walk on Sunday", "Change the words");
  await second.keyboard.type(" at ten");
  await expect(card(maya.page, "Walk on Sunday at ten")).toBeVisible();
  await expect(card(sam.page, "Walk on Sunday at ten")).toBeVisible();
});

test("presence can be turned off: then nobody sees that Sam is here or writing", async ({ maya, sam }) => {
  await startTogether(maya.page, sam.page, "Walk on Sunday");
  await goTo(sam.page, "Settings");
  await sam.page.getByLabel("Show when I am here and writing").uncheck();
  await expect(maya.page.getByText("Sam is here")).toBeHidden();
  await goTo(sam.page, "Plan");
  await choose(sam.page, "Walk on Sunday", "Change the words");
  await sam.page.keyboard.type("!");
  await expect(card(maya.page, "Walk on Sunday!")).toBeVisible();
  await expect(maya.page.getByText("Sam is writing")).toBeHidden();
});

test("a changed name follows everywhere at once and rewrites no words", async ({ maya, sam }) => {
  await startTogether(maya.page, sam.page, "Sam says so before seven.");
  await goTo(sam.page, "Settings");
  await sam.page.getByLabel("Your name here").fill("Samira");
  await sam.page.getByRole("button", { name: "Save" }).click();
  await expect(sam.page.getByText("You are Samira")).toBeVisible();
  await expect(maya.page.getByText("Samira is here")).toBeVisible();
  await expect(card(maya.page, "Sam says so before seven.")).toBeVisible();
});

test("what the other changes is said to a screen reader once it is quiet, and nobody is named", async ({
  maya,
  sam,
}) => {
  await startTogether(maya.page, sam.page, "Walk on Sunday");
  await expect(syncLine(sam.page, "Saved.")).toBeVisible();
  await choose(maya.page, "Walk on Sunday", "Change the words");
  await maya.page.keyboard.type(" at ten", { delay: 20 });
  await expect(sam.page.getByRole("status").filter({ hasText: "1 thing changed in Plan." })).toHaveCount(1);
});
