import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { encodeFrame, type Frame, parseFrame } from "@mendboard/shared/frames";
import { type BoardId, isBoardId, isMemberId, type MemberId } from "@mendboard/shared/ids";
import {
  COMPACT_REST_MS,
  COMPACT_UPDATES_IDLE_MIN,
  INLINE_BYTES_MAX,
  KEEP_ALIVE_MS,
  SLOW_READER_BYTES_MAX,
} from "@mendboard/shared/limits";
import { CLOSE } from "@mendboard/shared/protocol";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import * as Y from "yjs";
import { assert } from "../assert.ts";
import { MemoryLog } from "../log/memory-log.ts";
import { JobThread } from "../updates/job-thread.ts";
import type { Link } from "./connection.ts";
import { DocumentCache } from "./document-cache.ts";
import { RoomRegistry } from "./registry.ts";
import { TRAFFIC_LIMITS } from "./traffic.ts";

const ROOM = 1;

/** The other end of a socket: what the server said, and when it hung up. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  closeCode: number | null = null;
  isTerminated = false;
  pings = 0;
  readonly #heard: Frame[] = [];

  send(data: Uint8Array): void {
    const frame = parseFrame(data);
    assert(frame.ok, "the server speaks its own protocol");
    this.#heard.push(frame.value);
  }

  close(code: number): void {
    if (this.readyState !== 1) return;
    this.readyState = 3;
    this.closeCode = code;
    this.emit("close", code);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  ping(): void {
    this.pings += 1;
  }

  pause(): void {}
  resume(): void {}

  says(frame: Frame): void {
    this.emit("message", Buffer.from(encodeFrame(frame)), true);
  }

  /** Types of everything heard so far. */
  get heard(): readonly Frame["type"][] {
    return this.#heard.map(({ type }) => type);
  }

  get updates(): readonly Uint8Array[] {
    return this.#heard.flatMap((frame) =>
      frame.type === "update" || frame.type === "sync-step-2" ? [frame.update] : [],
    );
  }
}

/** An outer document's own edit: one chunk appended to the client's own array. */
class Device {
  readonly doc = new Y.Doc();
  #last: Uint8Array = new Uint8Array();

  constructor(clientID: number) {
    this.doc.clientID = clientID;
    this.doc.on("update", (update: Uint8Array) => {
      this.#last = update;
    });
  }

  write(chunk: string): Uint8Array {
    this.doc.getArray(`c${this.doc.clientID}`).push([chunk]);
    return this.#last;
  }
}

const chunksIn = (updates: readonly Uint8Array[]): unknown[] => {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return [...doc.share.keys()].flatMap((key) => doc.getArray(key).toArray());
};

function board(): BoardId {
  const id = "board".padEnd(22, "-");
  assert(isBoardId(id), "an id");
  return id;
}

function member(name: string): MemberId {
  const id = name.padEnd(22, "-");
  assert(isMemberId(id), "an id");
  return id;
}

const NOTHING = new Uint8Array([0]);
const NO_UPDATE = new Uint8Array([0, 0]);

let log: MemoryLog;
let now: number;
let registry: RoomRegistry;
let thread: JobThread;
const sockets: FakeSocket[] = [];

beforeEach(() => {
  now = 1_800_000_000_000;
  log = new MemoryLog();
  log.createRoom(ROOM);
  thread = new JobThread();
  registry = openRegistry();
});

const openRegistry = (cacheBytes = 1_000_000) =>
  new RoomRegistry({
    log,
    cache: new DocumentCache(cacheBytes),
    thread,
    logger: pino({ level: "silent" }),
    now: () => now,
    trafficLimits: TRAFFIC_LIMITS,
  });

/** A registry whose clock the test moves; sockets and promises keep their own time. */
async function holdTheClock(): Promise<void> {
  await registry.stop();
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  registry = openRegistry();
}

afterEach(async () => {
  vi.useRealTimers();
  log.release();
  for (const socket of sockets.splice(0)) socket.close(1000);
  await registry.stop();
  await thread.close();
});

