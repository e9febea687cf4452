import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Claim, InviteLook } from "@mendboard/shared/http";
import { CLOSE } from "@mendboard/shared/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { startServer, type TestServer } from "../support/server.ts";
import {
  closedFor,
  documentOf,
  inviteRequest,
  makeCouple,
  makeInvite,
  seen,
  synced,
  Visitor,
} from "../support/visitor.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** One who has started a board and made an invite for it. */
async function inviter() {
  const maya = new Visitor(server);
  const board = await maya.startBoard();
  return { maya, board, invite: await maya.invite(board) };
}

const written = (root: string, word: string): Y.Doc => {
  const doc = new Y.Doc();
  doc.getArray(root).push([word]);
  return doc;
};

const bodyOf = async <Body>(response: Response): Promise<Body> => (await response.json()) as Body;
const tagOf = async (response: Response) => [
  response.status,
  (await bodyOf<{ type: string }>(response)).type,
];
const voidPath = (board: { boardId: string }, invite: { inviteId: string }) =>
  `/api/boards/${board.boardId}/invites/${invite.inviteId}`;

test("[M6] a chat's preview fetches the link as often as it likes, and the invite is still there", async () => {
  const { invite } = await inviter();
  const sam = new Visitor(server);
  for (const path of ["/", "/join", "/api/invites/look", "/api/invites/claim"]) {
    for (const method of ["GET", "HEAD", "OPTIONS"]) await sam.request(method, path);
  }
  expect(await bodyOf<InviteLook>(await sam.look(invite))).toMatchObject({
    state: "open",
    card: "sealed-card",
    memberId: null,
  });
  expect((await sam.claim(invite)).status).toBe(200);
});

test("[M7] the answer to a claim was lost: the same browser asks again and gets the same seat", async () => {
  const { invite } = await inviter();
  const sam = new Visitor(server);
  await sam.look(invite);
  const { cookie } = sam;
  const lost = await bodyOf<Claim>(await sam.claim(invite));
  const again = new Visitor(server, cookie);
  expect(await bodyOf<InviteLook>(await again.look(invite))).toMatchObject({ state: "claimed-here" });
  const answer = await bodyOf<Claim>(await again.claim(invite));
  expect(answer).toEqual(lost);
  expect(answer.envelope).toBe("sealed-envelope");
});

test("[M7] a link passed on is used: another device gets 410, before and after the confirmation", async () => {
  const { invite } = await inviter();
  const [sam, other] = [new Visitor(server), new Visitor(server)];
  const claimed = await bodyOf<Claim>(await sam.claim(invite));
  expect(await tagOf(await other.claim(invite))).toEqual([410, "/problems/invite-used"]);
  await sam.confirm(claimed);
  expect(await tagOf(await other.claim(invite))).toEqual([410, "/problems/invite-used"]);
  expect(await bodyOf<InviteLook>(await other.look(invite))).toMatchObject({ state: "used", card: null });
});

test("[M7] of two who claim at the very same moment one becomes the partner", async () => {
  const { maya, board, invite } = await inviter();
  const claims = await Promise.all(Array.from({ length: 8 }, () => new Visitor(server).claim(invite)));
  expect(claims.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 7 }, () => 410),
  ]);
  expect((await maya.readBoard(board)).members).toHaveLength(2);
});

test("[M7] the inviter's own browser is told whom it speaks for, and uses nothing up", async () => {
  const { maya, board, invite } = await inviter();
  expect(await bodyOf<InviteLook>(await maya.look(invite))).toMatchObject({
    state: "open",
    memberId: board.me,
  });
  expect(await tagOf(await maya.claim(invite))).toEqual([409, "/problems/already-a-member"]);
  expect((await new Visitor(server).claim(invite)).status).toBe(200);
});

test("[M8] a voided invite answers so to whoever still has the link", async () => {
  const { maya, board, invite } = await inviter();
  const sam = new Visitor(server);
  expect((await maya.request("DELETE", voidPath(board, invite))).status).toBe(204);
  expect(await bodyOf<InviteLook>(await sam.look(invite))).toMatchObject({ state: "voided", card: null });
  expect(await tagOf(await sam.claim(invite))).toEqual([410, "/problems/invite-voided"]);
  expect((await maya.readBoard(board)).invites).toEqual([]);
});

