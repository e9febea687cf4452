import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLOSE } from "@mendboard/shared/protocol";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { startServer } from "../support/server.ts";
import { documentOf, makeCouple, synced, Visitor } from "../support/visitor.ts";

const MAIN = join(import.meta.dirname, "../../server/src/main.ts");

test.each(["SIGTERM", "SIGINT"] as const)(
  "[W15] on %s the server finishes what it took, says that it restarts, and is gone within five seconds",
  async (signal) => {
    await using server = await startServer();
    const { maya, sam, mayaBoard } = await makeCouple(server);
    const document = documentOf(mayaBoard, "joint");
    using writer = maya.socket(document);
    using reader = sam.socket(document);
    await Promise.all([writer.join(), reader.join()]);
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => writer.send({ type: "update", update }));
    for (let word = 0; word < 20; word += 1) doc.getArray("c1").push([word]);
    await reader.next("update");
    const startedAt = performance.now();
    const exited = server.kill(signal);
    expect([await writer.closed, await reader.closed]).toEqual([CLOSE.restart, CLOSE.restart]);
    expect(await exited).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  },
);

test("[W15] stock clients come back by themselves after a restart, with what they wrote meanwhile", async () => {
  await using server = await startServer();
  const { maya, sam, mayaBoard } = await makeCouple(server);
  const document = documentOf(mayaBoard, "joint");
  const [left, right] = [new Y.Doc(), new Y.Doc()];
  const providers = [maya.provider(document, left), sam.provider(document, right)];
  await Promise.all(providers.map(synced));
  await server.kill("SIGTERM");
  left.getArray("c1").push(["from Maya"]);
  right.getArray("c2").push(["from Sam"]);
  await server.restart();
  await expect
    .poll(() => [left.getArray("c2").toArray(), right.getArray("c1").toArray()], { timeout: 15_000 })
    .toEqual([["from Sam"], ["from Maya"]]);
  for (const provider of providers) provider.destroy();
});

test("a second signal ends it at once", async () => {
  await using server = await startServer();
  const visitor = new Visitor(server);
  const board = await visitor.startBoard();
  using socket = visitor.socket(documentOf(board, "joint"));
  await socket.join();
  // Both are there before it has read either.
  const exited = server.kill("SIGTERM");
  process.kill(server.pid ?? 0, "SIGTERM");
  expect([0, 1]).toContain(await exited);
});

/** Starts the server as a person would, with settings that cannot work. */
async function startBadly(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 15_000,
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  await once(child, "close");
  return { said, exitCode: child.exitCode };
}

test.each([
  [{ PORT: "eighty" }, "PORT must be a number from 0 to 65535."],
  [{ PORT: "70000" }, "PORT must be a number from 0 to 65535."],
  [{ ORIGIN: "plan.example" }, "ORIGIN must be addresses like https://plan.example, separated by commas."],
  [
    { ORIGIN: "https://plan.example/path" },
    "ORIGIN must be addresses like https://plan.example, separated by commas.",
  ],
  [
    { QUICK_EXIT_URL: "http://weather.example" },
    "QUICK_EXIT_URL must begin with https:// or be a path like /weather.",
  ],
  [
    { QUICK_EXIT_URL: "//weather.example" },
    "QUICK_EXIT_URL must begin with https:// or be a path like /weather.",
  ],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent."],
])("with %j it says one sentence and ends with 1", async (env, sentence) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mendboard-data-"));
  expect(await startBadly({ DATA_DIR: folder.path, ...env })).toEqual({ said: `${sentence}\n`, exitCode: 1 });
});

test("on a port or a folder that is taken it says so and ends with 1", async () => {
  await using server = await startServer();
  await using folder = await mkdtempDisposable(join(tmpdir(), "mendboard-data-"));
  expect(await startBadly({ DATA_DIR: folder.path, PORT: String(server.port) })).toEqual({
    said: "Another program uses this port. Stop it, or choose another PORT.\n",
    exitCode: 1,
  });
  expect(await startBadly({ DATA_DIR: server.dataDir, PORT: "0" })).toEqual({
    said: "The data folder is in use by another Mendboard. Stop that one, or choose another DATA_DIR.\n",
    exitCode: 1,
  });
});

test("on a folder that holds something else it says so, and leaves that alone", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mendboard-data-"));
  await writeFile(
    join(folder.path, "mendboard.sqlite"),
    "somebody's notes, long enough to be no empty file ".repeat(50),
  );
  expect(await startBadly({ DATA_DIR: folder.path, PORT: "0" })).toEqual({
    said: "The data folder holds a file that is not Mendboard's. Choose another DATA_DIR.\n",
    exitCode: 1,
  });
});

test("it prints two lines, and logs neither words, cookies nor addresses", async () => {
  await using server = await startServer({ env: { LOG_LEVEL: "trace" } });
  const { maya, mayaBoard, invite } = await makeCouple(server);
  await maya.request("GET", "/a-page/with-words?in=it");
  using socket = maya.socket(documentOf(mayaBoard, "joint"));
  await socket.join();
  socket.sendBytes("text");
  await socket.closed;
  await server.kill();
  expect(server.stdout).toBe(
    `Mendboard is at ${server.origin}\nTo try both sides, open the invite link in a private window.\n`,
  );
  const lines = server.stderr.trim().split("\n");
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) JSON.parse(line);
  for (const secret of [
    maya.cookie.split("=")[1] ?? "",
    invite.auth,
    invite.authHash,
    "with-words",
    "sealed-",
  ]) {
    expect(server.stderr).not.toContain(secret);
  }
});

test.runIf(process.platform === "linux")(
  "[W5] after the disk failed the server says so and ends, rather than promise anything more",
  { timeout: 60_000 },
  async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "mendboard-data-"));
    // A file may grow to 1 MiB (in blocks of 512 bytes); the write that would pass it fails with EFBIG.
    const child = spawn("sh", ["-c", `ulimit -f 2048; exec "$0" "$1"`, process.execPath, MAIN], {
      env: { PATH: process.env["PATH"], DATA_DIR: folder.path, PORT: "0" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 50_000,
    });
    let log = "";
    child.stderr.on("data", (text: Buffer) => (log += text.toString()));
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const origin = /http:\S+/.exec(line.toString())?.[0] ?? "";
    const maya = new Visitor({ origin });
    const board = await maya.startBoard();
    using socket = maya.socket(documentOf(board, "joint"));
    await socket.join();
    const doc = new Y.Doc();
    const closed = once(child, "close");
    doc.on("update", (update: Uint8Array) => socket.send({ type: "update", update }));
    for (let chunk = 0; chunk < 40; chunk += 1) doc.getArray("c1").push([new Uint8Array(64 * 1024)]);
    socket.send({ type: "saved", counter: 40 });
    await closed;
    expect(child.exitCode).toBe(1);
    expect(log).toContain("storage failed");
    expect(socket.heard.filter(({ type }) => type === "saved")).toEqual([]);
  },
);
