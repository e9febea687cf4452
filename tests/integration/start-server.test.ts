import { existsSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Cable } from "../support/cable.ts";
import { startServer } from "../support/server.ts";

test("a started server answers at the address it printed, over a data folder of its own that is gone after it", async () => {
  let dataDir: string;
  {
    await using server = await startServer();
    dataDir = server.dataDir;
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    expect(server.stdout).toContain(`Mendboard is at ${server.origin}\n`);
    expect(existsSync(dataDir)).toBe(true);
  }
  expect(existsSync(dataDir)).toBe(false);
});

test("a restarted server is another process at the same address", async () => {
  await using server = await startServer();
  const { origin, pid } = server;
  await server.kill("SIGKILL");
  await expect(fetch(`${origin}/healthz`)).rejects.toThrow("fetch failed");
  await server.restart();
  expect([server.origin, server.pid === pid]).toEqual([origin, false]);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
});

test("a server that cannot start says what it printed", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mendboard-data-"));
  await expect(startServer({ dataDir: folder.path, env: { ORIGIN: "not an origin" } })).rejects.toThrow(
    /ended before it listened.*ORIGIN/s,
  );
});

test("a server told of two cables' origins takes a board from either, and from no other place", async () => {
  await using maya = await Cable.lay();
  await using sam = await Cable.lay();
  await using server = await startServer({ origins: [maya.origin, sam.origin] });
  const statusFrom = async (origin: string) => {
    const headers = { origin, "content-type": "application/json" };
    return (await fetch(`${server.origin}/api/boards`, { method: "POST", headers, body: "{}" })).status;
  };
  maya.leadTo(server.port);
  const [first, second, stranger] = [
    await statusFrom(maya.origin),
    await statusFrom(sam.origin),
    await statusFrom("http://localhost:1"),
  ];
  expect(stranger).toBe(403);
  expect([first, second]).not.toContain(403);
  expect((await fetch(`${maya.origin}/healthz`)).status).toBe(200);
});
