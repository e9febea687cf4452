// What the server carries, costs and keeps, beside the least a relay can do, in one run. `pnpm bench server`.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseFrame } from "@mendboard/shared/frames";
import * as Y from "yjs";
import { BenchClient } from "./client.ts";
import { departedRooms, idleCost, latency, saturate, type Saturation } from "./load.ts";
import { MeasuredServer, type ServerKind } from "./measured-server.ts";
import { median, printTable, type Result } from "./table.ts";

const ROUNDS = 5;
const ROUND_MS = 2_500;
/** Updates under way between each writer and its reader: a crowd, and a conversation. */
const WINDOWS = [100, 10];
const EDITS = 20_000;
const IDLE_MS = 4_000;
const KILLS = 20;
const BURST = 50;

const KINDS: readonly ServerKind[] = ["floor", "mendboard", "y-websocket"];

const results: Result[] = [];
const atMost = (what: string, got: number, bar: number, unit: string) =>
  results.push({ what, got: `${round(got)} ${unit}`, bar: `≤ ${round(bar)}`, isMet: got <= bar });
const tell = (what: string, got: number, unit: string) =>
  results.push({ what, got: `${round(got)} ${unit}`, bar: "", isMet: null });
const atLeast = (what: string, got: number, bar: number, unit: string) =>
  results.push({ what, got: `${round(got)} ${unit}`, bar: `≥ ${round(bar)}`, isMet: got >= bar });
const round = (value: number) =>
  value >= 100 ? Math.round(value).toString() : value.toFixed(2).replace(/\.?0+$/, "");

await measureSaturation();
await measureLatency();
await measureMemory();
await measureColdJoin();
await measureKills();
printTable(
  "Mendboard's server and its bars",
  ["measured", "result", "bar", ""],
  results.map(({ what, got, bar, isMet }) => [what, got, bar, isMet === null ? "" : isMet ? "pass" : "MISS"]),
);
process.exitCode = results.some(({ isMet }) => isMet === false) ? 1 : 0;

/** Round by round over all servers, so that a busy moment of the machine falls on each of them. */
async function measureSaturation(): Promise<void> {
  const rows: string[][] = [];
  for (const window of WINDOWS) {
    const rounds = new Map<ServerKind, Saturation[]>(KINDS.map((kind) => [kind, []]));
    for (let count = 0; count < ROUNDS; count += 1) {
      for (const kind of KINDS) {
        await using server = await MeasuredServer.start(kind);
        await saturate(server, window, 1_500); // compilers warm up
        rounds.get(kind)?.push(await saturate(server, window, ROUND_MS));
      }
    }
    const floor = rounds.get("floor") ?? [];
    const shareOf = (kind: ServerKind, read: (saturation: Saturation) => number) =>
      median((rounds.get(kind) ?? []).map((one, index) => read(one) / read(floor[index] ?? one)));
    for (const kind of KINDS) {
      const carried = rounds.get(kind) ?? [];
      rows.push([
        kind,
        String(window),
        Math.round(median(carried.map(({ perSecond }) => perSecond))).toString(),
        round(shareOf(kind, ({ perSecond }) => perSecond)),
        round(shareOf(kind, ({ cpuMicrosPerUpdate }) => cpuMicrosPerUpdate)),
      ]);
    }
    const cpu = shareOf("mendboard", ({ cpuMicrosPerUpdate }) => cpuMicrosPerUpdate);
    atLeast(
      `saturation, ${window} under way`,
      shareOf("mendboard", ({ perSecond }) => perSecond),
      0.5,
      "× floor",
    );
    atMost(`CPU an update, ${window} under way`, cpu, 1.9, "× floor");
  }
  printTable(
    `Saturation, median of ${ROUNDS} rounds: 8 rooms of two, sealed chunks of 96 bytes`,
    ["server", "under way", "updates/s", "× floor", "CPU × floor"],
    rows,
  );
}

