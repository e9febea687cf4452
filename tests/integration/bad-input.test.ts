import { once } from "node:events";
import { connect } from "node:net";
import { encodeFrame } from "@mendboard/shared/frames";
import type { DocumentId } from "@mendboard/shared/ids";
import {
  AWARENESS_BYTES_MAX,
  CONNECTIONS_PER_SEAT_MAX,
  REQUEST_BODY_BYTES_MAX,
  ROOM_BYTES_MAX,
  STATE_VECTOR_BYTES_MAX,
  SYNC_STEP_2_BYTES_MAX,
  UPDATE_BYTES_MAX,
  UPDATES_BURST_MAX,
} from "@mendboard/shared/limits";
import { CLOSE } from "@mendboard/shared/protocol";
import fc from "fast-check";
import * as encoding from "lib0/encoding";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { RawSocket } from "../support/raw-socket.ts";
import { startServer, type TestServer } from "../support/server.ts";
import {
  closedFor,
  documentOf,
  inviteRequest,
  makeCouple,
  makeInvite,
  synced,
  Visitor,
} from "../support/visitor.ts";

let server: TestServer;
let pid: number | undefined;
/** Somebody else, who must notice nothing of any of this. */
let bystander: { readonly visitor: Visitor; readonly socket: RawSocket };

beforeAll(async () => {
  server = await startServer();
  pid = server.pid;
  const visitor = new Visitor(server);
  const board = await visitor.startBoard();
  const socket = visitor.socket(documentOf(board, "joint"));
  await socket.join();
  bystander = { visitor, socket };
});

afterAll(async () => {
  await bystander.socket.saved();
  expect(bystander.socket.closeCode).toBeNull();
  expect(bystander.socket.heard.filter(({ type }) => type !== "awareness")).toEqual([]);
  expect(server.pid).toBe(pid);
  expect(server.stderr.split("\n").filter((line) => line.includes('"level":50'))).toEqual([]);
  await server[Symbol.asyncDispose]();
});

/** A new board for each test: a flood is counted against its own seat alone. */
let writer: Visitor;
let joint: DocumentId;
let partner: RawSocket;

beforeEach(async () => {
  const couple = await makeCouple(server);
  writer = couple.maya;
  joint = documentOf(couple.mayaBoard, "joint");
  partner = couple.sam.socket(joint);
  await partner.join();
  return async () => {
    // Whatever was done: the partner is still connected, and has received nothing broken.
    await partner.saved();
    expect(partner.closeCode).toBeNull();
    for (const frame of partner.heard) {
      if (frame.type === "update") Y.applyUpdate(new Y.Doc(), frame.update);
    }
    partner[Symbol.dispose]();
  };
});

const device = (clientID: number) => {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  return {
    doc,
    write: (chunk: string | Uint8Array): Uint8Array => {
      doc.getArray(`c${clientID.toString(36)}`).push([chunk]);
      return updates.at(-1) ?? new Uint8Array();
    },
  };
};

async function stored(): Promise<Y.Doc> {
  using socket = writer.socket(joint);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, (await socket.join()).update);
  return doc;
}

describe("frames", () => {
  test.each([
    ["an empty frame", new Uint8Array()],
    ["noise", new Uint8Array([9, 9, 9, 9])],
    ["a message type nobody gave a meaning", new Uint8Array([77])],
    ["an auth message, which only a server sends", new Uint8Array([2, 0, 0])],
    ["a sync message nobody gave a meaning", new Uint8Array([0, 9, 0])],
    ["a frame cut short", encodeFrame({ type: "update", update: new Uint8Array(40) }).subarray(0, 20)],
    ["two messages in one frame", new Uint8Array([3, 3])],
    ["a length that lies", new Uint8Array([0, 2, 255, 255, 255, 255, 15])],
    ["text", "hello"],
    ["what only the server may say", encodeFrame({ type: "board-changed" })],
    [
      "a state vector that is none",
      encodeFrame({ type: "sync-step-1", stateVector: new Uint8Array([9, 1]) }),
    ],
    ["cut awareness", encodeFrame({ type: "awareness", update: new Uint8Array([1, 5]) })],
  ])("[W2] %s ends the socket with 4400", async (_name, bytes) => {
    using socket = writer.socket(joint);
    await socket.join();
    socket.sendBytes(bytes);
    expect(await socket.closed).toBe(CLOSE.malformed);
  });

  test("[W2] no bytes whatever end the server", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 8 }),
        async (frames) => {
          using socket = writer.socket(joint);
          await socket.opened;
          for (const frame of frames) socket.sendBytes(frame);
          socket.sendBytes(new Uint8Array([255]));
          expect([CLOSE.malformed, CLOSE.tooLarge, CLOSE.tryLater]).toContain(await socket.closed);
        },
      ),
      { numRuns: 60 },
    );
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });
});

