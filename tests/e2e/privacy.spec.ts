import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { card, goTo, join as joinBoard, makeLink, startBoard, syncLine } from "./journeys.ts";

/** One word for each field a person can write in; none of them could stand anywhere by chance. */
const PLANTED = {
  mayaName: "Zyqqamaya",
  samName: "Zyqqasam",
  want: "zyqqawant",
  purpose: "zyqqapurpose",
  card: "zyqqacard",
  draft: "zyqqadraft",
  limit: "zyqqalimit",
  boundary: "zyqqaboundary",
  line: "zyqqaline",
} as const;

/** Everything a browser sends: addresses, headers, bodies, and the frames of its sockets. */
function overhear(context: BrowserContext, heard: string[]): void {
  context.on("request", async (request) => {
    heard.push(request.url(), JSON.stringify(await request.allHeaders()), request.postData() ?? "");
  });
  context.on("response", async (response) => {
    heard.push(JSON.stringify(await response.allHeaders()));
  });
  context.on("page", (page) =>
    page.on("websocket", (socket) => {
      heard.push(socket.url());
      const hear = ({ payload }: { readonly payload: string | Buffer }) =>
        void heard.push(Buffer.from(payload).toString("latin1"));
      socket.on("framesent", hear);
      socket.on("framereceived", hear);
    }),
  );
}

/** The bytes of every file under a folder, one character a byte. */
async function bytesUnder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, "latin1")))).join("\n");
}

/** How a word could stand in bytes: as it is, in UTF-16, or in base64 at each of three offsets. */
function disguises(word: string): readonly string[] {
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.from("\0".repeat(offset) + word)
      .toString("base64")
      .slice(offset === 0 ? 0 : 4, -4),
  );
  return [word, word.toLowerCase(), Buffer.from(word, "utf16le").toString("latin1"), ...base64];
}

test("[I1] words planted in every field are found in no file, log, address, header, body or frame of the server", async ({
  openProfile,
  server,
}) => {
  const maya = await openProfile("maya");
  const sam = await openProfile("sam");
  const heard: string[] = [];
  for (const { context } of [maya, sam]) overhear(context, heard);
  const [mine, theirs] = [await maya.context.newPage(), await sam.context.newPage()];

  await startBoard(mine, PLANTED.mayaName, PLANTED.want);
  const fragment = await makeLink(mine);
  await joinBoard(theirs, fragment, PLANTED.samName);
  await goTo(mine, "Plan");
  await mine.getByRole("button", { name: "Write it down" }).click();
  await mine.keyboard.type(PLANTED.purpose);
  await mine.keyboard.press("Escape");
  await mine.getByRole("button", { name: "Add to Trying" }).click();
  await mine.keyboard.type(PLANTED.card);
  await mine.keyboard.press("Control+Enter");
  await goTo(mine, "Boundaries");
  for (const [kind, words, show] of [
    ["My limit", PLANTED.draft, false],
    ["My limit", PLANTED.limit, true],
    ["Something that binds both", PLANTED.boundary, true],
  ] as const) {
    await mine.getByRole("button", { name: "Write a boundary" }).click();
    await mine.getByRole("button", { name: kind }).click();
    await mine.keyboard.type(words);
    const open = mine.getByRole("article").filter({ has: mine.locator("textarea") });
    await open.getByRole("button", { name: show ? /^Show to/ : "Done for now" }).click();
  }
  await goTo(mine, "Steps");
  await mine.getByRole("link", { name: /Know our limits/ }).click();
  await mine.getByRole("button", { name: "Add a line" }).click();
  await mine.keyboard.type(PLANTED.line);
  await mine.keyboard.press("Escape");

  await goTo(theirs, "Boundaries");
  await expect(card(theirs, PLANTED.limit)).toBeVisible();
  await expect(card(theirs, PLANTED.boundary)).toBeVisible();
  await expect(theirs.getByText(PLANTED.draft)).toHaveCount(0);
  for (const page of [mine, theirs]) await expect(syncLine(page, "Saved.")).toBeVisible();
  await expect(theirs.getByText(`You are ${PLANTED.samName}`)).toBeVisible();

  const stored = await bytesUnder(server.dataDir);
  expect(stored.length).toBeGreaterThan(10_000);
  expect(
    heard.some((each) => each.includes("/sync/")),
    "the sockets were overheard",
  ).toBe(true);
  const places = { "data folder": stored, logs: server.stdout + server.stderr, network: heard.join("\n") };
  for (const [place, text] of Object.entries(places)) {
    for (const word of [...Object.values(PLANTED), fragment.slice(1)]) {
      for (const disguise of disguises(word))
        expect(text.includes(disguise), `${word} in ${place}`).toBe(false);
    }
  }
});

test("erased drafts leave nothing in the database that could be opened later", async ({ maya, server }) => {
  const { page } = maya;
  await startBoard(page, "Maya");
  await goTo(page, "Boundaries");
  await page.getByRole("button", { name: "Write a boundary" }).click();
  await page.getByRole("button", { name: "My limit" }).click();
  await page.keyboard.type("Words to be erased");
  await page.getByRole("button", { name: "Done for now" }).click();
  await expect(syncLine(page, "Saved.")).toBeVisible();
  await page.getByRole("button", { name: "Erase" }).click();
  await expect(page.getByText("Words to be erased")).toHaveCount(0);
  await expect(syncLine(page, "Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("What does each of you need to feel safe?")).toBeVisible();
  await expect(page.getByText("Words to be erased")).toHaveCount(0);
  expect(server.port).toBeGreaterThan(0);
});