/** Asks for a place in the room, and has it when the promise settles. */
async function enter(name: string, { canWrite = true } = {}): Promise<FakeSocket> {
  const { socket, entering } = knock(name, { canWrite });
  await entering;
  return socket;
}

function knock(name: string, { canWrite = true } = {}) {
  const socket = new FakeSocket();
  sockets.push(socket);
  const link: Link = { socket: socket as unknown as WebSocket, stream: new PassThrough() };
  const pass = { boardId: board(), memberId: member(name), canWrite, unwritten: false, room: ROOM };
  return { socket, entering: registry.join(link, pass, registry.revocations) };
}

/** A client that has exchanged everything and now follows the document. */
async function join(name: string, options: { canWrite?: boolean } = {}): Promise<FakeSocket> {
  const socket = await enter(name, options);
  socket.says({ type: "sync-step-2", update: NO_UPDATE });
  socket.says({ type: "sync-step-1", stateVector: NOTHING });
  await expect.poll(() => socket.heard).toContain("sync-step-2");
  return socket;
}

test("[W5] an update is neither shown to others nor called saved before it is on the disk", async () => {
  const [maya, sam] = [await join("maya"), await join("sam")];
  log.hold();
  maya.says({ type: "update", update: new Device(1).write("hello") });
  maya.says({ type: "saved", counter: 7 });
  await new Promise(setImmediate);
  expect(maya.heard).not.toContain("saved");
  expect(sam.heard).not.toContain("update");
  log.release();
  await expect.poll(() => sam.heard).toContain("update");
  expect(maya.heard).toContain("saved");
  expect(maya.heard).not.toContain("update");
});

test("[W5] when the disk refuses, everybody is sent away for now, and nobody has seen what is not there", async () => {
  const [maya, sam] = [await join("maya"), await join("sam")];
  log.hold();
  log.failFromNowOn();
  maya.says({ type: "update", update: new Device(1).write("lost for now") });
  maya.says({ type: "saved", counter: 1 });
  log.release();
  await expect.poll(() => [maya.closeCode, sam.closeCode]).toEqual([CLOSE.tryLater, CLOSE.tryLater]);
  expect(sam.heard).not.toContain("update");
  expect(maya.heard).not.toContain("saved");
});

test("[W5] after a refused commit the room's memory is thrown away with it", async () => {
  const device = new Device(1);
  const maya = await join("maya");
  maya.says({ type: "update", update: device.write("kept") });
  maya.says({ type: "saved", counter: 1 });
  await expect.poll(() => maya.heard).toContain("saved");
  const append = vi.spyOn(log, "append").mockRejectedValueOnce(new Error("the disk is full"));
  maya.says({ type: "update", update: device.write("refused") });
  await expect.poll(() => maya.closeCode).toBe(CLOSE.tryLater);
  append.mockRestore();
  const again = await join("maya");
  expect(chunksIn(again.updates)).toEqual(["kept"]);
  // The server knows nothing of the refused one: to take it anew is no gap and no repetition.
  again.says({ type: "sync-step-2", update: Y.encodeStateAsUpdate(device.doc) });
  again.says({ type: "saved", counter: 2 });
  await expect.poll(() => again.heard).toContain("saved");
  expect(chunksIn((await join("sam")).updates)).toEqual(["kept", "refused"]);
});

test("[W13] nothing is answered before the room is loaded, and two who come at once share one loading", async () => {
  const load = vi.spyOn(log, "load");
  log.hold();
  const [first, second] = [knock("maya"), knock("sam")];
  await new Promise(setImmediate);
  expect([first.socket.heard, second.socket.heard]).toEqual([[], []]);
  log.release();
  await Promise.all([first.entering, second.entering]);
  expect(first.socket.heard).toEqual(["sync-step-1"]);
  expect(load).toHaveBeenCalledTimes(1);
});

test("[W13] a room that could not be loaded is tried anew by the next who comes", async () => {
  vi.spyOn(log, "load").mockRejectedValueOnce(new Error("the disk is slow"));
  await expect(enter("maya")).rejects.toThrow("slow");
  expect((await enter("maya")).heard).toEqual(["sync-step-1"]);
});

