import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CLOSE } from "@mendboard/shared/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { startServer, type TestServer } from "../support/server.ts";
import { closedFor, documentOf, makeCouple, partnerOf, seen, synced, Visitor } from "../support/visitor.ts";

let server: TestServer;
let couple: Awaited<ReturnType<typeof makeCouple>>;

beforeAll(async () => {
  server = await startServer();
  couple = await makeCouple(server);
});
afterAll(() => server[Symbol.asyncDispose]());

const outerUpdate = (clientID: number, chunk: string): Uint8Array => {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  doc.getArray(`c${clientID.toString(36)}`).push([chunk]);
  return Y.encodeStateAsUpdate(doc);
};

describe("who may open which document", () => {
  const attempts = [
    ["no cookie at all", CLOSE.noSeat, () => ({ cookie: "" })],
    ["a made-up cookie", CLOSE.noSeat, () => ({ cookie: `device=${"x".repeat(43)}` })],
    ["a cookie that is none", CLOSE.noSeat, () => ({ cookie: "device=;;==" })],
    ["another site", CLOSE.notAllowed, () => ({ origin: "https://elsewhere.example" })],
    ["no origin", CLOSE.notAllowed, () => ({ origin: "" })],
    ["an older protocol", CLOSE.protocolTooOld, () => ({ query: "?protocol=0" })],
    ["a protocol that is none", CLOSE.protocolTooOld, () => ({ query: "?protocol=x" })],
  ] as const;

  test.each(attempts)(
    "[W1] with %s the handshake completes and ends with %i",
    async (_name, code, options) => {
      using socket = couple.maya.socket(documentOf(couple.mayaBoard, "joint"), options());
      await socket.opened;
      expect(await socket.closed).toBe(code);
      expect(socket.heard).toEqual([]);
    },
  );

  test("[M1] another board's member is kept out of every document of this one", async () => {
    const stranger = new Visitor(server);
    await stranger.startBoard();
    for (const { documentId } of [...couple.mayaBoard.documents, ...couple.samBoard.documents]) {
      using socket = stranger.socket(documentId);
      expect(await socket.closed).toBe(CLOSE.notAllowed);
    }
  });

  test("[M1] a partner's private document is closed to the other, who is not even told its id", async () => {
    const mayasPrivate = documentOf(couple.mayaBoard, "private", couple.mayaBoard.me);
    expect(couple.samBoard.documents.map(({ documentId }) => documentId)).not.toContain(mayasPrivate);
    using socket = couple.sam.socket(mayasPrivate);
    expect(await socket.closed).toBe(CLOSE.notAllowed);
  });

  test.each([
    ["an id that no document has", "A".repeat(22)],
    ["something that is no id", "joint"],
    ["a path that climbs", "..%2f..%2fetc"],
    ["an empty name", ""],
  ])("[W1] %s ends with 4404", async (_name, document) => {
    using socket = couple.maya.socket(document);
    expect(await socket.closed).toBe(CLOSE.noDocument);
  });

  test("[W1] the protocol's own version is welcome, said or unsaid", async () => {
    using socket = couple.maya.socket(documentOf(couple.mayaBoard, "joint"), { query: "?protocol=1" });
    await socket.join();
  });

  test("[W1] a refused stock client stays away instead of trying for ever", async () => {
    const doc = new Y.Doc();
    const provider = new Visitor(server).provider(documentOf(couple.mayaBoard, "joint"), doc);
    expect(await closedFor(provider)).toBe(CLOSE.noSeat);
    expect(provider.shouldConnect).toBe(false);
    provider.destroy();
  });
});

describe("a reader", () => {
  const voiceOfMaya = () => documentOf(couple.mayaBoard, "voice", couple.mayaBoard.me);

  test("[M1] receives what the owner of a voice writes", async () => {
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    const writer = couple.maya.provider(voiceOfMaya(), mine);
    const reader = couple.sam.provider(voiceOfMaya(), theirs);
    await Promise.all([synced(writer), synced(reader)]);
    mine.getArray("c1").push(["my limit"]);
    await seen(theirs, "the owner's words", () => theirs.getArray("c1").length > 0);
    for (const provider of [writer, reader]) provider.destroy();
  });

  test("[M1] is closed for an update, and nothing of it reaches anybody or the log", async () => {
    using owner = couple.maya.socket(voiceOfMaya());
    await owner.join();
    {
      using reader = couple.sam.socket(voiceOfMaya());
      await reader.join();
      reader.send({ type: "update", update: outerUpdate(66, "in her name") });
      expect(await reader.closed).toBe(CLOSE.notAllowed);
    }
    await owner.saved();
    expect(owner.heard.filter(({ type }) => type === "update")).toEqual([]);
    using again = couple.maya.socket(voiceOfMaya());
    expect(Buffer.from((await again.join()).update).includes("in her name")).toBe(false);
  });

  test("[M1] may answer the server's question as every stock client does: whatever is in it is ignored", async () => {
    using owner = couple.maya.socket(voiceOfMaya());
    await owner.join();
    using reader = couple.sam.socket(voiceOfMaya());
    await reader.opened;
    for (const update of [outerUpdate(67, "forged"), new Uint8Array([255, 255, 255])]) {
      reader.send({ type: "sync-step-2", update });
    }
    await reader.saved();
    await owner.saved();
    expect(reader.closeCode).toBeNull();
    expect(owner.heard.filter(({ type }) => type === "update")).toEqual([]);
    using again = couple.maya.socket(voiceOfMaya());
    expect(Buffer.from((await again.join()).update).includes("forged")).toBe(false);
  });
});