describe("updates", () => {
  /** `[count of clients, structs…]`: one deleted item of client 7 that names a foreign origin. */
  const foreignCause = encoding.encode((encoder) => {
    for (const value of [1, 1, 7, 0]) encoding.writeVarUint(encoder, value);
    encoding.writeUint8(encoder, 128 | 1);
    for (const value of [8, 0, 1, 0]) encoding.writeVarUint(encoder, value);
  });

  test.each([
    ["garbage", new Uint8Array([1, 2, 3, 255])],
    ["an update with a byte left over", new Uint8Array([0, 0, 0])],
    ["an update cut in its deletions", Y.encodeStateAsUpdate(device(5).doc).subarray(0, 1)],
    ["an item that builds on another client's", foreignCause],
  ])("[W4] %s ends the socket with 4400 and is not stored", async (_name, update) => {
    for (const type of ["update", "sync-step-2"] as const) {
      using socket = writer.socket(joint);
      await socket.join();
      socket.send({ type, update });
      expect(await socket.closed).toBe(CLOSE.malformed);
    }
    expect([...(await stored()).share.keys()]).toEqual([]);
  });

  test("[W4] an update with a missing cause is asked for whole, once, and nothing of it is lost", async () => {
    const { doc, write } = device(5);
    write("lost on the way");
    const [second, third] = [write("second"), write("third")];
    using socket = writer.socket(joint);
    await socket.join();
    for (const update of [second, third]) socket.send({ type: "update", update });
    const { stateVector } = await socket.next("sync-step-1");
    socket.send({ type: "sync-step-2", update: Y.encodeStateAsUpdate(doc, stateVector) });
    await socket.saved();
    expect(socket.heard.filter(({ type }) => type === "sync-step-1")).toEqual([]);
    expect((await stored()).getArray("c5").toArray()).toEqual(["lost on the way", "second", "third"]);
    expect((await partner.next("update")).update.length).toBeGreaterThan(0);
  });

  test("[W4] a client that cannot bring the cause itself is told to mend itself, instead of being asked for ever", async () => {
    const { write } = device(5);
    write("nobody has this any more");
    const doc = new Y.Doc();
    Y.applyUpdate(doc, write("waits for it"));
    expect(doc.store.pendingStructs).not.toBeNull();
    const provider = writer.provider(joint, doc);
    expect(await closedFor(provider)).toBe(CLOSE.cannotMerge);
    provider.destroy();
  });

  test("[W4] a deletion of what nobody has is no deletion: it is asked for, and refused when it comes again", async () => {
    const { doc, write } = device(5);
    const first = write("there");
    using socket = writer.socket(joint);
    await socket.join();
    socket.send({ type: "update", update: first });
    await socket.saved();
    const deletesBeyond = encoding.encode((encoder) => {
      for (const value of [0, 1, doc.clientID, 1, 0, 99]) encoding.writeVarUint(encoder, value);
    });
    socket.send({ type: "update", update: deletesBeyond });
    await socket.next("sync-step-1");
    socket.send({ type: "sync-step-2", update: deletesBeyond });
    expect(await socket.closed).toBe(CLOSE.cannotMerge);
    expect((await stored()).getArray("c5").toArray()).toEqual(["there"]);
  });

  test("[W4] the same update twice is stored and shown once", async () => {
    const update = device(5).write("once");
    using socket = writer.socket(joint);
    await socket.join();
    for (const type of ["update", "update", "sync-step-2"] as const) socket.send({ type, update });
    await socket.saved();
    await partner.saved();
    expect(partner.heard.filter(({ type }) => type === "update")).toHaveLength(1);
  });
});

