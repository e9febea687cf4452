import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { SealedDocument } from "@mendboard/client/sealed/open-document";
import { UPDATES_BURST_MAX, UPDATES_PER_SECOND_MAX } from "@mendboard/shared/limits";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { joinTwo, type Seat } from "../support/couple.ts";
import { HeldLine } from "../support/held-socket.ts";
import { readTrace, stepsOf, TRACE_MISSING, type Step, type Trace } from "../support/recorded-trace.ts";
import { documentOf, saved, synced } from "../support/sealed-board.ts";
import { startServer, type TestServer } from "../support/server.ts";

const recorded = readTrace();
const rootKey = new Uint8Array(randomBytes(32));

/** One of the two who typed, with what reaches them in the test's hand. */
class Writer {
  readonly document: SealedDocument;
  readonly #line: HeldLine;
  readonly #since = performance.now();
  #sends = 0;
  readonly #untyped: [number, Step][] = [];
  /** This writer's clock after each own transaction. */
  readonly clockAfter = new Map<number, number>();

  constructor(document: SealedDocument, line: HeldLine, clientId: number) {
    this.document = document;
    this.#line = line;
    document.inner.clientID = clientId;
  }

  get text(): Y.Text {
    return this.document.inner.getText("text");
  }

  get clientId(): number {
    return this.document.inner.clientID;
  }

  clockOf(client: number): number {
    return Y.getState(this.document.inner.store, client);
  }

  /** Let the other's updates through until their transaction is here. What would be more has not been sent. */
  async mergeUpTo(other: Writer, transaction: number): Promise<void> {
    const clock = other.clockAfter.get(transaction);
    if (clock === undefined) throw new Error(`transaction ${transaction} was not typed yet`);
    if (this.clockOf(other.clientId) === clock) return;
    this.#typeAll();
    while (this.clockOf(other.clientId) < clock) {
      await this.#line.letOneThrough();
      await synced(this.document);
    }
    if (this.clockOf(other.clientId) !== clock)
      throw new Error(`more than transaction ${transaction} came through`);
  }

  /** On its way to the other, up to here; no faster than the server takes it from one person. */
  async send(): Promise<void> {
    this.#typeAll();
    await this.document.flush();
    this.#sends += 1;
    const ahead = FRAMES_A_SEND * this.#sends - UPDATES_BURST_MAX;
    const paceMs = (ahead / UPDATES_PER_SECOND_MAX) * 1000 - (performance.now() - this.#since);
    if (paceMs > 0) await delay(paceMs);
  }

  /** From here on nothing is held back; resolves when all that the other typed is here. */
  async mergeAll(other: Writer): Promise<void> {
    this.#line.letAllThrough();
    await expect
      .poll(() => this.clockOf(other.clientId), { timeout: 30_000 })
      .toBe(other.clockOf(other.clientId));
  }

  edit(at: number, step: Step): void {
    this.#untyped.push([at, step]);
  }

  /**
   * What one writer did without hearing of the other makes one chunk: an hour of typing in ten seconds would otherwise
   * be more frames than the server takes from a person.
   */
  #typeAll(): void {
    const { text } = this;
    this.document.inner.transact(() => {
      for (const [at, { patches }] of this.#untyped.splice(0)) {
        for (const [position, deleteCount, insert] of patches) {
          const start = utf16Index(text, position);
          if (deleteCount > 0) text.delete(start, utf16Index(text, position + deleteCount) - start);
          if (insert !== "") text.insert(start, insert);
        }
        // A deletion moves no clock; this does, so that the other can tell when it has arrived.
        this.document.inner.getMap("typed").set(String(this.clientId), at);
        this.clockAfter.set(at, this.clockOf(this.clientId));
      }
    });
  }
}

/** The update, its barrier, and now and then a snapshot. */
const FRAMES_A_SEND = 2.2;

/** Positions count code points, Yjs counts UTF-16 units; they differ only behind a character above U+FFFF. */
function utf16Index(text: Y.Text, position: number): number {
  return HAS_ASTRAL ? Array.from(text.toString()).slice(0, position).join("").length : position;
}
const HAS_ASTRAL =
  recorded?.txns.some(({ patches }) =>
    patches.some(([, , insert]) => /[\u{10000}-\u{10ffff}]/u.test(insert)),
  ) ?? false;

/** Replay the whole trace over a fresh board; both end with everything. */
async function replay(server: TestServer, trace: Trace, clientIds: readonly [number, number]) {
  const seats = await joinTwo([server.origin, server.origin]);
  const lines = [new HeldLine(), new HeldLine()] as const;
  const open = async ({ device, board }: Seat, line: HeldLine): Promise<SealedDocument> =>
    device.open(board, documentOf(board, "joint"), {
      rootKey,
      storage: null,
      sync: {
        url: device.syncUrl,
        onBoardChanged: () => undefined,
        WebSocketPolyfill: line.hold(device.socketClass()),
      },
    });
  const writers = [
    new Writer(await open(seats[0], lines[0]), lines[0], clientIds[0]),
    new Writer(await open(seats[1], lines[1]), lines[1], clientIds[1]),
  ] as const;
  await Promise.all(writers.map((writer) => synced(writer.document)));

  for (const [at, step] of stepsOf(trace).entries()) {
    const [writer, other] = [writers[step.agent], writers[step.agent === 0 ? 1 : 0]];
    if (step.seen !== null) await writer.mergeUpTo(other, step.seen);
    writer.edit(at, step);
    if (step.isNeeded) await writer.send();
  }
  await Promise.all(writers.map((writer) => writer.send()));
  await Promise.all([writers[0].mergeAll(writers[1]), writers[1].mergeAll(writers[0])]);
  await Promise.all(writers.map(({ document }) => saved(document)));
  return {
    writers,
    /** A device that has nothing yet. */
    joinCold: async (): Promise<string> => {
      const { device, board } = seats[0];
      await using cold = device.again();
      const document = await cold.open(board, documentOf(board, "joint"), { rootKey });
      await synced(document);
      return document.inner.getText("text").toString();
    },
    close: () => Promise.all(seats.map(({ device }) => device[Symbol.asyncDispose]())),
  };
}

const charactersOf = (text: string): string => Array.from(text).toSorted().join("");

describe.skipIf(recorded === null)(
  `what two people really typed at once${recorded === null ? ` (${TRACE_MISSING})` : ""}`,
  () => {
    test(
      "[I3] with the recorded order of ids, everybody ends with the recorded text, after a restart too",
      { timeout: 240_000 },
      async () => {
        if (recorded === null) return;
        await using server = await startServer();
        const { writers, joinCold, close } = await replay(server, recorded, [1, 2]);
        for (const { text } of writers) expect(text.toString()).toBe(recorded.endContent);
        expect(await joinCold()).toBe(recorded.endContent);
        await close();
        await server.restart();
        expect(await joinCold()).toBe(recorded.endContent);
      },
    );

    test.for([
      ["the other way round", [2, 1]],
      ["at random", [1 + randomBytes(4).readUInt32BE(), 1 + randomBytes(4).readUInt32BE()]],
    ] as const)(
      "[I3] with ids %s, everybody ends with the same text, of the same characters",
      { timeout: 240_000 },
      async ([, ids]) => {
        if (recorded === null) return;
        await using server = await startServer();
        const { writers, joinCold, close } = await replay(server, recorded, ids);
        const [first, second] = writers.map(({ text }) => text.toString());
        expect(second).toBe(first);
        expect(charactersOf(first ?? "")).toBe(charactersOf(recorded.endContent));
        await close();
        await server.restart();
        expect(await joinCold()).toBe(first);
      },
    );
  },
);
