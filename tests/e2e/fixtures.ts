import { AxeBuilder } from "@axe-core/playwright";
import {
  test as base,
  devices,
  expect,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "@playwright/test";
import { Cable } from "../support/cable.ts";
import { startServer, type TestServer } from "../support/server.ts";

export { expect } from "@playwright/test";

/** One browser profile of one person, with a network line of its own. */
export type Person = {
  readonly context: BrowserContext;
  /** Its first tab, still empty: `page.goto("/")` opens Mendboard by this person's cable. */
  readonly page: Page;
  readonly cable: Cable;
};

type Name = "maya" | "sam" | "alex";

type TestFixtures = {
  /**
   * What the pages of this test may write to the console as an error, `test.use({ allowedErrors: [NO_LINE] })`. Never
   * exactly two: Playwright takes a pair for a value and its options.
   */
  allowedErrors: readonly RegExp[];
  /** Another profile: a third person, or a second device by the same person's cable. Closed with the test. */
  openProfile: (name: Name, options?: BrowserContextOptions) => Promise<Person>;
  maya: Person;
  sam: Person;
};

type WorkerFixtures = {
  /** More of the server's environment: a file that sets it gets a server of its own. */
  serverEnv: Readonly<Record<string, string>>;
  cables: Readonly<Record<Name, Cable>>;
  /** One for all tests of a worker, each of which has boards of its own. */
  server: TestServer;
};

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 1,
  isMobile: true,
  hasTouch: true,
  userAgent: devices["Pixel 7"]?.userAgent ?? "",
};
export const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

/** To the server's limits each profile is a household of its own, so that no test uses up the minute of another. */
const nextAddress = (): string => `2001:db8::${(addresses += 1).toString(16)}`;
let addresses = 0;

/** What Chromium writes while a cable is cut or a server is down. */
export const NO_LINE = /net::ERR_|WebSocket connection to/;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  cables: [
    async ({}, use) => {
      await using maya = await Cable.lay();
      await using sam = await Cable.lay();
      await using alex = await Cable.lay();
      await use({ maya, sam, alex });
    },
    { scope: "worker" },
  ],

  serverEnv: [{}, { option: true, scope: "worker" }],

  server: [
    async ({ cables, serverEnv }, use) => {
      const origins = Object.values(cables).map((cable) => cable.origin);
      await using server = await startServer({ origins, env: serverEnv });
      for (const cable of Object.values(cables)) cable.leadTo(server.port);
      await use(server);
    },
    { scope: "worker" },
  ],

  allowedErrors: [[], { option: true }],

  openProfile: async ({ browser, cables, server, allowedErrors }, use) => {
    const contexts: BrowserContext[] = [];
    const errors: string[] = [];
    await use(async (name, options = {}) => {
      const cable = cables[name];
      const context = await browser.newContext({
        ...desktop,
        ...options,
        baseURL: cable.origin,
        extraHTTPHeaders: { "X-Forwarded-For": nextAddress() },
      });
      contexts.push(context);
      context.on("console", (message) => {
        if (message.type() === "error") errors.push(`${name}: ${message.text()}`);
      });
      context.on("weberror", (error) => errors.push(`${name}: ${error.error().stack}`));
      return { context, page: await context.newPage(), cable };
    });
    await Promise.all(contexts.map((context) => context.close()));
    for (const cable of Object.values(cables)) {
      cable.plug();
      cable.thaw();
      cable.limit(undefined);
    }
    const unexpected = errors.filter((error) => !allowedErrors.some((allowed) => allowed.test(error)));
    expect(unexpected, `errors in the pages' consoles; the server logged:\n${server.stderr}`).toEqual([]);
  },

  maya: async ({ openProfile }, use) => use(await openProfile("maya")),
  sam: async ({ openProfile }, use) => use(await openProfile("sam")),
});

/** Fails with what is wrong, and where, when axe finds anything against WCAG 2.2 AA on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoViolations(page, new AxeBuilder({ page }).withTags(WCAG_AA));
}

/** All rules but contrast, for a screen whose colours have been looked at on another device: contrast takes most of the time. */
export async function expectAccessibleButColours(page: Page): Promise<void> {
  await expectNoViolations(page, new AxeBuilder({ page }).withTags(WCAG_AA).disableRules(["color-contrast"]));
}

/** The one rule that another colour scheme can break. */
export async function expectContrast(page: Page): Promise<void> {
  await expectNoViolations(page, new AxeBuilder({ page }).withRules(["color-contrast"]));
}

async function expectNoViolations(page: Page, axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map((node) => node.target.join(" ")),
  }));
  expect(found, `axe on ${page.url()}`).toEqual([]);
}

const WCAG_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