describe("sizes and floods", () => {
  test("[W10] an update at its limit is taken, one above it ends the socket with 4413", async () => {
    const { write } = device(5);
    const fits = write(new Uint8Array(UPDATE_BYTES_MAX - 100));
    expect(fits.length).toBeLessThanOrEqual(UPDATE_BYTES_MAX);
    using socket = writer.socket(joint);
    await socket.join();
    socket.send({ type: "update", update: fits });
    await socket.saved();
    socket.send({ type: "update", update: device(6).write(new Uint8Array(UPDATE_BYTES_MAX)) });
    expect(await socket.closed).toBe(CLOSE.tooLarge);
    expect([...(await stored()).share.keys()]).toEqual(["c5"]);
  });

  test("[W10] whoever wrote offline for long may bring megabytes in one SyncStep2, and a full room takes no more", async () => {
    using socket = writer.socket(joint);
    await socket.join();
    socket.send({
      type: "sync-step-2",
      update: device(5).write(new Uint8Array(SYNC_STEP_2_BYTES_MAX - 200)),
    });
    await socket.saved();
    expect((await partner.next("update")).update.length).toBeGreaterThan(ROOM_BYTES_MAX - 1_000);
    socket.send({ type: "update", update: device(6).write(new Uint8Array(1_000)) });
    // Room is sought first, by compacting; where there is none the answer becomes final.
    expect(await socket.closed).toBe(CLOSE.tryLater);
    await expect
      .poll(
        async () => {
          using again = writer.socket(joint);
          await again.join();
          again.send({ type: "update", update: device(6).write(new Uint8Array(1_000)) });
          return await again.closed;
        },
        { timeout: 15_000, interval: 1_000 },
      )
      .toBe(CLOSE.tooLarge);
  });

  test("[W10] a SyncStep2 above the limit ends the socket with 4413", async () => {
    using socket = writer.socket(joint);
    await socket.join();
    socket.send({ type: "sync-step-2", update: new Uint8Array(SYNC_STEP_2_BYTES_MAX + 1) });
    expect(await socket.closed).toBe(CLOSE.tooLarge);
  });

  test("[W10] what the socket library itself refuses ends that socket and no other", async () => {
    using socket = writer.socket(joint);
    await socket.join();
    socket.sendBytes(new Uint8Array(18 * 1024 * 1024));
    expect([1006, 1009]).toContain(await socket.closed);
  });

  test.each([
    [
      "a state vector",
      encodeFrame({ type: "sync-step-1", stateVector: new Uint8Array(STATE_VECTOR_BYTES_MAX + 1) }),
    ],
    ["awareness of everybody", encodeFrame({ type: "awareness", update: new Uint8Array(65 * 1024) })],
    [
      "one's own awareness",
      encodeFrame({
        type: "awareness",
        update: encoding.encode((encoder) => {
          for (const value of [1, 5, 1]) encoding.writeVarUint(encoder, value);
          encoding.writeVarString(encoder, JSON.stringify("x".repeat(AWARENESS_BYTES_MAX)));
        }),
      }),
    ],
  ])("[W10] %s above its limit ends the socket with 4413", async (_name, bytes) => {
    using socket = writer.socket(joint);
    await socket.join();
    socket.sendBytes(bytes);
    expect(await socket.closed).toBe(CLOSE.tooLarge);
  });

  test("[W10] an update of very many tiny parts is looked at beside the others' work, and taken", async () => {
    const structs = 100_000;
    const crowded = encoding.encode((encoder) => {
      for (const value of [1, structs, 5, 0]) encoding.writeVarUint(encoder, value);
      for (let index = 0; index < structs; index += 1) {
        encoding.writeUint8(encoder, 0);
        encoding.writeVarUint(encoder, 1);
      }
      encoding.writeVarUint(encoder, 0);
    });
    using socket = writer.socket(joint);
    await socket.join();
    socket.send({ type: "update", update: crowded });
    await socket.saved();
    expect(Y.decodeStateVector(Y.encodeStateVector(await stored())).get(5)).toBe(structs);
  });

  test("[W10] a flood ends with 1013, and coming back does not fill the seat's share again", async () => {
    const flood = async (frames: number) => {
      using socket = writer.socket(joint);
      await socket.join();
      for (let sent = 0; sent < frames; sent += 1) socket.send({ type: "query-awareness" });
      return await socket.closed;
    };
    expect(await flood(UPDATES_BURST_MAX * 2)).toBe(CLOSE.tryLater);
    expect(await flood(UPDATES_BURST_MAX)).toBe(CLOSE.tryLater);
  });

  test("[W10] a seat has a bounded number of connections", async () => {
    const sockets = Array.from({ length: CONNECTIONS_PER_SEAT_MAX + 3 }, () => writer.socket(joint));
    await Promise.all(sockets.map((socket) => socket.opened));
    const closed = () => sockets.filter(({ closeCode }) => closeCode === CLOSE.tryLater).length;
    await expect.poll(closed).toBe(3);
    for (const socket of sockets) socket[Symbol.dispose]();
  });
});

