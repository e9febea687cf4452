// `pnpm start`: builds the client, then becomes the server. Signals reach the server itself: no process stands between.
import "./node-floor.mjs";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const client = fileURLToPath(new URL("../client", import.meta.url));

// In a process of its own: what a bundler needs in memory is gone once the server runs.
const build = spawnSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], {
  cwd: client,
  stdio: "inherit",
});
if (build.status !== 0) process.exit(build.status ?? 1);

process.env["DATA_DIR"] ??= fileURLToPath(new URL("../data", import.meta.url));
await import("./src/main.ts");