describe("the API", () => {
  const change = (path: string, headers: Record<string, string>, body = "{}") =>
    couple.maya.request("POST", path, body, headers);

  test.each([
    ["another site", { Origin: "https://elsewhere.example" }, 403, "wrong-origin"],
    ["no origin", { Origin: "" }, 403, "wrong-origin"],
    ["the origin with another port", { Origin: "http://localhost:1" }, 403, "wrong-origin"],
    ["a form instead of JSON", { "Content-Type": "text/plain" }, 400, "malformed-request"],
  ])("[M2] a change asked for from %s is refused", async (_name, headers, status, tag) => {
    const before = await couple.maya.request("GET", "/api/boards");
    const response = await change("/api/boards", headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ type: `/problems/${tag}`, status });
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await (await couple.maya.request("GET", "/api/boards")).json()).toEqual(await before.json());
  });

  test("[M3] a board answers its own seats alone, and tells strangers nothing about whether it is there", async () => {
    const path = `/api/boards/${couple.mayaBoard.boardId}`;
    const stranger = new Visitor(server);
    expect((await stranger.request("GET", path)).status).toBe(401);
    await stranger.startBoard();
    const [there, nowhere] = [
      await stranger.request("GET", path),
      await stranger.request("GET", `/api/boards/${"A".repeat(22)}`),
    ];
    expect([there.status, nowhere.status]).toEqual([403, 403]);
    expect(await there.text()).toBe(await nowhere.text());
  });

  test("[M3] without a cookie there are no seats, and no error", async () => {
    const response = await new Visitor(server).request("GET", "/api/boards");
    expect([response.status, await response.json()]).toEqual([200, { seats: [] }]);
  });

  test("[M8] a stranger can neither void, confirm nor step off for somebody else", async () => {
    const stranger = new Visitor(server);
    await stranger.startBoard();
    const board = `/api/boards/${couple.mayaBoard.boardId}`;
    const partner = partnerOf(couple.mayaBoard);
    for (const [method, path] of [
      ["DELETE", `${board}/invites/${couple.invite.inviteId}`],
      ["DELETE", `${board}/members/${partner}`],
      ["POST", `${board}/invites/${couple.invite.inviteId}/confirm`],
      ["POST", `${board}/invites`],
    ] as const) {
      const body = path.endsWith("/invites")
        ? { role: "partner", authHash: "A".repeat(43), card: "c", envelope: "e", expiresInHours: 1 }
        : {};
      expect((await stranger.request(method, path, method === "POST" ? body : undefined)).status).toBe(403);
    }
    expect((await couple.maya.readBoard(couple.mayaBoard)).members).toHaveLength(2);
  });

  test("[M4] the cookie is out of reach of scripts and of other sites, and its token is nowhere in the data folder", async () => {
    const visitor = new Visitor(server);
    const response = await visitor.request("POST", "/api/boards", {});
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^device=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/);
    const token = visitor.cookie.split("=")[1] ?? "no token";
    for (const file of await readdir(server.dataDir)) {
      expect((await readFile(join(server.dataDir, file))).includes(token)).toBe(false);
    }
    expect(server.stderr).not.toContain(token);
  });

  test("[M4] on https the cookie is bound to the host", async () => {
    await using secure = await startServer({ origins: ["https://plan.example"] });
    const response = await fetch(`${secure.origin}/api/boards`, {
      method: "POST",
      headers: { Origin: "https://plan.example", "Content-Type": "application/json" },
      body: "{}",
    });
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-device=[\w-]{43}; .*; Secure$/);
    expect(response.headers.get("Strict-Transport-Security")).not.toBeNull();
  });
});
