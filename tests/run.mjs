// `pnpm test`: everything there is to pass, in one run; its last line is the count.
import "../server/node-floor.mjs";

const { ensureBrowser } = await import("./support/browser.ts");
const { runChecks } = await import("./support/checks.ts");
const { buildClient, checkFirstView, runPlaywright, runVitest } = await import("./support/suites.ts");
const { sum } = await import("./support/tally.ts");

// First, so that a machine that cannot run all of it says so at once.
const browser = ensureBrowser();

const tallies = [runChecks(), await runVitest("unit", "client", "screens"), await runVitest("integration")];
const build = await buildClient();
tallies.push(build);
if (build.failed === 0) tallies.push(await checkFirstView(), await runPlaywright(browser));

const { passed, failed } = sum(tallies);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
