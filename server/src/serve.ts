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
  /** Stops accepting, finishes what was accepted, closes every socket with 1012, and the database last. */
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

/** Opens storage, then listens. Rejects when either cannot be had. */
export async function serve(
  config: Config,
  { logger, onFatal, trafficLimits }: ServeOptions,
): Promise<RunningServer> {
  const now = Date.now;
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const storage = await Storage.open(join(config.dataDir, DATABASE_FILE), now);
  storage.onFatal = onFatal;
  const thread = new JobThread();
  const registry = new RoomRegistry({
    log: createSqliteLog(storage, now),
    cache: new DocumentCache(DOCUMENT_CACHE_BYTES),
    thread,
    logger,
    now,
    trafficLimits: trafficLimits ?? TRAFFIC_LIMITS,
  });
  storage.onChange = (changes) => registry.apply(changes);
  await storage.call("settleInvites", { now: now() });

  // The origin may depend on the port, so the app comes after the port; no request is read in between.
  let app: Hono | null = null;
  const server = createAdaptorServer({ createServer, fetch: (request, env) => app?.fetch(request, env) });
  assert(server instanceof Server, "createServer of node:http makes its Server");
  const port = await listen(server, config);
  const origins = config.origins ?? localOrigins(port);
  const cookie = new DeviceCookie(origins[0].startsWith("https:"));
  const { quickExitUrl } = config;
  app = createApp({
    storage,
    cookie,
    origins,
    now,
    logger,
    quickExitUrl,
    clientFiles: readClientFiles(CLIENT_FOLDER),
  });
  attachSync(server, { storage, registry, cookie, origins, now, logger });

  const housekeeping = [
    setInterval(() => void sweep(storage, now(), logger), SWEEP_MS),
    setInterval(() => void truncate(storage, logger), WAL_TRUNCATE_HOURS * HOUR_MS),
  ];
  return {
    port,
    async close() {
      for (const timer of housekeeping) clearInterval(timer);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await registry.stop();
      await storage.close();
      await thread.close();
      server.closeAllConnections();
      await closed;
    },
  };
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
