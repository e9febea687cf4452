import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SealedDocument } from "@mendboard/client/sealed/open-document";
import type { Board } from "@mendboard/shared/http";
import { expect, test as base } from "vitest";
import * as Y from "yjs";
import { Cable } from "../support/cable.ts";
import { joinTwo } from "../support/couple.ts";
import { Device, documentOf, saved, synced, until } from "../support/sealed-board.ts";
import { startServer, type TestServer } from "../support/server.ts";

const boardSecret = new Uint8Array(randomBytes(32));
const rootKey = boardSecret;

class Partner {
  readonly cable: Cable;
  readonly device: Device;
  readonly board: Board;

  constructor(cable: Cable, device: Device, board: Board) {
    this.cable = cable;
    this.device = device;
    this.board = board;
  }

  /** The joint document, on this partner's device or another one. */
  joint(device = this.device, options: Parameters<Device["open"]>[2] = { rootKey }): Promise<SealedDocument> {
    return device.open(this.board, documentOf(this.board, "joint"), options);
  }
}

type Couple = { readonly server: TestServer; readonly maya: Partner; readonly sam: Partner };

/** Two partners of one board, each on a line of their own to the real server. */
const test = base.extend<{ couple: Couple }>({
  couple: async ({}, use) => {
    await using cables = await Promise.all([Cable.lay(), Cable.lay()]).then(together);
    const [mayasCable, samsCable] = cables.each;
    await using server = await startServer({ origins: [mayasCable.origin, samsCable.origin] });
    for (const cable of cables.each) cable.leadTo(server.port);
    const [maya, sam] = await joinTwo([mayasCable.origin, samsCable.origin]);
    await using devices = together([maya.device, sam.device]);
    void devices;
    await use({
      server,
      maya: new Partner(mayasCable, maya.device, maya.board),
      sam: new Partner(samsCable, sam.device, sam.board),
    });
  },
});

const together = <Each extends AsyncDisposable>(each: [Each, Each]) => ({
  each,
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(each.map((one) => one[Symbol.asyncDispose]()));
  },
});

const write = (document: SealedDocument, text: string): void => document.inner.getText("t").insert(0, text);
const textOf = (document: SealedDocument): string => document.inner.getText("t").toString();

/** Resolves when the document says so; a change of status comes with every change of content. */
const says = (document: SealedDocument, text: string): Promise<void> =>
  expect.poll(() => textOf(document), { timeout: 10_000 }).toBe(text);

test("what both write at once, both have, and both are told that it is saved", async ({
  couple: { maya, sam },
}) => {
  const [mayas, sams] = await Promise.all([maya.joint(), sam.joint()]);
  await Promise.all([synced(mayas), synced(sams)]);
  write(mayas, "maya ");
  write(sams, "sam ");
  await expect.poll(() => textOf(mayas).length).toBe("maya sam ".length);
  await says(sams, textOf(mayas));
  await Promise.all([saved(mayas), saved(sams)]);
  expect(mayas.status().storage).toEqual({ state: "saved" });
});

test("[I3] a line that is cut while both write costs nothing", async ({ couple: { maya, sam } }) => {
  const [mayas, sams] = await Promise.all([maya.joint(), sam.joint()]);
  await Promise.all([synced(mayas), synced(sams)]);
  maya.cable.cut();
  await until(mayas, "waiting", ({ connection }) => connection.state === "waiting");
  write(mayas, "written offline ");
  write(sams, "written meanwhile ");
  await mayas.flush();
  await saved(sams);
  expect(mayas.status()).toMatchObject({ unsealed: 0, unsent: 1, storage: { state: "saved" } });
  maya.cable.plug();
  await saved(mayas);
  await expect.poll(() => textOf(sams).length).toBe("written offline written meanwhile ".length);
  await says(mayas, textOf(sams));
});

test("what was written offline is there after a reload, counted as unsent, and sent then", async ({
  couple: { maya, sam },
}) => {
  maya.cable.cut();
  const before = await maya.joint();
  write(before, "from the train");
  await before.close();
  const after = await maya.joint();
  expect(textOf(after)).toBe("from the train");
  expect(after.status()).toMatchObject({ unsent: 1, confirmed: false });
  maya.cable.plug();
  await saved(after);
  const sams = await sam.joint();
  await synced(sams);
  expect(textOf(sams)).toBe("from the train");
});

test("[I2] the server's restart is not noticed, except by the status", async ({
  couple: { server, maya, sam },
}) => {
  const mayas = await maya.joint();
  write(mayas, "kept");
  await saved(mayas);
  await server.restart();
  write(mayas, "also ");
  await saved(mayas);
  const sams = await sam.joint();
  await synced(sams);
  expect(textOf(sams)).toBe("also kept");
});

test("the partner reads a voice live, from two tabs at once, and is never refused for it", async ({
  couple: { maya, sam },
}) => {
  const voice = documentOf(maya.board, "voice", maya.board.me);
  const mayas = await maya.device.open(maya.board, voice, { rootKey });
  write(mayas, "my limit");
  const tabs = await Promise.all([1, 2].map(() => sam.device.open(sam.board, voice, { rootKey })));
  for (const tab of tabs) {
    await says(tab, "my limit");
  }
  write(mayas, "changed: ");
  for (const tab of tabs) {
    await says(tab, "changed: my limit");
    expect(tab.status()).toMatchObject({ access: "read", unsent: 0, connection: { state: "synced" } });
  }
});

