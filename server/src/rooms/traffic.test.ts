import { expect, test } from "vitest";
import { SeatTraffic } from "./traffic.ts";

const LIMITS = { framesPerSecond: 10, framesBurst: 20, bytesPerSecond: 1_000, bytesBurst: 5_000 };

test("[W10] a burst may run ahead of the steady rate, and is refilled by it", () => {
  const traffic = new SeatTraffic(LIMITS, 0);
  for (let frame = 0; frame < 20; frame += 1) expect(traffic.take(1, 1, 0)).toBe(true);
  expect(traffic.take(1, 1, 0)).toBe(false);
  expect(traffic.take(1, 1, 1_000)).toBe(true);
});

test("[W10] bytes count as well as frames", () => {
  const traffic = new SeatTraffic(LIMITS, 0);
  expect(traffic.take(1, 5_000, 0)).toBe(true);
  expect(traffic.take(1, 1, 0)).toBe(false);
});

test("[W10] a seat is rested when its share is whole again, and never holds more than that", () => {
  const traffic = new SeatTraffic(LIMITS, 0);
  traffic.take(20, 0, 0);
  expect(traffic.isRested(1_999)).toBe(false);
  expect(traffic.isRested(3_600_000)).toBe(true);
  for (let frame = 0; frame < 20; frame += 1) traffic.take(1, 1, 3_600_000);
  expect(traffic.take(1, 1, 3_600_000)).toBe(false);
});

test("[W10] of a seat's large frames two are worked on at once, the others in turn", async () => {
  const traffic = new SeatTraffic(LIMITS, 0);
  const gates = [0, 1, 2].map(() => Promise.withResolvers<void>());
  const started: number[] = [];
  const all = gates.map((gate, index) =>
    traffic.withLargeFrame(async () => {
      started.push(index);
      await gate.promise;
    }),
  );
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  gates[1]?.resolve();
  await all[1];
  await expect.poll(() => started).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  await Promise.all(all);
});
