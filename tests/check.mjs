// `pnpm check`: types, lint, format, dead code and what else can be known of the code without running it.
import "../server/node-floor.mjs";

const { runChecks } = await import("./support/checks.ts");

const { failed } = runChecks();
process.exitCode = failed === 0 ? 0 : 1;
