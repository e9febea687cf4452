// `pnpm bench [name…]`: runs the measurements, all of them or those named, and prints their tables.
import "../../server/node-floor.mjs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const BENCHES = ["server", "sealing"];

const [, , ...asked] = process.argv;
const unknown = asked.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  console.error(`No such measurement: ${unknown.join(", ")}. There are: ${BENCHES.join(", ")}.`);
  process.exit(1);
}
for (const name of asked.length > 0 ? asked : BENCHES) {
  const script = join(import.meta.dirname, `${name}.ts`);
  const { status } = spawnSync(process.execPath, ["--expose-gc", script], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
