// Somebody on a board of their own who sends only what must be refused, as fast as they can, and comes back each time.
import { setTimeout as delay } from "node:timers/promises";
import * as encoding from "lib0/encoding";
import { BenchClient } from "./client.ts";
import type { Door } from "./measured-server.ts";

const door = JSON.parse(process.argv[2] ?? "") as Door;

/** One struct of client 9 at clock 1,000,000, of which nobody has the million before. */
const withoutCause = encoding.encode((encoder) => {
  for (const value of [0, 2, 9, 1, 1, 9, 1_000_000, 0, 1, 0]) encoding.writeVarUint(encoder, value);
});
const garbage = new Uint8Array([0, 2, 4, 255, 255, 255, 255]);
const oversize = new Uint8Array(2 * 1024 * 1024);

process.send?.("started");
for (;;) {
  for (const [frame, times] of [
    [withoutCause, 300],
    [garbage, 10],
    [oversize, 3],
  ] as const) {
    const client = await BenchClient.join(door, 9);
    for (let sent = 0; sent < times; sent += 1) client.send(frame);
    await delay(50);
    client.close();
    await client.closed;
  }
}
