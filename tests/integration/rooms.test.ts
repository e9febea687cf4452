import { MESSAGE } from "@mendboard/shared/protocol";
import { createDecoder, readVarUint } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint } from "lib0/encoding";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Cable } from "../support/cable.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { documentOf, makeCouple, seen, synced, Visitor } from "../support/visitor.ts";
import { within } from "../support/within.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** As outer documents do: each client writes only into its own array. */
const own = (doc: Y.Doc): Y.Array<string> => doc.getArray(`c${doc.clientID.toString(36)}`);

const chunksIn = (doc: Y.Doc): string[] =>
  [...doc.share.keys()].flatMap((key) => doc.getArray<string>(key).toArray()).toSorted();

/** The stock client's own door for a message it does not know. */
function saved(provider: WebsocketProvider, counter: number): Promise<void> {
  return within("saved", (done) => {
    provider.messageHandlers[MESSAGE.saved] = (
      _encoder: unknown,
      decoder: ReturnType<typeof createDecoder>,
    ) => {
      if (readVarUint(decoder) === counter) done();
    };
    const encoder = createEncoder();
    writeVarUint(encoder, MESSAGE.saved);
    writeVarUint(encoder, counter);
    provider.ws?.send(toUint8Array(encoder));
  });
}

test("[W3] who joins late has everything at once: the words and who is here", async () => {
  const { maya, sam, mayaBoard } = await makeCouple(server);
  const document = documentOf(mayaBoard, "joint");
  const [left, right] = [new Y.Doc(), new Y.Doc()];
  const mayas = maya.provider(document, left);
  await synced(mayas);
  own(left).push(["before Sam came"]);
  mayas.awareness.setLocalState({ here: true });
  await saved(mayas, 1);
  const sams = sam.provider(document, right);
  await synced(sams);
  expect(chunksIn(right)).toEqual(["before Sam came"]);
  await expect.poll(() => sams.awareness.getStates().get(left.clientID)).toEqual({ here: true });
  for (const provider of [mayas, sams]) provider.destroy();
});

test("[W8] whoever is gone is gone for the other too, cut line or closed tab, and is back when they are back", async () => {
  await using cable = await Cable.lay();
  await using own_ = await startServer({ origins: [cable.origin, "http://direct.example"] });
  cable.leadTo(own_.port);
  const couple = await makeCouple({ origin: cable.origin });
  const document = documentOf(couple.mayaBoard, "joint");
  const direct = new DirectVisitor(own_.origin, "http://direct.example", couple.maya.cookie);
  const [left, right] = [new Y.Doc(), new Y.Doc()];
  const mayas = direct.provider(document, left);
  const awareness = new Awareness(right);
  const sams = couple.sam.provider(document, right, { awareness });
  await Promise.all([synced(mayas), synced(sams)]);
  awareness.setLocalState({ name: "Sam" });
  const shown = () => mayas.awareness.getStates().get(right.clientID);
  await expect.poll(shown).toEqual({ name: "Sam" });
  cable.cut();
  await expect.poll(shown).toBeUndefined();
  cable.plug();
  await expect.poll(() => sams.synced, { timeout: 10_000 }).toBe(true);
  awareness.setLocalState({ name: "Sam" }); // as the app does when it is connected again
  await expect.poll(shown).toEqual({ name: "Sam" });
  sams.destroy();
  await expect.poll(shown).toBeUndefined();
  mayas.destroy();
  awareness.destroy();
});

/** Comes to a server by another address than it shows as its origin. */
class DirectVisitor extends Visitor {
  readonly #address: string;

  constructor(address: string, origin: string, cookie: string) {
    super({ origin }, cookie);
    this.#address = address;
  }

  override get syncUrl(): string {
    return `${this.#address.replace(/^http/, "ws")}/sync`;
  }
}

test("[W6] both write while one is cut off and the server restarts, and all three sides end with the same", async () => {
  await using cable = await Cable.lay();
  await using restarted = await startServer({ origins: [cable.origin] });
  cable.leadTo(restarted.port);
  const { maya, sam, mayaBoard } = await makeCouple({ origin: cable.origin });
  const document = documentOf(mayaBoard, "joint");
  const [left, right] = [new Y.Doc(), new Y.Doc()];
  const providers = [maya.provider(document, left), sam.provider(document, right)];
  await Promise.all(providers.map(synced));
  const words: string[] = [];
  const write = (doc: Y.Doc, word: string) => {
    words.push(word);
    own(doc).push([word]);
  };
  write(left, "together");
  await seen(right, "the first word", () => chunksIn(right).length === 1);
  cable.cut();
  for (let word = 0; word < 30; word += 1) write(word % 2 === 0 ? left : right, `apart ${word}`);
  await restarted.kill("SIGKILL");
  await restarted.restart();
  cable.plug();
  await expect.poll(() => chunksIn(left), { timeout: 15_000 }).toEqual(words.toSorted());
  await expect.poll(() => chunksIn(right), { timeout: 15_000 }).toEqual(words.toSorted());
  const late = new Y.Doc();
  const third = sam.provider(document, late);
  await synced(third);
  expect(chunksIn(late)).toEqual(words.toSorted());
  for (const provider of [...providers, third]) provider.destroy();
});

test("[W7] what was called saved is there after kill -9, though the writer is gone", async () => {
  await using killed = await startServer();
  const { maya, sam, mayaBoard } = await makeCouple(killed);
  const document = documentOf(mayaBoard, "joint");
  const doc = new Y.Doc();
  const provider = maya.provider(document, doc);
  await synced(provider);
  const words = Array.from({ length: 100 }, (_, index) => `word ${String(index).padStart(3, "0")}`);
  for (const word of words) own(doc).push([word]);
  own(doc).delete(0, 1);
  await saved(provider, 1);
  await killed.kill("SIGKILL");
  provider.destroy();
  await killed.restart();
  const late = new Y.Doc();
  const reader = sam.provider(document, late);
  await synced(reader);
  expect(chunksIn(late)).toEqual(words.slice(1));
  reader.destroy();
});

test("[W4] two tabs that bring the same offline words at once do not double them", async () => {
  const { maya, mayaBoard } = await makeCouple(server);
  const document = documentOf(mayaBoard, "joint");
  const offline = new Y.Doc();
  own(offline).push(["written on the train"]);
  const tabs = Array.from({ length: 4 }, () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(offline));
    return { doc, provider: maya.provider(document, doc) };
  });
  await Promise.all(tabs.map(({ provider }) => synced(provider)));
  await Promise.all(tabs.map(({ provider }) => saved(provider, 1)));
  const late = new Y.Doc();
  const provider = maya.provider(document, late);
  await synced(provider);
  expect(chunksIn(late)).toEqual(["written on the train"]);
  for (const each of [...tabs.map((tab) => tab.provider), provider]) each.destroy();
});

test("[I8] one board's words reach no other board", async () => {
  const [one, other] = [await makeCouple(server), await makeCouple(server)];
  using stranger = other.maya.socket(documentOf(other.mayaBoard, "joint"));
  await stranger.join();
  const doc = new Y.Doc();
  const provider = one.maya.provider(documentOf(one.mayaBoard, "joint"), doc);
  await synced(provider);
  own(doc).push(["for Sam alone"]);
  provider.awareness.setLocalState({ here: true });
  await saved(provider, 1);
  await stranger.saved();
  expect(stranger.heard).toEqual([]);
  provider.destroy();
});