test("the tab with a connection sends what the tab without one wrote", async ({ couple: { maya, sam } }) => {
  const connected = await maya.joint();
  const alone = await maya.joint();
  alone.disconnect();
  await synced(connected);
  write(alone, "from the other tab");
  await says(connected, "from the other tab");
  await saved(connected);
  const sams = await sam.joint();
  await synced(sams);
  expect(textOf(sams)).toBe("from the other tab");
});

test("presence is seen, sealed, and ends with the line", async ({ couple: { maya, sam } }) => {
  const [mayas, sams] = await Promise.all([maya.joint(), sam.joint()]);
  await Promise.all([synced(mayas), synced(sams)]);
  const present = (): unknown[] => [...(sams.awareness?.states().values() ?? [])];
  mayas.awareness?.setLocal({ member: maya.board.me, writing: null });
  await expect.poll(present).toEqual([{ member: maya.board.me, writing: null }]);
  maya.cable.cut();
  await expect.poll(present, { timeout: 10_000 }).toEqual([]);
  maya.cable.plug();
  await expect.poll(present, { timeout: 10_000 }).toHaveLength(1);
});

test("[I1] no planted word, in any form the server stores or prints, leaves the device unsealed", async ({
  couple: { server, maya },
}) => {
  const words = ["Plantedword", "Zaunkönigin"];
  const mayas = await maya.joint();
  mayas.awareness?.setLocal({ writing: words[0] });
  for (const word of words) {
    write(mayas, word);
    mayas.inner.getMap("m").set(word, word);
  }
  await saved(mayas);
  mayas.compactSoon();
  await saved(mayas);
  await server.kill();
  const files = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
  const stored = await Promise.all(
    files.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))),
  );
  expect(Buffer.concat(stored).length).toBeGreaterThan(1_000);
  for (const word of words) {
    expect(Buffer.concat(stored).includes(word)).toBe(false);
    expect(server.stdout + server.stderr).not.toContain(word);
  }
});

test("an hour of writing is a few snapshots' worth on the server, and a cold joiner gets all of it", async ({
  couple: { maya, sam },
}) => {
  const mayas = await maya.joint(maya.device, { rootKey, partnerHere: () => false });
  await synced(mayas);
  for (let at = 0; at < 150; at++) {
    write(mayas, `${at} ${"word ".repeat(50)}`);
    await mayas.flush();
  }
  await saved(mayas);
  sam.cable.down.bytes = 0;
  const sams = await sam.joint();
  await synced(sams);
  expect(textOf(sams)).toBe(textOf(mayas));
  expect(sam.cable.down.bytes).toBeLessThan(3.2 * textOf(mayas).length + 48 * 1024);
});

test("a change larger than a live frame arrives all the same", async ({ couple: { maya, sam } }) => {
  const [mayas, sams] = await Promise.all([maya.joint(), sam.joint()]);
  await Promise.all([synced(mayas), synced(sams)]);
  write(mayas, "x".repeat(1_200_000));
  await saved(mayas);
  await expect.poll(() => textOf(sams).length, { timeout: 10_000 }).toBe(1_200_000);
});

test("[W] a copy that the server cannot merge is mended: no word is lost, on the device or on the way", async ({
  couple: { maya, sam },
}) => {
  const first = await maya.joint();
  write(first, "saved before. ");
  await saved(first);
  first.disconnect();
  write(first, "lost row. ");
  await first.flush();
  write(first, "behind it. ");
  await first.close();
  await maya.device.dropRow(first.documentId, -2);

  const mended = await maya.joint();
  write(mended, "written while mending. ");
  await saved(mended);
  expect(mended.status()).toMatchObject({ connection: { state: "synced" }, unopened: 0 });
  const sams = await sam.joint();
  await synced(sams);
  await says(sams, textOf(mended));
  expect(textOf(mended)).toContain("written while mending. ");
  await mended.close();
  const again = await maya.joint();
  await saved(again);
  expect(textOf(again)).toBe(textOf(sams));
});

test("a stranger's board is refused, in a word that ends the matter", async ({ couple: { maya } }) => {
  await using stranger = new Device(maya.device.origin);
  await stranger.startBoard();
  const document = await maya.joint(stranger);
  await until(document, "refused", ({ connection }) => connection.state === "refused");
  expect(document.status().connection).toEqual({ state: "refused", reason: "not-allowed" });
});

test("an erased copy is gone from the device; what the server holds stays", async ({ couple: { maya } }) => {
  const document = await maya.joint();
  write(document, "hello");
  await saved(document);
  await document.erase();
  maya.cable.cut();
  const again = await maya.joint();
  expect(textOf(again)).toBe("");
  maya.cable.plug();
  await synced(again);
  expect(textOf(again)).toBe("hello");
});

test("closing drops the socket before it returns, and still keeps what waited", async ({
  couple: { maya },
}) => {
  const document = await maya.joint();
  await synced(document);
  write(document, "a");
  write(document, "b");
  const closed = document.close();
  expect(document.status().connection).toEqual({ state: "idle" });
  await closed;
  maya.cable.cut();
  expect(textOf(await maya.joint())).toBe("ba");
});

test("with another key everything is kept and nothing is read", async ({ couple: { maya, sam } }) => {
  const mayas = await maya.joint();
  write(mayas, "hello");
  await saved(mayas);
  const sams = await sam.joint(sam.device, { rootKey: new Uint8Array(32) });
  await synced(sams);
  expect(textOf(sams)).toBe("");
  expect(sams.status().unopened).toBe(1);
  expect(Y.encodeStateVector(sams.inner)).toEqual(Uint8Array.of(0));
});
