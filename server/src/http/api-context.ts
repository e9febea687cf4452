import { getConnInfo } from "@hono/node-server/conninfo";
import { REQUEST_BODY_BYTES_MAX } from "@mendboard/shared/limits";
import { err, ok, type Result } from "@mendboard/shared/result";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as v from "valibot";
import type { Caller } from "../membership/boards.ts";
import type { TokenHash } from "../membership/devices.ts";
import type { Storage } from "../storage/storage.ts";
import { type DeviceCookie, hashToken, mintToken } from "./cookies.ts";
import { problem } from "./problem.ts";

/** What every route of the API needs. */
export type ApiDeps = {
  readonly storage: Pick<Storage, "call">;
  readonly cookie: DeviceCookie;
  readonly origins: readonly string[];
  readonly now: () => number;
};

/** The hash of the caller's cookie, or null. */
export function presentedToken(c: Context, { cookie }: ApiDeps): TokenHash | null {
  const token = cookie.read(c.req.header("Cookie"));
  return token === null ? null : hashToken(token);
}

/** For calls that make a device when the caller has none: give `setCookie` whether one was made. */
export function callerOf(
  c: Context,
  deps: ApiDeps,
): { readonly caller: Caller; readonly setCookie: (deviceCreated: boolean) => void } {
  const token = mintToken();
  return {
    caller: { presented: presentedToken(c, deps), fresh: hashToken(token) },
    setCookie: (deviceCreated) => {
      if (deviceCreated) c.header("Set-Cookie", deps.cookie.write(token));
    },
  };
}

/** A JSON body of the given shape and nothing else. */
export async function readBody<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
): Promise<Result<v.InferOutput<Schema>, "malformed-request">> {
  let json: unknown;
  try {
    json = await c.req.json();
  } catch (error) {
    if (error instanceof SyntaxError) return err("malformed-request");
    throw error;
  }
  const parsed = v.safeParse(schema, json);
  return parsed.success ? ok(parsed.output) : err("malformed-request");
}

/** A request that changes something must come from our own page, as JSON, and be small (PROTOCOL.md M2). */
export function guardChanges({ origins }: ApiDeps): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    // Compared with what was configured: the request's own address is the sender's to choose.
    if (!origins.includes(c.req.header("Origin") ?? "")) return problem(c, "wrong-origin");
    const type = c.req.header("Content-Type")?.split(";", 1)[0]?.trim().toLowerCase();
    if (c.req.method === "POST" && type !== "application/json") return problem(c, "malformed-request");
    return next();
  };
}

export const limitBody = bodyLimit({
  maxSize: REQUEST_BODY_BYTES_MAX,
  onError: (c) => problem(c, "request-too-large"),
});

/** A cookie lives on from its last use, not from its first. */
export function renewCookie(deps: ApiDeps): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const token = deps.cookie.read(c.req.header("Cookie"));
    if (token === null || c.res.headers.has("Set-Cookie")) return;
    const isDue = await deps.storage.call("renewDevice", { token: hashToken(token), now: deps.now() });
    if (isDue) c.header("Set-Cookie", deps.cookie.write(token));
  };
}

/**
 * Who is asking, for rate limits alone. Behind a proxy on this machine it is the address that proxy added last: nobody
 * further away can have written that one.
 */
export function callerAddress(c: Context): string {
  const peer = peerAddress(c);
  const isLocal = peer === "::1" || peer.replace(/^::ffff:/, "").startsWith("127.");
  const forwarded = isLocal ? c.req.header("X-Forwarded-For")?.split(",").at(-1)?.trim() : undefined;
  return (forwarded ?? peer).slice(0, ADDRESS_LENGTH_MAX);
}

/** The longest IPv6 address has 45 characters; a longer text is no address, and must not fill the memory. */
const ADDRESS_LENGTH_MAX = 64;

/** An app that is called without a socket (a test) has no address. */
const peerAddress = (c: Context): string =>
  typeof c.env === "object" && c.env !== null && "incoming" in c.env
    ? (getConnInfo(c).remote.address ?? "")
    : "";
