import { createHash } from "node:crypto";
import {
  type Claim,
  CreateInviteRequest,
  InviteAuthRequest,
  type InviteLook,
  type OpenInvite,
} from "@mendboard/shared/http";
import { isBoardId, isInviteId } from "@mendboard/shared/ids";
import { INVITE_REQUESTS_PER_MINUTE_MAX } from "@mendboard/shared/limits";
import { Hono } from "hono";
import * as v from "valibot";
import { type ApiDeps, callerAddress, callerOf, presentedToken, readBody } from "./api-context.ts";
import { mintMember } from "./boards.ts";
import { mintInviteId } from "./ids.ts";
import { problem } from "./problem.ts";
import { RateLimit } from "./rate-limit.ts";

/** A board's invites, as its members see them (PROTOCOL.md M5, M8, M9). Mounted under `/api/boards`. */
export function boardInviteRoutes(deps: ApiDeps): Hono {
  const { storage, now } = deps;

  return new Hono()
    .post("/:board/invites", async (c) => {
      const boardId = c.req.param("board");
      if (!isBoardId(boardId)) return problem(c, "not-found");
      const body = await readBody(c, CreateInviteRequest);
      if (!body.ok) return problem(c, body.error);
      const token = presentedToken(c, deps);
      const inviteId = mintInviteId();
      const invite = await storage.call("createInvite", {
        token,
        boardId,
        inviteId,
        request: body.value,
        now: now(),
      });
      return invite.ok ? c.json<OpenInvite>(invite.value, 201) : problem(c, invite.error);
    })
    .delete("/:board/invites/:invite", async (c) => {
      const { board: boardId, invite: inviteId } = c.req.param();
      if (!isBoardId(boardId) || !isInviteId(inviteId)) return problem(c, "not-found");
      const token = presentedToken(c, deps);
      const done = await storage.call("voidInvite", { token, boardId, inviteId, now: now() });
      return done.ok ? c.body(null, 204) : problem(c, done.error);
    })
    .post("/:board/invites/:invite/confirm", async (c) => {
      const { board: boardId, invite: inviteId } = c.req.param();
      if (!isBoardId(boardId) || !isInviteId(inviteId)) return problem(c, "not-found");
      const body = await readBody(c, v.strictObject({}));
      if (!body.ok) return problem(c, body.error);
      const token = presentedToken(c, deps);
      const done = await storage.call("confirmInvite", { token, boardId, inviteId, now: now() });
      return done.ok ? c.body(null, 204) : problem(c, done.error);
    });
}

/** What somebody with a link may do (M6, M7). Mounted under `/api/invites`; POST alone, for a preview only ever GETs. */
export function inviteRoutes(deps: ApiDeps): Hono {
  const { storage, now } = deps;
  const rate = new RateLimit(INVITE_REQUESTS_PER_MINUTE_MAX, now);

  return new Hono()
    .use((c, next) =>
      rate.take(callerAddress(c)) ? next() : Promise.resolve(problem(c, "too-many-requests")),
    )
    .post("/look", async (c) => {
      const body = await readBody(c, InviteAuthRequest);
      if (!body.ok) return problem(c, body.error);
      const { caller, setCookie } = callerOf(c, deps);
      const seen = await storage.call("lookAtInvite", {
        caller,
        authHash: hashOf(body.value.auth),
        now: now(),
      });
      if (!seen.ok) return problem(c, seen.error);
      setCookie(seen.value.deviceCreated);
      return c.json<InviteLook>(seen.value.look);
    })
    .post("/claim", async (c) => {
      const body = await readBody(c, InviteAuthRequest);
      if (!body.ok) return problem(c, body.error);
      const { caller, setCookie } = callerOf(c, deps);
      const claimed = await storage.call("claimInvite", {
        caller,
        authHash: hashOf(body.value.auth),
        second: mintMember(),
        now: now(),
      });
      if (!claimed.ok) return problem(c, claimed.error);
      const { board, inviteId, envelope, deviceCreated } = claimed.value;
      setCookie(deviceCreated);
      return c.json<Claim>({ board, inviteId, envelope });
    });
}

/** The invite's owner gave us this hash: who shows its origin holds the link. */
const hashOf = (auth: string): string =>
  createHash("sha256").update(Buffer.from(auth, "base64url")).digest("base64url");