async function measureLatency(): Promise<void> {
  const rows: string[][] = [];
  const seen = new Map<ServerKind, { readonly p50: number; readonly p99: number }>();
  for (const kind of KINDS) {
    await using server = await MeasuredServer.start(kind);
    const measured = await latency(server, 8);
    seen.set(kind, measured);
    rows.push([kind, round(measured.p50), round(measured.p99)]);
  }
  await using server = await MeasuredServer.start("mendboard", "kept");
  const stopHostile = await startHostile(server);
  const beside = await latency(server, 8);
  await stopHostile();
  rows.push(["mendboard beside a hostile client", round(beside.p50), round(beside.p99)]);
  printTable("Edit to peer at 500 updates/s, ms", ["server", "p50", "p99"], rows);
  const [floor, ours] = [seen.get("floor"), seen.get("mendboard")];
  if (floor === undefined || ours === undefined) return;
  atMost("edit to peer, p50", ours.p50, floor.p50 + 0.5, "ms");
  atMost("edit to peer, p99", ours.p99, floor.p99 * 2.5, "ms");
}

/** A process of its own, so that what it costs is the server's and not that of measuring. */
async function startHostile(server: MeasuredServer): Promise<() => Promise<void>> {
  const door = await server.newDocument();
  const child = fork(join(import.meta.dirname, "hostile.ts"), [JSON.stringify(door)]);
  await once(child, "message");
  return async () => {
    const ended = once(child, "exit");
    child.kill();
    await ended;
  };
}

async function measureMemory(): Promise<void> {
  const rows: string[][] = [];
  for (const kind of KINDS) {
    await using server = await MeasuredServer.start(kind);
    const perConnection = await idleCost(server, { rooms: 50, perRoom: 50 });
    await using fresh = await MeasuredServer.start(kind);
    const perRoom = (await idleCost(fresh, { rooms: 1_250, perRoom: 2 })) * 2;
    await using third = await MeasuredServer.start(kind);
    const departed = await departedRooms(third, 4);
    rows.push([kind, round(perConnection), round(perRoom), departed.join(" → ")]);
    if (kind !== "mendboard") continue;
    atMost("idle connection", perConnection, 16, "KiB");
    atMost("room of two", perRoom, 32, "KiB");
    const growth = (departed.at(-1) ?? 0) / (departed[0] ?? 1);
    atMost("memory after 4,000 departed rooms, by that after 1,000", growth, 1.1, "×");
  }
  printTable(
    "Memory: KiB an idle connection, KiB a room of two, MiB after each 1,000 departed rooms",
    ["server", "connection", "room of two", "departed"],
    rows,
  );
}

async function measureColdJoin(): Promise<void> {
  for (const shape of ["text, one letter an edit", "sealed chunks of 96 bytes"] as const) {
    await using server = await MeasuredServer.start("mendboard");
    const door = await server.newDocument();
    const { client } = await BenchClient.joinAndRead(door);
    for (let edit = 0; edit < EDITS; edit += 1) {
      if (shape.startsWith("text")) client.type();
      else client.write();
      if (edit % 500 === 499) await client.saved();
    }
    client.close();
    await delay(IDLE_MS); // once everybody has left, the room is compacted
    const times: number[] = [];
    let bytes = 0;
    for (let count = 0; count < ROUNDS; count += 1) {
      await server.killAndRestart();
      const joined = await BenchClient.joinAndRead(door);
      times.push(joined.ms);
      bytes = joined.frame.length;
      joined.client.close();
    }
    const what = `cold join after a restart, ${EDITS} edits: ${shape} (${Math.round(bytes / 1024)} KiB)`;
    // Nobody keeps that many chunks: clients tidy up at 32. It shows what the largest rooms cost.
    if (shape === "sealed chunks of 96 bytes") tell(what, median(times), "ms");
    else atMost(what, median(times), 30, "ms");
  }
}

async function measureKills(): Promise<void> {
  await using server = await MeasuredServer.start("mendboard");
  const door = await server.newDocument();
  let seen = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const reader = (await BenchClient.joinAndRead(door)).client;
    const writer = (await BenchClient.joinAndRead(door, kill + 2)).client;
    let left = BURST;
    const allSeen = new Promise<void>((resolve) => {
      reader.onUpdate = () => {
        seen += 1;
        left -= 1;
        if (left === 0) resolve();
      };
    });
    for (let sent = 0; sent < BURST; sent += 1) writer.write();
    await allSeen;
    await server.killAndRestart();
  }
  const { client, frame } = await BenchClient.joinAndRead(door);
  client.close();
  const answer = parseFrame(frame);
  const kept =
    answer.ok && answer.value.type === "sync-step-2" ? Y.decodeUpdate(answer.value.update).structs.length : 0;
  atMost(`lost of ${seen} seen, over ${KILLS} kills`, Math.max(0, seen - kept), 0, "updates");
}
