import { type Board, CreateBoardRequest } from "@mendboard/shared/http";
import { isBoardId, isMemberId } from "@mendboard/shared/ids";
import { BOARDS_PER_MINUTE_MAX } from "@mendboard/shared/limits";
import { Hono } from "hono";
import type { MemberIds } from "../membership/boards.ts";
import { type ApiDeps, callerAddress, callerOf, presentedToken, readBody } from "./api-context.ts";
import { mintBoardId, mintDocumentId, mintMemberId } from "./ids.ts";
import { problem } from "./problem.ts";
import { RateLimit } from "./rate-limit.ts";

/** Boards and their members (PROTOCOL.md M3, M4, M11). */
export function boardRoutes(deps: ApiDeps): Hono {
  const { storage, now } = deps;
  const rate = new RateLimit(BOARDS_PER_MINUTE_MAX, now);

  return new Hono()
    .post("/", async (c) => {
      const body = await readBody(c, CreateBoardRequest);
      if (!body.ok) return problem(c, body.error);
      if (!rate.take(callerAddress(c))) return problem(c, "too-many-requests");
      const { caller, setCookie } = callerOf(c, deps);
      const { board, deviceCreated } = await storage.call("createBoard", {
        caller,
        boardId: mintBoardId(),
        joint: mintDocumentId(),
        first: mintMember(),
        now: now(),
      });
      setCookie(deviceCreated);
      return c.json<Board>(board, 201);
    })
    .get("/", async (c) => {
      const seats = await storage.call("listSeats", { token: presentedToken(c, deps), now: now() });
      return c.json({ seats });
    })
    .get("/:board", async (c) => {
      const boardId = c.req.param("board");
      if (!isBoardId(boardId)) return problem(c, "not-found");
      const board = await storage.call("readBoard", { token: presentedToken(c, deps), boardId, now: now() });
      return board.ok ? c.json<Board>(board.value) : problem(c, board.error);
    })
    .delete("/:board/members/:member", async (c) => {
      const { board: boardId, member: memberId } = c.req.param();
      if (!isBoardId(boardId) || !isMemberId(memberId)) return problem(c, "not-found");
      const token = presentedToken(c, deps);
      const done = await storage.call("stepOff", { token, boardId, memberId, now: now() });
      return done.ok ? c.body(null, 204) : problem(c, done.error);
    });
}

export const mintMember = (): MemberIds => ({
  member: mintMemberId(),
  voice: mintDocumentId(),
  private: mintDocumentId(),
});