test("[W13] who comes back while the last update is still on its way waits for it, and finds it", async () => {
  const maya = await join("maya");
  log.hold();
  maya.says({ type: "update", update: new Device(1).write("the last word") });
  maya.close(1001);
  const { socket: again, entering } = knock("maya");
  await new Promise(setImmediate);
  expect(again.heard).toEqual([]);
  log.release();
  await entering;
  again.says({ type: "sync-step-1", stateVector: NOTHING });
  await expect.poll(() => chunksIn(again.updates)).toEqual(["the last word"]);
});

test("[W13] an empty room leaves memory: the next one loads it from the log", async () => {
  const load = vi.spyOn(log, "load");
  (await join("maya")).close(1001);
  await expect.poll(async () => (await join("maya")).heard).toContain("sync-step-2");
  expect(load.mock.calls.length).toBeGreaterThan(1);
});

test("[W7] saved waits while a refused update is still to be brought again", async () => {
  const device = new Device(1);
  const missed = device.write("missed by the server");
  const gap = device.write("builds on it");
  const maya = await join("maya");
  maya.says({ type: "update", update: gap });
  maya.says({ type: "saved", counter: 1 });
  expect(maya.heard.filter((type) => type === "sync-step-1")).toHaveLength(2);
  log.hold();
  maya.says({ type: "sync-step-2", update: Y.mergeUpdates([missed, gap]) });
  await new Promise(setImmediate);
  expect(maya.heard).not.toContain("saved");
  log.release();
  await expect.poll(() => maya.heard).toContain("saved");
  expect(chunksIn((await join("sam")).updates)).toEqual(["missed by the server", "builds on it"]);
});

test("[W7] saved is not said at all before the client has answered the server's first question", async () => {
  const maya = await enter("maya");
  maya.says({ type: "saved", counter: 1 });
  expect(maya.heard).not.toContain("saved");
  maya.says({ type: "sync-step-2", update: NO_UPDATE });
  expect(maya.heard).toContain("saved");
});

test("[W7] saved waits for what another tab has sent, when this one's says nothing new", async () => {
  const update = new Device(1).write("from the other tab");
  const [tab, other] = [await join("maya"), await join("maya")];
  log.hold();
  tab.says({ type: "update", update });
  other.says({ type: "update", update });
  other.says({ type: "saved", counter: 1 });
  await new Promise(setImmediate);
  expect(other.heard).not.toContain("saved");
  log.release();
  await expect.poll(() => other.heard).toContain("saved");
});

test("[W6] who asks while updates are being committed gets each of them once, in the answer or after it", async () => {
  const device = new Device(1);
  const maya = await join("maya");
  const sam = await enter("sam");
  log.hold();
  for (const word of ["one", "two", "three"]) maya.says({ type: "update", update: device.write(word) });
  sam.says({ type: "sync-step-1", stateVector: NOTHING });
  maya.says({ type: "update", update: device.write("four") });
  log.release();
  await expect.poll(() => chunksIn(sam.updates)).toEqual(["one", "two", "three", "four"]);
});

test("[W6] what is committed while the answer is read from the disk follows it", async () => {
  await registry.stop();
  registry = openRegistry(0);
  const device = new Device(1);
  const [maya, sam] = [await enter("maya"), await enter("sam")];
  log.hold();
  sam.says({ type: "sync-step-1", stateVector: NOTHING });
  for (const word of ["one", "two"]) maya.says({ type: "update", update: device.write(word) });
  log.release();
  await expect.poll(() => chunksIn(sam.updates)).toEqual(["one", "two"]);
});

test("[W6] what is committed while a large answer is worked out beside the event loop follows it", async () => {
  const device = new Device(1);
  const large = "x".repeat(INLINE_BYTES_MAX);
  const maya = await join("maya");
  maya.says({ type: "update", update: device.write(large) });
  maya.says({ type: "saved", counter: 1 });
  await expect.poll(() => maya.heard).toContain("saved");
  const sam = await enter("sam");
  sam.says({ type: "sync-step-1", stateVector: NOTHING });
  maya.says({ type: "update", update: device.write("meanwhile") });
  await expect.poll(() => chunksIn(sam.updates)).toEqual([large, "meanwhile"]);
  expect(sam.updates).toHaveLength(2);
});

