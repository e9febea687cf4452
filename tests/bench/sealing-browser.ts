import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "@playwright/test";
import { build } from "vite";
import { BROWSER_ARGS, ensureBrowser } from "../support/browser.ts";
import type { SealingPage } from "./sealing-page.ts";
import { median } from "./table.ts";

declare global {
  var sealing: SealingPage;
}

export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly bar: number | null;
  readonly unit: string;
};

const ROUNDS = 9;
const NAVIGATIONS = 12;

/** What only a browser can tell: how long a stored document takes to open, and what a page that is left still stores. */
export async function measureInBrowser(): Promise<Figure[]> {
  await using site = await serve(await buildPage());
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...BROWSER_ARGS] });
  try {
    return [
      ...(await measureColdOpen(browser, site.url, 838, 57)),
      ...(await measureColdOpen(browser, site.url, 33, 12)),
      await measureNavigations(browser, site.url),
    ];
  } finally {
    await browser.close();
  }
}

/** Each round in a page of its own, after the first, in which the engine has nothing compiled yet. */
async function measureColdOpen(
  browser: Browser,
  url: string,
  chunks: number,
  bar: number,
): Promise<Figure[]> {
  const page = await newPage(browser, url);
  await page.evaluate((count) => sealing.store(count), chunks);
  const [sealedMs, plainMs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    await page.goto(url);
    sealedMs.push(await page.evaluate(() => sealing.openStored()));
    await page.goto(url);
    plainMs.push(await page.evaluate(() => sealing.openPlain()));
  }
  await page.context().close();
  return [
    { what: `open ${chunks} stored chunks in Chromium`, value: median(sealedMs.slice(1)), bar, unit: "ms" },
    // A machine that does other things slows every round but seldom all.
    { what: "… the fastest round", value: Math.min(...sealedMs.slice(1)), bar: null, unit: "ms" },
    { what: "… the same edits as plain Yjs", value: median(plainMs.slice(1)), bar: null, unit: "ms" },
  ];
}

/** A key, and in the same task the page is left. */
async function measureNavigations(browser: Browser, url: string): Promise<Figure> {
  let lost = 0;
  for (let round = 0; round < NAVIGATIONS; round++) {
    const page = await newPage(browser, url);
    await page.evaluate(() => sealing.prepareToLeave());
    await Promise.all([
      page.waitForURL(/elsewhere/),
      page.evaluate(() => {
        sealing.pressAndLeave("elsewhere");
      }),
    ]);
    await page.goto(url);
    if ((await page.evaluate(() => sealing.readText())) !== "k") lost += 1;
    await page.context().close();
  }
  return { what: `last keys lost in ${NAVIGATIONS} navigations`, value: lost, bar: 0, unit: "" };
}

async function newPage(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  return page;
}

async function buildPage(): Promise<string> {
  const entry = join(import.meta.dirname, "sealing-page.ts");
  const output = await build({
    configFile: false,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
    build: { write: false, target: "es2023", lib: { entry, formats: ["es"], fileName: "page" } },
  });
  const [bundle] = Array.isArray(output) ? output : [output];
  if (bundle === undefined || !("output" in bundle)) throw new Error("vite built nothing");
  return bundle.output[0].code;
}

async function serve(script: string) {
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
    const isPage = request.url === "/";
    response.end(
      isScript ? script : isPage ? '<!doctype html><script type="module" src="/page.js"></script>' : "",
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose](): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
