// `pnpm dev`: the client with hot reload on one port, the server behind it on the next, started anew when its code changes.
import "../server/node-floor.mjs";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const port = Number(process.env["PORT"] ?? 5173);
const serverPort = port + 1;
const origin = `http://localhost:${port}`;
const server = `http://localhost:${serverPort}`;

const backend = spawn(process.execPath, ["--watch", "--watch-preserve-output", "src/main.ts"], {
  cwd: fileURLToPath(new URL("../server", import.meta.url)),
  // The address it would print is its own; the one to open is printed below.
  stdio: ["ignore", "ignore", "inherit"],
  env: {
    DATA_DIR: fileURLToPath(new URL("../data", import.meta.url)),
    ...process.env,
    PORT: String(serverPort),
    // The browser speaks to the client's port, so that is the origin the server must expect.
    ORIGIN: origin,
  },
});

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
  backend.kill();
  await frontend.close();
};
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
backend.once("exit", stop);
