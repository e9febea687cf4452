import { setTimeout as delay } from "node:timers/promises";
import { BenchClient } from "./client.ts";
import type { Door, MeasuredServer } from "./measured-server.ts";
import { quantile } from "./table.ts";

const PAIRS = 8;

export type Saturation = { readonly perSecond: number; readonly cpuMicrosPerUpdate: number };

/**
 * As many updates as the server carries: each of eight writers keeps `window` of them under way to its own reader, and
 * sends another when one arrives. The machine's cores are shared with this process, on every server alike.
 */
export async function saturate(server: MeasuredServer, window: number, ms: number): Promise<Saturation> {
  const pairs = await openPairs(server);
  let delivered = 0;
  let isOver = false;
  for (const { writer, reader } of pairs) {
    reader.onUpdate = () => {
      delivered += 1;
      if (!isOver) writer.write();
    };
  }
  const before = await server.usage();
  const startedAt = performance.now();
  for (const { writer } of pairs) for (let sent = 0; sent < window; sent += 1) writer.write();
  await delay(ms);
  const seconds = (performance.now() - startedAt) / 1000;
  const counted = delivered;
  const after = await server.usage();
  isOver = true;
  closePairs(pairs);
  return {
    perSecond: counted / seconds,
    cpuMicrosPerUpdate: ((after.cpuMs - before.cpuMs) * 1000) / counted,
  };
}

export type Latency = { readonly p50: number; readonly p99: number };

/** From writer to reader at a steady 500 updates a second over eight rooms. */
export async function latency(server: MeasuredServer, seconds: number): Promise<Latency> {
  const pairs = await openPairs(server);
  const times: number[] = [];
  const underWay = pairs.map(({ reader }) => {
    const sentAt: number[] = [];
    reader.onUpdate = () => times.push(performance.now() - (sentAt.shift() ?? NaN));
    return sentAt;
  });
  const periodMs = 1000 / 500;
  const startedAt = performance.now();
  for (let sent = 0; sent < seconds * 500; sent += 1) {
    const wait = startedAt + sent * periodMs - performance.now();
    if (wait > 0) await delay(wait);
    underWay[sent % PAIRS]?.push(performance.now());
    pairs[sent % PAIRS]?.writer.write();
  }
  while (underWay.some((sentAt) => sentAt.length > 0)) await delay(10);
  closePairs(pairs);
  const settled = times.slice(500); // the first second warms both ends up
  return { p50: quantile(settled, 0.5), p99: quantile(settled, 0.99) };
}

type Pair = { readonly writer: BenchClient; readonly reader: BenchClient };

async function openPairs(server: MeasuredServer): Promise<readonly Pair[]> {
  return Promise.all(
    Array.from({ length: PAIRS }, async () => {
      const door = await server.newDocument();
      const reader = await readerOf(server, door);
      return { writer: await readerOf(server, door), reader };
    }),
  );
}

/** Mendboard shows updates only to those whose first question it has answered; the floor never answers any. */
async function readerOf(
  server: MeasuredServer,
  door: Parameters<typeof BenchClient.join>[0],
): Promise<BenchClient> {
  if (server.kind === "floor") return BenchClient.join(door);
  return (await BenchClient.joinAndRead(door)).client;
}

function closePairs(pairs: readonly Pair[]): void {
  for (const { writer, reader } of pairs) {
    writer.close();
    reader.close();
  }
}

/**
 * Connections that say nothing: what each costs in memory, in KiB. Counted on the second half of them, when what was lying
 * about from the start is used up.
 */
export async function idleCost(
  server: MeasuredServer,
  { rooms, perRoom }: { readonly rooms: number; readonly perRoom: number },
): Promise<number> {
  const doors: Door[] = [];
  for (let room = 0; room < rooms * 2; room += 1) doors.push(await server.newDocument());
  if (server.kind === "mendboard") await server.killAndRestart(); // so that making boards leaves nothing behind
  const first = await openIdle(server, doors.slice(0, rooms), perRoom);
  const before = await settledRss(server);
  const second = await openIdle(server, doors.slice(rooms), perRoom);
  const after = await settledRss(server);
  for (const client of [...first, ...second]) {
    if (!client.isOpen) throw new Error("the server closed idle connections");
    client.close();
  }
  return (after - before) / 1024 / second.length;
}

async function openIdle(
  server: MeasuredServer,
  doors: readonly Door[],
  perRoom: number,
): Promise<readonly BenchClient[]> {
  const clients: BenchClient[] = [];
  for (const door of doors) {
    for (let index = 0; index < perRoom; index += 1) clients.push(await readerOf(server, door));
  }
  return clients;
}

/** Memory given back late looks like memory in use: the least of some looks counts. */
async function settledRss(server: MeasuredServer): Promise<number> {
  const seen: number[] = [];
  for (let look = 0; look < 5; look += 1) {
    seen.push((await server.usage("collected")).rssBytes);
    await delay(200);
  }
  return Math.min(...seen);
}

/** Rooms that somebody wrote in and left: the memory after each thousand, in MiB. */
export async function departedRooms(server: MeasuredServer, thousands: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let thousand = 0; thousand < thousands; thousand += 1) {
    for (let batch = 0; batch < 50; batch += 1)
      await Promise.all(Array.from({ length: 20 }, () => visit(server)));
    seen.push(Math.round((await settledRss(server)) / 1024 / 1024));
  }
  return seen;
}

async function visit(server: MeasuredServer): Promise<void> {
  const client = await readerOf(server, await server.newDocument());
  for (let sent = 0; sent < 10; sent += 1) client.write();
  if (server.kind === "mendboard") await client.saved();
  client.close();
  await client.closed;
}
