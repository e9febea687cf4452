import { expect, test } from "vitest";
import * as Y from "yjs";
import { Tabs } from "./tabs.ts";

const channelOf = (): string => `tabs ${Math.random()}`;

/** Resolves when the document's text is so; the test's own deadline ends a wait in vain. */
const until = (doc: Y.Doc, text: string): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (doc.getText("t").toString() === text) resolve();
    };
    doc.on("update", look);
    look();
  });

test("what one tab writes, the other has, and neither sends it back", async () => {
  const name = channelOf();
  const [left, right] = [new Y.Doc(), new Y.Doc()];
  const tabs = [new Tabs(left, name), new Tabs(right, name)];
  let echoes = 0;
  left.on("update", (_update, origin) => {
    if (origin === tabs[0]) echoes += 1;
  });
  left.getText("t").insert(0, "hello");
  await until(right, "hello");
  right.getText("t").insert(5, " there");
  await until(left, "hello there");
  expect(echoes).toBe(1);
  for (const each of tabs) each.close();
});

test("a tab that opens later is given what it lacks, and gives what it alone has", async () => {
  const name = channelOf();
  const [early, late] = [new Y.Doc(), new Y.Doc()];
  early.getText("t").insert(0, "early");
  late.getMap("m").set("late", true);
  const first = new Tabs(early, name);
  const second = new Tabs(late, name);
  await until(late, "early");
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (early.getMap("m").get("late") === true) resolve();
    };
    early.on("update", look);
    look();
  });
  first.close();
  second.close();
});

test("what came from a tab is no update of its own to a provider: its origin is the channel", async () => {
  const name = channelOf();
  const [left, right] = [new Y.Doc(), new Y.Doc()];
  const [first, second] = [new Tabs(left, name), new Tabs(right, name)];
  const origins = new Set<unknown>();
  right.on("update", (_update, origin) => origins.add(origin));
  left.getText("t").insert(0, "x");
  await until(right, "x");
  expect([...origins]).toEqual([second]);
  first.close();
  second.close();
});

test("what is no message of ours is passed over", async () => {
  const name = channelOf();
  const doc = new Y.Doc();
  const tabs = new Tabs(doc, name);
  const stranger = new BroadcastChannel(name);
  for (const message of [
    null,
    "hello",
    { type: "update" },
    { type: "update", update: Uint8Array.of(9, 9) },
    { type: "missing", stateVector: Uint8Array.of(200) },
    { type: "newer" },
  ]) {
    stranger.postMessage(message);
  }
  const other = new Y.Doc();
  other.getText("t").insert(0, "still here");
  stranger.postMessage({ type: "update", update: Y.encodeStateAsUpdate(other) });
  await until(doc, "still here");
  stranger.close();
  tabs.close();
});
