import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { expect, test as base } from "vitest";
import { Cable } from "./cable.ts";

const test = base
  /** The port of a server that sends back what it is sent, and ends when the other side does. */
  .extend("echoPort", async ({}, { onCleanup }) => {
    const echo = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on("error", () => socket.destroy());
      socket.pipe(socket);
    });
    echo.listen(0);
    await once(echo, "listening");
    onCleanup(() => void echo.close());
    return (echo.address() as AddressInfo).port;
  })
  .extend("cable", async ({ echoPort }, { onCleanup }) => {
    const cable = await Cable.lay();
    cable.leadTo(echoPort);
    onCleanup(() => cable[Symbol.asyncDispose]());
    return cable;
  });

test("what goes in comes out whole, in order, and is counted each way", async ({ cable }) => {
  const bytes = Buffer.alloc(300_000, "one after the other ");
  const socket = await dial(cable);
  socket.end(bytes);
  expect((await buffer(socket)).equals(bytes)).toBe(true);
  expect([cable.up.bytes, cable.down.bytes]).toEqual([300_000, 300_000]);
});

test("a cut resets what is open and what is tried, and a plug lets new connections pass", async ({
  cable,
}) => {
  const open = await dial(cable);
  const lost = closed(open);
  cable.cut();
  await lost;

  const refused = connect(portOf(cable), "127.0.0.1");
  const [error] = await once(refused, "error");
  expect(error).toMatchObject({ code: "ECONNRESET" });

  cable.plug();
  expect(await echoed(await dial(cable), "back")).toBe("back");
});

test("a frozen cable keeps its connections and holds their bytes until it thaws", async ({
  cable,
  echoPort,
}) => {
  await using whole = await Cable.lay();
  whole.leadTo(echoPort);
  const free = await dial(whole);
  const held = await dial(cable);
  expect(await echoed(held, "before")).toBe("before");

  cable.freeze();
  const reply = once(held, "data");
  held.write("during");
  // What leaves later by another cable is long back.
  for (let round = 0; round < 20; round++) await echoed(free, "meanwhile");
  expect(cable.up.bytes).toBe("before".length);
  expect(held.destroyed).toBe(false);

  cable.thaw();
  expect(String((await reply)[0])).toBe("during");
});

test("a limited cable passes no more bytes in a second than it is given", async ({ cable }) => {
  cable.limit(100_000);
  const socket = await dial(cable);
  const start = performance.now();
  socket.end(Buffer.alloc(50_000));
  const back = await buffer(socket);
  expect(back.length).toBe(50_000);
  // Half a second up; the way back overlaps, but for its last piece.
  expect(performance.now() - start).toBeGreaterThan(500);
});

test("a cable that leads nowhere yet resets", async () => {
  await using cable = await Cable.lay();
  const socket = connect(portOf(cable), "127.0.0.1");
  const [error] = await once(socket, "error");
  expect(error).toMatchObject({ code: "ECONNRESET" });
});

test("when the server breaks the connection, so does the cable", async () => {
  await using cable = await Cable.lay();
  const rude = createServer((socket) => socket.resetAndDestroy());
  rude.listen(0);
  await once(rude, "listening");
  cable.leadTo((rude.address() as AddressInfo).port);
  await closed(await dial(cable));
  rude.close();
});

const portOf = (cable: Cable): number => Number(new URL(cable.origin).port);

async function dial(cable: Cable): Promise<Socket> {
  const socket = connect(portOf(cable), "127.0.0.1");
  await once(socket, "connect");
  // A reset shows as an error first; the close that follows is what the tests look at.
  socket.on("error", () => socket.destroy());
  return socket;
}

async function closed(socket: Socket): Promise<void> {
  await new Promise((resolve) => socket.once("close", resolve));
}

async function echoed(socket: Socket, text: string): Promise<string> {
  const reply = once(socket, "data");
  socket.write(text);
  return String((await reply)[0]);
}
