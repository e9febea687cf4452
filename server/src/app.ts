import type { PublicConfig } from "@mendboard/shared/http";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Logger } from "pino";
import { type ApiDeps, guardChanges, limitBody, renewCookie } from "./http/api-context.ts";
import { boardRoutes } from "./http/boards.ts";
import { type ClientFiles, serveClient } from "./http/client-files.ts";
import { healthRoutes } from "./http/health.ts";
import { boardInviteRoutes, inviteRoutes } from "./http/invites.ts";
import { problem } from "./http/problem.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { StorageUnavailableError } from "./log/log.ts";

export type AppDeps = ApiDeps & {
  readonly clientFiles: ClientFiles;
  readonly quickExitUrl: string;
  readonly logger: Logger;
};

/** Everything that answers HTTP; `GET /sync/:document` is an upgrade, and lives in http/sync.ts. */
export function createApp(deps: AppDeps): Hono {
  const { logger, now } = deps;
  const api = new Hono()
    .use(noStore, guardChanges(deps), limitBody)
    // The one answer here that is the same for everybody.
    .get("/config", (c) =>
      c.json<PublicConfig>({ quickExitUrl: deps.quickExitUrl }, 200, {
        "Cache-Control": "public, max-age=3600",
      }),
    )
    .use(renewCookie(deps))
    .route("/boards", boardRoutes(deps))
    .route("/boards", boardInviteRoutes(deps))
    .route("/invites", inviteRoutes(deps))
    .all("*", (c) => problem(c, "not-found"));

  return new Hono()
    .use(async (c, next) => {
      const startedAt = now();
      await next();
      logger.debug({ ...routeOf(c), status: c.res.status, ms: now() - startedAt }, "request");
    })
    .use(securityHeaders(deps.origins))
    .route("/", healthRoutes(deps.storage))
    .route("/api", api)
    .all("/sync/*", (c) => c.text("This address speaks WebSocket.", 426, { Upgrade: "websocket" }))
    .get("*", serveClient(deps.clientFiles))
    .all("*", (c) => c.text("There is nothing to do at this address.", 404))
    .onError((error, c) => {
      if (error instanceof StorageUnavailableError) return problem(c, "storage-unavailable");
      logger.error({ err: error, ...routeOf(c) }, "request failed");
      return problem(c, "unexpected");
    });
}

/** The pattern a request met, never its address. */
function routeOf(c: Context) {
  const { method } = c.req;
  // What serves every method is a guard on the way; the route itself names its own.
  const route = matchedRoutes(c).find((matched) => matched.method === method);
  return { method, route: route?.path ?? "*" };
}

const noStore: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
};
