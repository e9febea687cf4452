import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import * as Y from "yjs";
import { Cable } from "../support/cable.ts";
import { Device, documentOf, saved, synced } from "../support/sealed-board.ts";
import { startServer } from "../support/server.ts";
import { VirtualTime } from "../support/simulation/virtual-time.ts";
import { BenchWriter, keyAt, letterAt, messageBytes, newCipher, openPair } from "./sealed-pair.ts";
import { measureInBrowser } from "./sealing-browser.ts";
import { median, printTable, type Result } from "./table.ts";

/*
 * The figures that sealing has to hold, each beside its bar. Run by `pnpm bench sealing`; ends with 1 when one is missed.
 */

const KEYS = 20_000;
const SESSIONS = 200;
const OFFLINE_KEYS = 25_000;
const SLOW_LINE_BYTES_PER_SECOND = 50_000;
const KIB = 1024;

const results: Result[] = [];

function atMost(what: string, value: number, bar: number, unit: string): void {
  results.push({ what, got: `${round(value)} ${unit}`, bar: `≤ ${bar} ${unit}`, isMet: value <= bar });
}

function note(what: string, got: string): void {
  results.push({ what, got, bar: "–", isMet: null });
}

const round = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

type Typing = {
  readonly partnerHere: boolean;
  readonly keyAt: (at: number) => string;
  readonly afterKey: (writer: BenchWriter, at: number) => Promise<void>;
};

/** Two writers take turns of twenty keys. */
async function typeTogether({ partnerHere, keyAt: key, afterKey }: Typing) {
  const time = new VirtualTime();
  const pair = await openPair(time, partnerHere);
  for (let at = 0; at < KEYS; at++) {
    const writer = pair[Math.floor(at / 20) % 2 === 0 ? 0 : 1];
    writer.press(key(at));
    await afterKey(writer, at);
    // Seven keys a second.
    time.pass(150);
    await nextTurn();
  }
  for (const writer of pair) await writer.sealed.flush();
  await Promise.all(pair.map((writer) => writer.sealed.settled()));
  const uploaded = (): number => pair[0].uploadBytes + pair[1].uploadBytes;
  return { time, uploaded, uploadAKey: uploaded() / KEYS };
}

async function measureUploadAndSize(): Promise<void> {
  const flushed = (writer: BenchWriter) => writer.sealed.flush();
  let worst = -Infinity;
  const flushedAndWeighed = async (writer: BenchWriter, at: number): Promise<void> => {
    await flushed(writer);
    if (at % 250 === 249) worst = Math.max(worst, (writer.outerBytes() - 32 * KIB) / writer.snapshotBytes());
  };
  const typing = await typeTogether({ partnerHere: true, keyAt: letterAt, afterKey: flushedAndWeighed });
  const mistaken = await typeTogether({ partnerHere: true, keyAt, afterKey: flushedAndWeighed });
  const alone = await typeTogether({ partnerHere: false, keyAt: letterAt, afterKey: async () => undefined });
  atMost("upload, one key a chunk", typing.uploadAKey, 160, "B a key");
  note("… with every 29th key taken back", `${round(mistaken.uploadAKey)} B a key`);
  note("… the same keys as plain Yjs", `${round(plainUpload())} B a key`);
  atMost("upload, gathered for half a second", alone.uploadAKey, 75, "B a key");
  atMost("outer document over 32 KiB, at its largest", worst, 3.2, "× its snapshot");
  await measureIdle(mistaken);
}

/** What an hour of nothing adds. */
async function measureIdle({ time, uploaded }: Awaited<ReturnType<typeof typeTogether>>): Promise<void> {
  const before = uploaded();
  for (let minute = 0; minute < 60; minute++) {
    time.pass(60_000);
    await nextTurn();
  }
  atMost("sent in an idle hour, snapshots included", uploaded() - before, 0, "B");
}

function plainUpload(): number {
  const doc = new Y.Doc();
  let bytes = 0;
  doc.on("update", (update: Uint8Array) => {
    bytes += messageBytes(update);
  });
  for (let at = 0; at < KEYS; at++) doc.getText("t").insert(doc.getText("t").length, letterAt(at));
  return bytes / KEYS;
}

