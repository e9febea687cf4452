import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { StorageUnavailableError } from "@mendboard/server/log/log";
import { MemoryLog } from "@mendboard/server/log/memory-log";
import { Storage, StorageOpenError } from "@mendboard/server/storage/storage";
import { expect, test } from "vitest";
import { describeUpdateLog } from "../support/log-contract.ts";
import { TestStorage } from "../support/storage.ts";

describeUpdateLog("SQLite", () => TestStorage.open());

describeUpdateLog("memory", async () => {
  const log = new MemoryLog();
  let room = 0;
  return {
    log,
    createRoom: async () => {
      log.createRoom((room += 1));
      return room;
    },
    eraseRoom: async (erased) => log.eraseRoom(erased),
    [Symbol.asyncDispose]: async () => undefined,
  };
});

const bytes = (text: string) => new TextEncoder().encode(text);

const DAY_MS = 86_400_000;

function edit(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

test("[W5] everything that waits while a commit runs goes into the next one, one row a room", async () => {
  await using opened = await TestStorage.open();
  const rooms = [await opened.createRoom(), await opened.createRoom()];
  const appends = Array.from({ length: 40 }, (_, index) => index + 1).flatMap((seq) =>
    rooms.map((room) => opened.log.append(room, seq, new Uint8Array([seq]))),
  );
  await Promise.all(appends);
  for (const room of rooms) {
    const stored = await opened.log.load(room);
    expect(stored.updates).toHaveLength(40);
    expect(stored.rows).toBe(1);
  }
});

test("[W5] what was waiting to build on a failed append fails with it", async () => {
  await using opened = await TestStorage.open();
  const room = await opened.createRoom();
  await opened.log.append(room, 1, new Uint8Array([1]));
  const failing = opened.log.append(room, 1, new Uint8Array([9]));
  await new Promise(setImmediate); // it is on its way, and the next one waits behind it
  const building = opened.log.append(room, 2, new Uint8Array([2]));
  const outcomes = await Promise.allSettled([failing, building]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect((await opened.log.load(room)).updates).toHaveLength(1);
});

test("[W14] a damaged row is named and kept, and the rest of the room is served", async () => {
  await using opened = await TestStorage.open();
  const room = await opened.createRoom();
  for (const seq of [1, 2, 3]) await opened.log.append(room, seq, new Uint8Array([seq, seq]));
  await opened.whileClosed((path) => edit(path, "UPDATE updates SET bytes = x'020909' WHERE seq = 2"));
  const stored = await opened.log.load(room);
  expect(stored.damaged).toEqual([{ what: "row", seq: 2 }]);
  expect(stored.updates.map((each) => [...each])).toEqual([
    [1, 1],
    [3, 3],
  ]);
  expect(stored.lastSeq).toBe(3);
  await opened.log.compact(room, { seq: 3, snapshot: bytes("the rest"), keep: [2] });
  expect(await opened.log.load(room)).toMatchObject({
    damaged: [{ what: "row", seq: 2 }],
    updates: [],
    rows: 0,
  });
});

test("[W14] behind a damaged snapshot stands the one before it", async () => {
  await using opened = await TestStorage.open();
  const room = await opened.createRoom();
  await opened.log.append(room, 1, new Uint8Array([1]));
  await opened.log.compact(room, { seq: 1, snapshot: bytes("first"), keep: [] });
  await opened.log.append(room, 2, new Uint8Array([2]));
  await opened.log.compact(room, { seq: 2, snapshot: bytes("second"), keep: [] });
  await opened.whileClosed((path) => edit(path, "UPDATE snapshots SET bytes = x'00' WHERE seq = 2"));
  const stored = await opened.log.load(room);
  expect(stored.damaged).toEqual([{ what: "snapshot", seq: 2 }]);
  expect(new TextDecoder().decode(stored.snapshot ?? undefined)).toBe("first");
  expect(stored.lastSeq).toBe(2);
});

test("[W14] replaced snapshots stay for seven days, the last of each day, and the current one for ever", async () => {
  await using opened = await TestStorage.open();
  const room = await opened.createRoom();
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  let seq = 0;
  const compactAt = async (now: number) => {
    seq += 1;
    await opened.log.append(room, seq, new Uint8Array([seq]));
    await opened.storage.call("compactRoom", {
      room,
      seq,
      snapshot: bytes(`snapshot ${seq}`),
      keep: [],
      now,
    });
  };
  for (const hour of [1, 2, 3]) await compactAt(today - 8 * DAY_MS + hour);
  for (const hour of [1, 2, 3]) await compactAt(today + hour);
  expect(await keptSnapshots(opened)).toEqual([3, 5, 6]); // the very last before the current one as well
  await opened.storage.call("dropOldSnapshots", { now: today + 4 });
  expect(await keptSnapshots(opened)).toEqual([5, 6]);
  await opened.storage.call("dropOldSnapshots", { now: today + 400 * DAY_MS });
  expect(await keptSnapshots(opened)).toEqual([6]);
});

async function keptSnapshots(opened: TestStorage): Promise<number[]> {
  const kept: number[] = [];
  await opened.whileClosed((path) => {
    const db = new DatabaseSync(path, { readOnly: true });
    for (const { seq } of db.prepare("SELECT seq FROM snapshots ORDER BY seq").all()) kept.push(Number(seq));
    db.close();
  });
  return kept;
}

test("[M11] what was erased is in no file any more, while the server still runs", async () => {
  await using opened = await TestStorage.open();
  const room = await opened.createRoom();
  const planted = "planted-and-then-erased";
  const filesHoldIt = () =>
    [opened.path, `${opened.path}-wal`].some((file) => readFileSync(file).includes(planted));
  for (let seq = 1; seq <= 50; seq += 1) await opened.log.append(room, seq, bytes(`${planted} ${seq}`));
  await opened.log.compact(room, { seq: 25, snapshot: bytes(planted.repeat(500)), keep: [] });
  expect(filesHoldIt()).toBe(true);
  await opened.eraseRoom(room);
  expect(filesHoldIt()).toBe(false);
});

test("a second server on the same folder is refused, in a sentence", async () => {
  await using opened = await TestStorage.open();
  await expect(Storage.open(opened.path)).rejects.toThrow(StorageOpenError);
  await expect(Storage.open(opened.path)).rejects.toThrow(/in use by another/);
});

test("a folder written by a newer Mendboard is left alone", async () => {
  await using opened = await TestStorage.open();
  const moved = opened.whileClosed((path) => edit(path, "PRAGMA user_version = 99"));
  await expect(moved).rejects.toThrow(/newer Mendboard/);
});

test("a queue that is full refuses what comes, and keeps what it has", async () => {
  await using opened = await TestStorage.open();
  const room = await opened.createRoom();
  const large = new Uint8Array(16 * 1024 * 1024);
  const outcomes = await Promise.allSettled(
    [1, 2, 3, 4, 5, 6].map((seq) => opened.log.append(room, seq, large)),
  );
  expect(outcomes.map(({ status }) => status)).toEqual([
    ...Array.from({ length: 4 }, () => "fulfilled"),
    ...Array.from({ length: 2 }, () => "rejected"),
  ]);
  expect(outcomes[5]).toMatchObject({ reason: expect.any(StorageUnavailableError) });
  expect((await opened.log.load(room)).updates).toHaveLength(4);
});

test("what a closing storage was asked before is done, and nothing after", async () => {
  await using opened = await TestStorage.open();
  const room = await opened.createRoom();
  const { log, storage } = opened;
  const before = log.append(room, 1, new Uint8Array([1]));
  const closing = storage.close();
  const after = log.append(room, 2, new Uint8Array([2]));
  await expect(after).rejects.toThrow(StorageUnavailableError);
  await expect(before).resolves.toBe(1);
  await closing;
});
