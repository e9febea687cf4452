import { encodeFrame, parseFrame, type Frame } from "@mendboard/shared/frames";
import { isDocumentId } from "@mendboard/shared/ids";
import { CLOSE } from "@mendboard/shared/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { systemEnvironment } from "./environment.ts";
import { Provider, type ProviderOptions } from "./provider.ts";

const documentId = "D".repeat(22);
const providers = new Set<Provider>();

/** The server's end of one socket, played by the test. */
class FakeSocket {
  static readonly made: FakeSocket[] = [];
  readonly OPEN = 1;
  readyState = 0;
  binaryType = "";
  readonly sent: Frame[] = [];
  isClosed = false;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    FakeSocket.made.push(this);
  }

  static get last(): FakeSocket {
    const socket = FakeSocket.made.at(-1);
    if (socket === undefined) throw new Error("no socket was opened");
    return socket;
  }

  send(bytes: Uint8Array): void {
    const frame = parseFrame(new Uint8Array(bytes));
    if (!frame.ok) throw new Error("the client sent a frame that nobody reads");
    this.sent.push(frame.value);
  }

  close(): void {
    this.isClosed = true;
    this.readyState = 3;
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  async say(frame: Frame): Promise<void> {
    this.onmessage?.({ data: new Uint8Array(encodeFrame(frame)).buffer });
    await Promise.resolve();
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: "" });
  }

  /** The handshake of a server that holds `doc`. */
  async greet(doc: Y.Doc): Promise<void> {
    await this.say({ type: "sync-step-1", stateVector: Y.encodeStateVector(doc) });
    await this.say({ type: "sync-step-2", update: Y.encodeStateAsUpdate(doc) });
  }

  types(): Frame["type"][] {
    return this.sent.map((frame) => frame.type);
  }

  get barriers(): number[] {
    return this.sent.flatMap((frame) => (frame.type === "saved" ? [frame.counter] : []));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made.length = 0;
});
afterEach(() => {
  for (const provider of providers) provider.destroy();
  providers.clear();
  vi.useRealTimers();
});

const push = (doc: Y.Doc, text = "a"): void => doc.getArray("c1").push([text]);

function setUp(options: Partial<ProviderOptions> = {}, outer = new Y.Doc()) {
  if (!isDocumentId(documentId)) throw new Error("not an id");
  const awareness = new Awareness(outer);
  awareness.setLocalState(null);
  const onBoardChanged = vi.fn();
  const onAcknowledged = vi.fn();
  const provider = new Provider(outer, {
    url: "ws://host/sync",
    documentId,
    access: "write",
    awareness,
    acknowledged: null,
    environment: { ...systemEnvironment, random: () => 0.5 },
    onChange: () => undefined,
    onAcknowledged,
    onBoardChanged,
    WebSocketPolyfill: FakeSocket as unknown as typeof WebSocket,
    ...options,
  });
  providers.add(provider);
  return { outer, provider, onBoardChanged, onAcknowledged };
}

/** Connected, and the server, which holds nothing, has been given everything. */
async function connected(options: Partial<ProviderOptions> = {}, outer = new Y.Doc()) {
  const rig = setUp(options, outer);
  rig.provider.connect();
  FakeSocket.last.accept();
  await FakeSocket.last.greet(new Y.Doc());
  return { ...rig, socket: FakeSocket.last };
}