/** Each visit is a new outer client, and leaves a trace for ever, also when its chunks are long gone. */
async function measureTombstones(): Promise<void> {
  const time = new VirtualTime();
  const cipher = await newCipher();
  let stored: Uint8Array | null = null;
  let chunkBytes = 0;
  for (let session = 0; session < SESSIONS; session++) {
    const outer = new Y.Doc();
    if (stored !== null) Y.applyUpdate(outer, stored);
    const writer = new BenchWriter(cipher, time, session + 1, true, outer);
    await writer.sealed.readStored();
    for (let at = 0; at < 10; at++) {
      writer.press(keyAt(at));
      await writer.sealed.flush();
    }
    writer.sealed.compactSoon();
    await writer.sealed.flush();
    stored = Y.encodeStateAsUpdate(outer);
    chunkBytes = writer.chunks().reduce((bytes, chunk) => bytes + chunk.length, 0);
    writer.sealed.destroy();
  }
  atMost("left behind by a writing session", ((stored?.length ?? 0) - chunkBytes) / SESSIONS, 40, "B");
}

async function measureCipher(): Promise<void> {
  const cipher = await newCipher();
  const payload = randomBytes(28);
  const [sealMs, openMs]: [number[], number[]] = [[], []];
  for (let count = 0; count < 2_000; count++) {
    const start = performance.now();
    const chunk = await cipher.seal("update", payload);
    const sealed = performance.now();
    await cipher.open(chunk);
    sealMs.push(sealed - start);
    openMs.push(performance.now() - sealed);
  }
  atMost("seal a chunk (signatures come on top)", median(sealMs), 0.45, "ms");
  atMost("open a chunk (signatures come on top)", median(openMs), 0.13, "ms");
}

/** A day on the train, a reload, and a line that is no better afterwards. */
async function measureOffline(): Promise<void> {
  await using cable = await Cable.lay();
  await using server = await startServer({ origins: [cable.origin] });
  cable.leadTo(server.port);
  await using device = new Device(cable.origin);
  const board = await device.startBoard();
  const rootKey = new Uint8Array(randomBytes(32));
  cable.cut();
  const offline = await device.open(board, documentOf(board, "joint"), { rootKey, partnerHere: () => false });
  const text = offline.inner.getText("t");
  for (let at = 0; at < OFFLINE_KEYS; at++) {
    text.insert(text.length, keyAt(at));
    await offline.flush();
  }
  const expected = text.toString();
  await offline.close();

  const reloaded = await device.open(board, documentOf(board, "joint"), {
    rootKey,
    partnerHere: () => false,
  });
  if (reloaded.inner.getText("t").toString() !== expected) throw new Error("the reload lost words");
  let connections = 0;
  let state: string | null = null;
  reloaded.onStatus(({ connection }) => {
    if (connection.state === "synced" && state !== "synced") connections += 1;
    state = connection.state;
  });
  cable.limit(SLOW_LINE_BYTES_PER_SECOND);
  cable.up.bytes = 0;
  const start = performance.now();
  cable.plug();
  await saved(reloaded, 300_000);
  const seconds = (performance.now() - start) / 1000;
  const { bytes } = cable.up;
  cable.limit(undefined);

  await using other = device.again();
  const cold = await other.open(board, documentOf(board, "joint"), { rootKey });
  await synced(cold);
  const lost = cold.inner.getText("t").toString() === expected ? 0 : 1;
  const what = `${OFFLINE_KEYS} offline keys, a reload, 50 kB/s`;
  atMost(`${what}: documents that differ`, lost, 0, "");
  atMost(`${what}: connections needed`, connections, 1, "");
  note(`${what}: sent and saved in`, `${round(seconds)} s, ${round(bytes / KIB)} KiB`);
}

await measureUploadAndSize();
await measureTombstones();
await measureCipher();
await measureOffline();
for (const { what, value, bar, unit } of await measureInBrowser()) {
  if (bar === null) note(what, `${round(value)} ${unit}`);
  else atMost(what, value, bar, unit);
}

printTable(
  "Sealing",
  ["figure", "measured", "bar", ""],
  results.map(({ what, got, bar, isMet }) => [what, got, bar, isMet === null ? "" : isMet ? "pass" : "MISS"]),
);
if (results.some(({ isMet }) => isMet === false)) process.exitCode = 1;