test("[W6] updates reach nobody before their first question is answered", async () => {
  const maya = await join("maya");
  const sam = await enter("sam");
  maya.says({ type: "update", update: new Device(1).write("early") });
  maya.says({ type: "saved", counter: 1 });
  await expect.poll(() => maya.heard).toContain("saved");
  expect(sam.heard).toEqual(["sync-step-1"]);
});

test("[W12] a quiet socket hears an empty awareness frame every 20 seconds, and one that answers nothing is ended", async () => {
  await holdTheClock();
  const [alive, dead] = [await enter("maya"), await enter("sam")];
  const awareness = (socket: FakeSocket) => socket.heard.filter((type) => type === "awareness").length;
  for (let rounds = 1; rounds <= 3; rounds += 1) {
    alive.emit("pong");
    if (rounds === 1) dead.emit("pong");
    vi.advanceTimersByTime(KEEP_ALIVE_MS);
    expect(awareness(alive)).toBe(rounds);
  }
  expect(alive.closeCode).toBeNull();
  expect(dead.isTerminated).toBe(true);
});

test("[W11] a reader that reads nothing for 20 seconds is sent away, one that reads slowly is not", async () => {
  await holdTheClock();
  const [slow, stuck] = [await enter("maya"), await enter("sam")];
  for (const backlog of [3, 2, 1.5]) {
    slow.bufferedAmount = SLOW_READER_BYTES_MAX * backlog;
    stuck.bufferedAmount = SLOW_READER_BYTES_MAX * 3;
    vi.advanceTimersByTime(KEEP_ALIVE_MS);
  }
  expect([slow.closeCode, stuck.closeCode]).toEqual([null, CLOSE.tryLater]);
});

test("[M12] access lost while the room was loading is asked for again, not granted", async () => {
  log.hold();
  const { entering } = knock("sam");
  registry.apply([{ boardId: board(), revoked: [member("sam")], erased: [] }]);
  log.release();
  expect(await entering).toBe(false);
});

test("[M12] a revoked member's sockets close at once, the others hear that the board changed", async () => {
  const [maya, sam] = [await join("maya"), await join("sam")];
  registry.apply([{ boardId: board(), revoked: [member("sam")], erased: [] }]);
  expect(sam.closeCode).toBe(CLOSE.notAllowed);
  expect(maya.heard.at(-1)).toBe("board-changed");
});

test("[W14] a room that grew is compacted after its rest, and reads the same", async () => {
  const device = new Device(1);
  const maya = await join("maya");
  const words = Array.from({ length: 600 }, (_, index) => `word ${index}`);
  for (const word of words) maya.says({ type: "update", update: device.write(word) });
  maya.says({ type: "saved", counter: 1 });
  await expect.poll(() => maya.heard).toContain("saved");
  expect((await log.load(ROOM)).rows).toBe(600);
  now += COMPACT_REST_MS;
  maya.says({ type: "update", update: device.write("the last") });
  await expect.poll(async () => (await log.load(ROOM)).rows, { timeout: 10_000 }).toBe(0);
  expect(chunksIn((await join("sam")).updates)).toEqual([...words, "the last"]);
});

test("[W14] when everybody has left, a little is compacted already", async () => {
  const device = new Device(1);
  const maya = await join("maya");
  for (let word = 0; word < COMPACT_UPDATES_IDLE_MIN; word += 1) {
    maya.says({ type: "update", update: device.write(`word ${word}`) });
  }
  maya.close(1001);
  await expect.poll(async () => (await log.load(ROOM)).rows, { timeout: 10_000 }).toBe(0);
  expect(chunksIn((await join("sam")).updates)).toHaveLength(COMPACT_UPDATES_IDLE_MIN);
});
