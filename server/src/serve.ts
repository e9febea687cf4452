import { mkdirSync } from "node:fs";
import { createServer, Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { DOCUMENT_CACHE_BYTES, SWEEP_MS, WAL_TRUNCATE_HOURS } from "@mendboard/shared/limits";
import type { Hono } from "hono";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { assert } from "./assert.ts";
import { type Config, localOrigins } from "./config.ts";
import { readClientFiles } from "./http/client-files.ts";
import { DeviceCookie } from "./http/cookies.ts";
import { attachSync } from "./http/sync.ts";
import { createSqliteLog } from "./log/sqlite-log.ts";
import { DocumentCache } from "./rooms/document-cache.ts";
import { RoomRegistry } from "./rooms/registry.ts";
import { TRAFFIC_LIMITS, type TrafficLimits } from "./rooms/traffic.ts";
import { Storage } from "./storage/storage.ts";
import { JobThread } from "./updates/job-thread.ts";

export type RunningServer = {
  readonly port: number;
  /** Stops accepting, finishes what was accepted, closes every socket with 1012, and the database last (W15). */
  close(): Promise<void>;
};

export type ServeOptions = {
  readonly logger: Logger;
  /** The disk failed: nothing can be promised any more. */
  readonly onFatal: (reason: string) => void;
  /** For measuring the server rather than its limits. */
  readonly trafficLimits?: TrafficLimits;
};

const DATABASE_FILE = "mendboard.sqlite";
const CLIENT_FOLDER = fileURLToPath(new URL("../../client/dist", import.meta.url));
const HOUR_MS = 3_600_000;

/** Opens storage, then listens. Rejects when either cannot be had, and leaves nothing open then. */
export async function serve(
  config: Config,
  { logger, onFatal, trafficLimits }: ServeOptions,
): Promise<RunningServer> {
  const now = Date.now;
  // Closed in the opposite order of opening.
  await using opened = new AsyncDisposableStack();
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const storage = opened.adopt(await Storage.open(join(config.dataDir, DATABASE_FILE), now), (open) =>
    open.close(),
  );
  storage.onFatal = onFatal;
  const thread = opened.adopt(new JobThread(), (started) => started.close());
  const registry = new RoomRegistry({
    log: createSqliteLog(storage, now),
    cache: new DocumentCache(DOCUMENT_CACHE_BYTES),
    thread,
    logger,
    now,
    trafficLimits: trafficLimits ?? TRAFFIC_LIMITS,
  });
  opened.defer(() => registry.stop());
  storage.onChange = (changes) => registry.apply(changes);
  await storage.call("settleInvites", { now: now() });

  // The origin may depend on the port, so the app comes after the port; no request is read in between.
  let app: Hono | null = null;
  const server = createAdaptorServer({ createServer, fetch: (request, env) => app?.fetch(request, env) });
  assert(server instanceof Server, "createServer of node:http makes its Server");
  const port = await listen(server, config);
  opened.defer(() => stopAccepting(server));
  const origins = config.origins ?? localOrigins(port);
  const cookie = new DeviceCookie(origins[0].startsWith("https:"));
  const { quickExitUrl } = config;
  const clientFiles = readClientFiles(CLIENT_FOLDER);
  app = createApp({ storage, cookie, origins, now, logger, quickExitUrl, clientFiles });
  attachSync(server, { storage, registry, cookie, origins, now, logger });

  const sweeping = setInterval(() => void sweep(storage, now(), logger), SWEEP_MS);
  const truncating = setInterval(() => void truncate(storage, logger), WAL_TRUNCATE_HOURS * HOUR_MS);
  opened.defer(() => {
    clearInterval(sweeping);
    clearInterval(truncating);
  });
  const running = opened.move();
  return { port, close: () => running.disposeAsync() };
}

/** Requests under way may still be answered; the sockets are the registry's to close. */
function stopAccepting(server: Server): void {
  server.close();
  server.closeIdleConnections();
}

function listen(server: Server, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      assert(typeof address === "object" && address !== null, "a listening server has an address");
      resolve(address.port);
    });
  });
}

async function sweep(storage: Storage, now: number, logger: Logger): Promise<void> {
  try {
    await storage.call("settleInvites", { now });
    await storage.call("forgetVisitors", { now });
    await storage.call("dropOldSnapshots", { now });
  } catch (error) {
    logger.warn({ err: error }, "sweep put off");
  }
}

async function truncate(storage: Storage, logger: Logger): Promise<void> {
  try {
    await storage.call("truncateLog", {});
  } catch (error) {
    logger.warn({ err: error }, "truncating put off");
  }
}