describe("requests", () => {
  const valid = () => inviteRequest(makeInvite());

  test.each([
    ["no JSON at all", "{"],
    ["nothing", ""],
    ["another type", "[]"],
    ["a field nobody knows", { ...valid(), extra: 1 }],
    ["a missing field", { role: "partner" }],
    ["a role nobody has", { ...valid(), role: "admin" }],
    ["a hash that is none", { ...valid(), authHash: "short" }],
    ["an envelope that is none", { ...valid(), envelope: "<script>" }],
    ["an envelope too long", { ...valid(), envelope: "x".repeat(9_000) }],
    ["an hour too many", { ...valid(), expiresInHours: 24 * 7 + 1 }],
    ["a fraction of an hour", { ...valid(), expiresInHours: 0.5 }],
    ["a prototype to pollute", '{"__proto__":{"role":"partner"}}'],
  ])("[M2] an invite asked for with %s is 400, and makes none", async (_name, body) => {
    const board = await writer.startBoard();
    const response = await writer.request("POST", `/api/boards/${board.boardId}/invites`, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: "/problems/malformed-request" });
    expect((await writer.readBoard(board)).invites).toEqual([]);
  });

  test("[M2] a body above its limit is 413", async () => {
    const response = await writer.request(
      "POST",
      "/api/boards",
      `{"x":"${"x".repeat(REQUEST_BODY_BYTES_MAX)}"}`,
    );
    expect(response.status).toBe(413);
  });

  test.each([
    ["GET", "/api/boards/not-an-id", 404],
    ["GET", "/api/boards/%00", 404],
    ["DELETE", "/api/boards/x/invites/y", 404],
    ["GET", "/api/nothing", 404],
    ["PUT", "/api/boards", 404],
    ["GET", "/api/invites/look", 404],
    ["GET", "/api/invites/claim", 404],
    ["GET", "/sync/whatever", 426],
    ["GET", "/assets/missing.js", 404],
    ["GET", "/favicon.ico", 404],
    ["POST", "/", 404],
  ])("[M2] %s %s is %i", async (method, path, status) => {
    expect((await writer.request(method, path, method === "POST" ? {} : undefined)).status).toBe(status);
  });

  test("[M6] a secret nobody made is not found, and guessing is slowed down", async () => {
    await using own = await startServer();
    const guesser = new Visitor(own);
    expect((await guesser.look(makeInvite())).status).toBe(404);
    const statuses = await Promise.all(
      Array.from({ length: 80 }, async () => (await guesser.claim(makeInvite())).status),
    );
    expect(new Set(statuses)).toEqual(new Set([404, 429]));
  });

  test.each([
    ["GET //", "HTTP/1.1"],
    ["GET http://[", "HTTP/1.1"],
    ["GET /sync/%", "HTTP/1.1"],
    ["NONSENSE", ""],
  ])("[W1] an upgrade asked for with %s does not end the server", async (line, version) => {
    const socket = connect(server.port, "localhost");
    const ended = once(socket, "close");
    socket.on("error", () => undefined);
    socket.write(
      `${line} ${version}\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    socket.resume();
    const answered = once(socket, "data");
    await Promise.race([ended, answered]);
    socket.destroy();
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    expect(server.pid).toBe(pid);
  });

  test("an upgrade elsewhere than /sync is refused without a socket", async () => {
    using socket = writer.socket("../elsewhere");
    expect(await socket.closed).toBe(1006);
  });
});

test("[W4] after all of this the board still takes and keeps what an honest stock client writes", async () => {
  const doc = new Y.Doc();
  const provider = writer.provider(joint, doc);
  await synced(provider);
  doc.getArray("c1").push(["still here"]);
  await partner.next("update");
  provider.destroy();
  expect((await stored()).getArray("c1").toArray()).toEqual(["still here"]);
});
