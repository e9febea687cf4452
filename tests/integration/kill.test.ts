import { expect, test } from "vitest";
import * as Y from "yjs";
import { startServer, type TestServer } from "../support/server.ts";
import { documentOf, makeCouple, seen, synced } from "../support/visitor.ts";

const ROUNDS = 20;
const BURST = 50;

/**
 * One round: Sam sees what Maya writes, and at that very moment the server is killed. Both are gone before it starts again,
 * so that only the disk can bring back what Sam saw.
 */
async function writeSeeAndKill(server: TestServer, couple: Couple, words: readonly string[]): Promise<void> {
  const [mayaDoc, samDoc] = [new Y.Doc(), new Y.Doc()];
  const document = documentOf(couple.mayaBoard, "joint");
  const maya = couple.maya.provider(document, mayaDoc);
  const sam = couple.sam.provider(document, samDoc);
  await Promise.all([synced(maya), synced(sam)]);
  const killed = seen(samDoc, "the partner's words", () => includes(samDoc, words)).then(() =>
    server.kill("SIGKILL"),
  );
  for (const word of words) own(mayaDoc).push([word]);
  await killed;
  for (const gone of [maya, sam]) gone.destroy();
  await server.restart();
}

type Couple = Awaited<ReturnType<typeof makeCouple>>;

/** As outer documents do: each client writes only into its own array. */
const own = (doc: Y.Doc): Y.Array<string> => doc.getArray(`c${doc.clientID.toString(36)}`);

const wordsIn = (doc: Y.Doc): ReadonlySet<string> => {
  const words = new Set<string>();
  for (const key of doc.share.keys()) for (const word of doc.getArray<string>(key).toArray()) words.add(word);
  return words;
};

const includes = (doc: Y.Doc, words: readonly string[]): boolean => {
  const held = wordsIn(doc);
  return words.every((word) => held.has(word));
};

async function wordsOnDisk(couple: Couple): Promise<ReadonlySet<string>> {
  const doc = new Y.Doc();
  const late = couple.sam.provider(documentOf(couple.samBoard, "joint"), doc);
  await synced(late);
  late.destroy();
  return wordsIn(doc);
}

test(
  `[W5] of ${ROUNDS} single updates a partner saw before kill -9, none is lost`,
  { timeout: 240_000 },
  async () => {
    await using server = await startServer();
    const couple = await makeCouple(server);
    const words = Array.from({ length: ROUNDS }, (_, round) => `single ${round}`);
    for (const word of words) await writeSeeAndKill(server, couple, [word]);
    const kept = await wordsOnDisk(couple);
    expect(words.filter((word) => !kept.has(word))).toEqual([]);
  },
);

test(
  `[W5] of ${ROUNDS} bursts of ${BURST} a partner saw before kill -9, none is lost`,
  { timeout: 240_000 },
  async () => {
    await using server = await startServer();
    const couple = await makeCouple(server);
    const bursts = Array.from({ length: ROUNDS }, (_, round) =>
      Array.from({ length: BURST }, (_unused, index) => `burst ${round}, ${index}`),
    );
    for (const burst of bursts) await writeSeeAndKill(server, couple, burst);
    const kept = await wordsOnDisk(couple);
    expect(bursts.flat().filter((word) => !kept.has(word))).toEqual([]);
  },
);
