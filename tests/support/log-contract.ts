import { RoomErasedError, type UpdateLog } from "@mendboard/server/log/log";
import { describe, expect, test } from "vitest";

/** A log under test, and the way to make rooms in it. */
export type OpenLog = AsyncDisposable & {
  readonly log: UpdateLog;
  createRoom(): Promise<number>;
  eraseRoom(room: number): Promise<void>;
};

const update = (...bytes: number[]) => new Uint8Array(bytes);

/** What every update log must do; run once for each of them. */
export function describeUpdateLog(name: string, open: () => Promise<OpenLog>): void {
  describe(`update log: ${name}`, () => {
    test("a new room is empty, and its first update has the number 1", async () => {
      await using opened = await open();
      const stored = await opened.log.load(await opened.createRoom());
      expect(stored).toMatchObject({ snapshot: null, updates: [], lastSeq: 0, bytes: 0, damaged: [] });
    });

    test("updates come back whole and in order, also those given at once", async () => {
      await using opened = await open();
      const room = await opened.createRoom();
      await opened.log.append(room, 1, update(1));
      await Promise.all([opened.log.append(room, 2, update(2, 2)), opened.log.append(room, 3, update())]);
      const stored = await opened.log.load(room);
      expect(stored.updates.map((each) => [...each])).toEqual([[1], [2, 2], []]);
      expect(stored.lastSeq).toBe(3);
    });

    test("one room's updates are not another's", async () => {
      await using opened = await open();
      const [left, right] = [await opened.createRoom(), await opened.createRoom()];
      await Promise.all([opened.log.append(left, 1, update(1)), opened.log.append(right, 1, update(2))]);
      expect((await opened.log.load(left)).updates.map((each) => [...each])).toEqual([[1]]);
      expect((await opened.log.load(right)).updates.map((each) => [...each])).toEqual([[2]]);
    });

    test("a room's appends settle in the order they were made, and tell how far the room is durable", async () => {
      await using opened = await open();
      const rooms = [await opened.createRoom(), await opened.createRoom()];
      const settled: number[][] = [[], []];
      await Promise.all(
        [1, 2, 3].flatMap((seq) =>
          rooms.map(async (room, index) => {
            expect(await opened.log.append(room, seq, update(seq))).toBeGreaterThanOrEqual(seq);
            settled[index]?.push(seq);
          }),
        ),
      );
      expect(settled).toEqual([
        [1, 2, 3],
        [1, 2, 3],
      ]);
    });

    test("a snapshot takes the place of the rows up to its number, and of no later one", async () => {
      await using opened = await open();
      const room = await opened.createRoom();
      for (const seq of [1, 2, 3]) await opened.log.append(room, seq, update(seq));
      await opened.log.append(room, 4, update(4));
      await opened.log.compact(room, { seq: 3, snapshot: update(123), keep: [] });
      const stored = await opened.log.load(room);
      expect([...(stored.snapshot ?? [])]).toEqual([123]);
      expect(stored.updates.map((each) => [...each])).toEqual([[4]]);
      expect(stored).toMatchObject({ lastSeq: 4, snapshotBytes: 1, bytes: stored.bytes });
    });

    test("numbers go on after everything was compacted", async () => {
      await using opened = await open();
      const room = await opened.createRoom();
      await opened.log.append(room, 1, update(1));
      await opened.log.compact(room, { seq: 1, snapshot: update(1), keep: [] });
      expect(await opened.log.load(room)).toMatchObject({ updates: [], lastSeq: 1 });
      await opened.log.append(room, 2, update(2));
      expect((await opened.log.load(room)).lastSeq).toBe(2);
    });

    test("[W5] an update that takes a number twice is refused, and what was there stays", async () => {
      await using opened = await open();
      const room = await opened.createRoom();
      await opened.log.append(room, 1, update(1));
      await expect(opened.log.append(room, 1, update(9))).rejects.toThrow();
      expect((await opened.log.load(room)).updates.map((each) => [...each])).toEqual([[1]]);
    });

    test("an erased room can be neither read nor written, and its neighbour still can", async () => {
      await using opened = await open();
      const [gone, there] = [await opened.createRoom(), await opened.createRoom()];
      await opened.log.append(gone, 1, update(1));
      await opened.eraseRoom(gone);
      await expect(opened.log.load(gone)).rejects.toThrow(RoomErasedError);
      const [late, fine] = await Promise.allSettled([
        opened.log.append(gone, 2, update(2)),
        opened.log.append(there, 1, update(1)),
      ]);
      expect(late).toMatchObject({ status: "rejected", reason: expect.any(RoomErasedError) });
      expect(fine.status).toBe("fulfilled");
    });
  });
}
