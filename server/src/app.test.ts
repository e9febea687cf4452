import { mkdirSync, mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { ConfigResponse } from "@mendboard/shared/http";
import { pino } from "pino";
import * as v from "valibot";
import { expect, test } from "vitest";
import { type AppDeps, createApp } from "./app.ts";
import { readClientFiles } from "./http/client-files.ts";
import { DeviceCookie, hashToken, mintToken } from "./http/cookies.ts";
import { StorageUnavailableError } from "./log/log.ts";

const SCRIPT = "export const words = 'the whole plan, '.repeat(200);".repeat(20);

/** An app over a built client of four files, and storage that is never asked. */
function appWith(deps: Partial<AppDeps> = {}) {
  using folder = mkdtempDisposableSync(join(tmpdir(), "mendboard-client-"));
  for (const name of ["assets", ".vite"]) mkdirSync(join(folder.path, name));
  const write = (name: string, content: string) => writeFileSync(join(folder.path, name), content);
  write("index.html", "<!doctype html><title>Our plan</title>");
  write("icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
  write("assets/index-abc.js", SCRIPT);
  write("assets/font-abc.woff2", "not really a font");
  write(".vite/manifest.json", "{}");
  return createApp({
    storage: { call: () => Promise.reject(new Error("storage is not part of this test")) },
    cookie: new DeviceCookie(false),
    origins: ["https://plan.example", "http://localhost:8787"],
    now: () => 0,
    logger: pino({ level: "silent" }),
    quickExitUrl: "https://weather.example/",
    clientFiles: readClientFiles(folder.path),
    ...deps,
  });
}

test("a hashed file is kept for ever, the page is asked for each time", async () => {
  const app = appWith();
  const script = await app.request("/assets/index-abc.js");
  expect(script.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  expect(script.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
  expect(await script.text()).toBe(SCRIPT);
  const page = await app.request("/");
  expect(page.headers.get("Cache-Control")).toBe("no-cache");
  const again = await app.request("/", { headers: { "If-None-Match": page.headers.get("ETag") ?? "" } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test.each(["/", "/plan", "/board/abc/steps/3", "/join"])(
  "%s is the page, which knows its own routes",
  async (path) => {
    const response = await appWith().request(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Our plan");
  },
);

test.each([
  "/assets/index-old.js",
  "/assets/nothing",
  "/nothing.png",
  "/.vite/manifest.json",
  "/assets/../../../package.json",
  "/%2e%2e/package.json",
  "/api/nothing",
  "/sync/nothing",
])("%s is never the page", async (path) => {
  const response = await appWith().request(path);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(await response.text()).not.toContain("Our plan");
});

test("text travels compressed as the browser can read it, what is compressed already as it is", async () => {
  const app = appWith();
  const get = (path: string, accept: string) => app.request(path, { headers: { "Accept-Encoding": accept } });
  const brotli = await get("/assets/index-abc.js", "gzip, deflate, br, zstd");
  expect(brotli.headers.get("Content-Encoding")).toBe("br");
  expect(brotliDecompressSync(await brotli.arrayBuffer()).toString()).toBe(SCRIPT);
  const gzip = await get("/assets/index-abc.js", "gzip;q=1.0");
  expect(gzip.headers.get("Content-Encoding")).toBe("gzip");
  expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(SCRIPT);
  expect((await get("/assets/font-abc.woff2", "br")).headers.get("Content-Encoding")).toBeNull();
  expect(brotli.headers.get("Vary")).toBe("Accept-Encoding");
});

test("without a built client the page says so, and the API still answers", async () => {
  const app = appWith({ clientFiles: readClientFiles("/nowhere-at-all") });
  const page = await app.request("/");
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining("not built")]);
  expect((await app.request("/api/config")).status).toBe(200);
});

test.each(["/", "/assets/index-abc.js", "/nothing.png", "/api/nothing", "/api/config", "/healthz"])(
  "%s carries every security header",
  async (path) => {
    const { headers } = await appWith().request(path);
    const policy = headers.get("Content-Security-Policy")?.split("; ") ?? [];
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self' wss://plan.example ws://localhost:8787",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types solid-template",
      ]),
    );
    expect(policy.join()).not.toMatch(/unsafe|\*/);
    expect(Object.fromEntries(headers)).toMatchObject({
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-robots-tag": "noindex, nofollow",
      "strict-transport-security": expect.stringContaining("max-age="),
      "permissions-policy": expect.stringContaining("camera=()"),
    });
  },
);

test("[M2] answers of the API are not kept, but for the one that is the same for everybody", async () => {
  const app = appWith();
  expect((await app.request("/api/nothing")).headers.get("Cache-Control")).toBe("no-store");
  const config = await app.request("/api/config");
  expect(config.headers.get("Cache-Control")).toBe("public, max-age=3600");
  expect(v.parse(ConfigResponse, await config.json())).toEqual({ quickExitUrl: "https://weather.example/" });
});

test("[M14] the process is alive though the disk is not, and says which of both", async () => {
  const app = appWith();
  expect((await app.request("/healthz")).status).toBe(200);
  expect((await app.request("/readyz")).status).toBe(503);
});

test("[M2] storage that cannot take more is a 503, a fault of ours a 500, and neither shows a stack", async () => {
  const failing = (error: Error) => appWith({ storage: { call: () => Promise.reject(error) } });
  for (const [error, status, tag] of [
    [new StorageUnavailableError("full"), 503, "storage-unavailable"],
    [new Error("a secret detail"), 500, "unexpected"],
  ] as const) {
    const response = await failing(error).request("/api/boards");
    const body = await response.text();
    expect(response.status).toBe(status);
    expect(JSON.parse(body)).toEqual({ type: `/problems/${tag}`, title: tag.replaceAll("-", " "), status });
  }
});

test("[M4] only a well-formed token of the right name is read from the cookies", () => {
  const token = mintToken();
  const [plain, secure] = [new DeviceCookie(false), new DeviceCookie(true)];
  expect(plain.read(`other=1; device=${token}; last=2`)).toBe(token);
  expect(plain.read(`__Host-device=${token}`)).toBeNull();
  expect(secure.read(`device=${token}`)).toBeNull();
  expect(secure.read(`__Host-device=${token}`)).toBe(token);
  expect(plain.read("device=short")).toBeNull();
  expect(plain.read(undefined)).toBeNull();
  expect(hashToken(token)).toHaveLength(32);
});
