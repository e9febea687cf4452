// `pnpm dev`: the client with hot reload on one port, the server behind it on the next, started anew when its code changes.
import "../server/node-floor.mjs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const port = Number(process.env["PORT"] ?? 5173);
const serverPort = port + 1;
const origin = `http://localhost:${port}`;
const server = `http://localhost:${serverPort}`;

const startBackend = () =>
  spawn(process.execPath, [pathOf("../server/src/main.ts")], {
    // The address it would print is its own; the one to open is printed below.
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      DATA_DIR: pathOf("../data"),
      ...process.env,
      PORT: String(serverPort),
      // The browser speaks to the client's port, so that is the origin the server must expect.
      ORIGIN: origin,
    },
  });

let backend = startBackend();
let isRestarting = false;
let isStopping = false;

/** One save touches several files and an editor writes some twice: what changes while the old one ends needs no more. */
const restartBackend = async () => {
  if (isRestarting) return;
  isRestarting = true;
  await stopBackend();
  if (!isStopping) backend = startBackend();
  isRestarting = false;
};

const stopBackend = async () => {
  if (backend.exitCode !== null || backend.signalCode !== null) return;
  const exit = once(backend, "exit");
  backend.kill();
  await exit;
};

// Not Node's own --watch: it sends messages of its own through the server's worker threads.
const watchers = ["../server/src", "../shared/src"].map((folder) =>
  watch(pathOf(folder), { recursive: true }, restartBackend),
);

const frontend = await createServer({
  root: import.meta.dirname,
  server: {
    port,
    strictPort: true,
    proxy: { "/api": server, "/sync": { target: server, ws: true } },
  },
});
await frontend.listen();
console.log(`Mendboard, for developing, is at ${origin}`);

const stop = async () => {
  isStopping = true;
  for (const watcher of watchers) watcher.close();
  await Promise.all([stopBackend(), frontend.close()]);
};
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);

/** @param {string} relative */
function pathOf(relative) {
  return fileURLToPath(new URL(relative, import.meta.url));
}