describe("barriers [W7]", () => {
  test("the first goes behind the answer to the server's SyncStep1, never before it", async () => {
    const outer = new Y.Doc();
    push(outer);
    const { provider } = setUp({}, outer);
    provider.connect();
    const socket = FakeSocket.last;
    socket.accept();
    push(outer, "before the server has asked");
    expect(socket.types()).toEqual(["sync-step-1"]);
    await socket.say({ type: "sync-step-1", stateVector: Y.encodeStateVector(new Y.Doc()) });
    expect(socket.types()).toEqual(["sync-step-1", "sync-step-2", "saved"]);
  });

  test("an edit is sent at once, its barrier behind it, and only then is it unsent no more", async () => {
    const { outer, provider, socket, onAcknowledged } = await connected();
    await socket.say({ type: "saved", counter: 1 });
    expect([provider.unsent, provider.confirmed]).toEqual([0, true]);
    push(outer);
    expect(socket.types().slice(-2)).toEqual(["update", "saved"]);
    expect(provider.unsent).toBe(1);
    await socket.say({ type: "saved", counter: 2 });
    expect(provider.unsent).toBe(0);
    expect(onAcknowledged).toHaveBeenLastCalledWith(Y.encodeStateVector(outer));
  });

  test("one barrier at a time; what changed meanwhile gets the next", async () => {
    const { outer, provider, socket } = await connected();
    push(outer, "b");
    push(outer, "c");
    expect(socket.barriers).toEqual([1]);
    await socket.say({ type: "saved", counter: 1 });
    expect([provider.unsent, provider.confirmed]).toEqual([2, true]);
    expect(socket.barriers).toEqual([1, 2]);
    await socket.say({ type: "saved", counter: 2 });
    expect(provider.unsent).toBe(0);
  });

  test("[I7] a barrier that was lost with its socket confirms nothing on the next one", async () => {
    const { outer, provider, socket } = await connected();
    push(outer);
    socket.end(1006);
    await vi.advanceTimersByTimeAsync(1_000);
    FakeSocket.last.accept();
    await FakeSocket.last.say({ type: "saved", counter: 1 });
    expect(provider.confirmed).toBe(false);
    await FakeSocket.last.greet(new Y.Doc());
    expect(FakeSocket.last.barriers).toEqual([2]);
  });

  test("what an earlier visit wrote and could not send is counted, and what the server confirmed then is not", async () => {
    const outer = new Y.Doc();
    push(outer, "confirmed");
    const acknowledged = Y.encodeStateVector(outer);
    push(outer, Uint8Array.of(1).join());
    outer.getArray("c1").push([Uint8Array.of(1)]);
    const { provider } = setUp({ acknowledged }, outer);
    expect(provider.unsent).toBeGreaterThan(0);
    expect(setUp({ acknowledged: Y.encodeStateVector(outer) }, outer).provider.unsent).toBe(0);
    expect(provider.confirmed).toBe(false);
  });

  test("a damaged memory of what was confirmed counts as none", () => {
    const outer = new Y.Doc();
    push(outer);
    expect(setUp({ acknowledged: Uint8Array.of(255) }, outer).provider.unsent).toBe(1);
  });

  test("a server that went back is noticed, given everything again, and nothing is called saved until then", async () => {
    const outer = new Y.Doc();
    push(outer);
    const { provider, socket } = await connected({ acknowledged: Y.encodeStateVector(outer) }, outer);
    expect(provider.serverWentBack).toBe(true);
    expect(provider.confirmed).toBe(false);
    const answer = socket.sent.find((frame) => frame.type === "sync-step-2");
    const server = new Y.Doc();
    if (answer?.type === "sync-step-2") Y.applyUpdate(server, answer.update);
    expect(server.getArray("c1").toArray()).toEqual(["a"]);
  });
});

describe("readers", () => {
  test("send no update and no barrier, whoever changed the document", async () => {
    const { outer, provider, socket } = await connected({ access: "read" });
    push(outer, "from another tab");
    expect(socket.types()).toEqual(["sync-step-1", "sync-step-2"]);
    expect([provider.unsent, provider.confirmed]).toEqual([0, true]);
  });
});

