import { defineConfig } from "@playwright/test";
import { BROWSER_ARGS, findBrowser } from "../support/browser.ts";

const browser = findBrowser();

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  // A test that passes the second time has found something the first time.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  globalTimeout: 420_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      args: [...BROWSER_ARGS],
      ...(browser === undefined ? {} : { executablePath: browser }),
    },
  },
});