test("[M9] once confirmed, the envelope is in no file of the server any more", async () => {
  const maya = new Visitor(server);
  const board = await maya.startBoard();
  const invite = makeInvite();
  const envelope = "planted-envelope-of-this-test";
  await maya.request("POST", `/api/boards/${board.boardId}/invites`, { ...inviteRequest(invite), envelope });
  const filesHoldIt = async () => {
    const files = await readdir(server.dataDir);
    const contents = await Promise.all(files.map((file) => readFile(join(server.dataDir, file))));
    return contents.some((content) => content.includes(envelope));
  };
  expect(await filesHoldIt()).toBe(true);
  const sam = new Visitor(server);
  const claimed = await bodyOf<Claim>(await sam.claim(invite));
  expect(await filesHoldIt()).toBe(true);
  expect((await sam.confirm(claimed)).status).toBe(204);
  expect(await filesHoldIt()).toBe(false);
});

test("[M10] what a claimer wrote counts as their beginning: the invite cannot be taken back from under them", async () => {
  const { maya, board, invite } = await inviter();
  const sam = new Visitor(server);
  const claimed = await bodyOf<Claim>(await sam.claim(invite));
  const doc = new Y.Doc();
  const provider = sam.provider(documentOf(claimed.board, "joint"), doc);
  await synced(provider);
  using mayas = maya.socket(documentOf(board, "joint"));
  await mayas.join();
  // What Maya writes meanwhile says nothing about Sam.
  mayas.send({ type: "update", update: Y.encodeStateAsUpdate(written("c9", "by Maya")) });
  await seen(doc, "the partner's words", () => doc.getArray("c9").length > 0);
  doc.getArray("c1").push(["hello"]);
  await mayas.next("update");
  provider.destroy();
  expect(await tagOf(await maya.request("DELETE", voidPath(board, invite)))).toEqual([
    410,
    "/problems/invite-used",
  ]);
  expect((await maya.readBoard(board)).members).toHaveLength(2);
});

test("[M11] stepping off closes every socket of that member at once, and the partner is told", async () => {
  const { maya, sam, mayaBoard, samBoard } = await makeCouple(server);
  using mayas = maya.socket(documentOf(mayaBoard, "joint"));
  await mayas.join();
  const doc = new Y.Doc();
  const voice = sam.provider(documentOf(samBoard, "voice", samBoard.me), doc);
  await synced(voice);
  using joint = sam.socket(documentOf(samBoard, "joint"));
  await joint.join();
  const closed = closedFor(voice);
  const path = `/api/boards/${samBoard.boardId}/members/${samBoard.me}`;
  expect((await sam.request("DELETE", path)).status).toBe(204);
  expect(await closed).toBe(CLOSE.notAllowed);
  expect(await joint.closed).toBe(CLOSE.notAllowed);
  await mayas.next("board-changed");
  expect((await maya.readBoard(mayaBoard)).members).toHaveLength(1);
  using late = sam.socket(documentOf(samBoard, "joint"));
  expect(await late.closed).toBe(CLOSE.notAllowed);
  using gone = sam.socket(documentOf(samBoard, "voice", samBoard.me));
  expect(await gone.closed).toBe(CLOSE.noDocument);
  voice.destroy();
  const next = await maya.invite(mayaBoard);
  expect((await new Visitor(server).claim(next)).status).toBe(200);
});

test("[W9] whoever has the board open hears of a new invite, a claim and a new partner", async () => {
  const maya = new Visitor(server);
  const board = await maya.startBoard();
  using socket = maya.socket(documentOf(board, "joint"));
  await socket.join();
  const invite = await maya.invite(board);
  await socket.next("board-changed");
  const sam = new Visitor(server);
  const claimed = await bodyOf<Claim>(await sam.claim(invite));
  await socket.next("board-changed");
  await sam.confirm(claimed);
  await socket.next("board-changed");
});

test("[M5] invites, members and words outlive a restart", async () => {
  await using own = await startServer();
  const maya = new Visitor(own);
  const board = await maya.startBoard();
  const invite = await maya.invite(board);
  await own.kill("SIGKILL");
  await own.restart();
  const sam = new Visitor(own);
  const { board: samBoard } = await bodyOf<Claim>(await sam.claim(invite));
  const [left, right] = [new Y.Doc(), new Y.Doc()];
  const providers = [
    maya.provider(documentOf(board, "joint"), left),
    sam.provider(documentOf(samBoard, "joint"), right),
  ];
  await Promise.all(providers.map(synced));
  left.getArray("c1").push(["after the restart"]);
  await seen(right, "the words", () => right.getArray("c1").length > 0);
  for (const provider of providers) provider.destroy();
});