describe("status", () => {
  test("idle, connecting, synced, and idle again when told to stop: the socket is gone at once", async () => {
    const { provider } = setUp();
    expect(provider.status).toEqual({ state: "idle" });
    provider.connect();
    expect(provider.status).toEqual({ state: "connecting", attempt: 1 });
    FakeSocket.last.accept();
    await FakeSocket.last.greet(new Y.Doc());
    expect(provider.status.state).toBe("synced");
    provider.disconnect();
    expect(FakeSocket.last.isClosed).toBe(true);
    expect(provider.status).toEqual({ state: "idle" });
  });

  test("a lost connection is tried again after the time it names, later each time, never later than 5 s", async () => {
    const { provider } = setUp();
    provider.connect();
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      FakeSocket.last.end(1006);
      const { status } = provider;
      if (status.state !== "waiting" || status.retryAt === null) throw new Error(`is ${status.state}`);
      delays.push(status.retryAt - Date.now());
      await vi.advanceTimersByTimeAsync(status.retryAt - Date.now());
      expect(FakeSocket.made).toHaveLength(attempt + 1);
      expect(provider.status).toEqual({ state: "connecting", attempt: attempt + 1 });
    }
    expect(delays).toEqual([150, 300, 600, 1200, 2400, 3750, 3750, 3750]);
  });

  test.for([
    [CLOSE.malformed, "malformed"],
    [CLOSE.noSeat, "no-seat"],
    [CLOSE.notAllowed, "not-allowed"],
    [CLOSE.noDocument, "no-document"],
    [CLOSE.newerGeneration, "newer-generation"],
    [CLOSE.tooLarge, "too-large"],
    [CLOSE.cannotMerge, "cannot-merge"],
    [CLOSE.protocolTooOld, "protocol-too-old"],
    [4499, "unknown"],
  ] as const)("close code %i is final: %s", async ([code, reason]) => {
    const { provider, socket } = await connected();
    socket.end(code);
    expect(provider.status).toEqual({ state: "refused", reason });
    await vi.advanceTimersByTimeAsync(60_000);
    provider.regainNetwork();
    expect(FakeSocket.made).toHaveLength(1);
  });

  test.for([CLOSE.restart, CLOSE.tryLater, 1006])("close code %i is tried again", async (code) => {
    const { provider, socket } = await connected();
    socket.end(code);
    expect(provider.status.state).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(FakeSocket.made).toHaveLength(2);
  });

  test("no network: the socket is dropped, nothing is tried, and the first sign of one connects at once", async () => {
    const { provider, socket } = await connected();
    provider.loseNetwork();
    expect(socket.isClosed).toBe(true);
    expect(provider.status).toEqual({ state: "waiting", retryAt: null });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.made).toHaveLength(1);
    provider.regainNetwork();
    expect(FakeSocket.made).toHaveLength(2);
  });

  test("a page that comes back does not wait for the next try", async () => {
    const { provider, socket } = await connected();
    socket.end(1006);
    provider.regainNetwork();
    expect(FakeSocket.made).toHaveLength(2);
  });

  test("who was told to stop is not connected by a network that comes back", async () => {
    const { provider } = await connected();
    provider.disconnect();
    provider.loseNetwork();
    provider.regainNetwork();
    expect(provider.status).toEqual({ state: "idle" });
    expect(FakeSocket.made).toHaveLength(1);
  });
});

test("a change too large for a frame goes between two sockets, inside the next SyncStep2", async () => {
  const { outer, provider, socket } = await connected();
  provider.betweenSockets(() => {
    push(outer, "large");
  });
  expect(socket.isClosed).toBe(true);
  expect(socket.types()).not.toContain("update");
  const next = FakeSocket.last;
  expect(next).not.toBe(socket);
  next.accept();
  await next.greet(new Y.Doc());
  expect(next.types()).toEqual(["sync-step-1", "sync-step-2", "saved"]);
});

test("[W9] the board's change is passed on", async () => {
  const { socket, onBoardChanged } = await connected();
  await socket.say({ type: "board-changed" });
  expect(onBoardChanged).toHaveBeenCalledOnce();
});
