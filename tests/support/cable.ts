import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";

/**
 * One person's network line: a small TCP proxy that can be cut, plugged in again, frozen, thawed and slowed.
 *
 * It exists because a browser's own offline switch freezes an open WebSocket without closing it. The port is ours from
 * the first moment, before there is a server to lead to, so that a server can be told of the line's origin at its start.
 */
export class Cable implements AsyncDisposable {
  /** What this person's browser has in its address bar, and sends as `Origin`. */
  readonly origin: string;
  /** From the person to the server, and back. Bytes are counted as they pass, headers and frames included. */
  readonly up = new Line();
  readonly down = new Line();

  readonly #listener: Server;
  readonly #sockets = new Set<Socket>();
  #targetPort: number | undefined;
  #isCut = false;

  /** A cable that leads nowhere yet: until {@link leadTo}, every connection is reset. */
  static async lay(): Promise<Cable> {
    // Half open: who has said all of theirs may still be answered.
    const listener = createServer({ allowHalfOpen: true });
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    return new Cable(listener);
  }

  private constructor(listener: Server) {
    this.#listener = listener;
    this.origin = `http://localhost:${(listener.address() as AddressInfo).port}`;
    listener.on("connection", (socket) => this.#join(socket));
  }

  leadTo(port: number): void {
    this.#targetPort = port;
  }

  /** Resets every connection, and each new one: the port stays ours, so nobody else can answer on it meanwhile. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** New connections pass again. */
  plug(): void {
    this.#isCut = false;
  }

  /** Connections stay open and nothing passes, as when a phone walks out of reach. */
  freeze(): void {
    this.up.freeze();
    this.down.freeze();
  }

  /** What was held back arrives, in order. */
  thaw(): void {
    this.up.thaw();
    this.down.thaw();
  }

  /** Each way, shared by all connections; `undefined` is as fast as the machine. */
  limit(bytesPerSecond: number | undefined): void {
    this.up.bytesPerSecond = bytesPerSecond;
    this.down.bytesPerSecond = bytesPerSecond;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.thaw();
    this.#listener.close();
    await once(this.#listener, "close");
  }

  #join(near: Socket): void {
    if (this.#isCut || this.#targetPort === undefined) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: this.#targetPort, host: "127.0.0.1", allowHalfOpen: true });
    const pair = [near, far];
    for (const socket of pair) {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    }
    // An end that breaks breaks the other: the two ends are what tests look at, the cable itself has nothing to report.
    const breakBoth = () => pair.forEach((socket) => socket.destroy());
    pipeline(near, (chunks) => this.up.carry(chunks), far).catch(breakBoth);
    pipeline(far, (chunks) => this.down.carry(chunks), near).catch(breakBoth);
  }
}

/** One direction of a cable. */
class Line {
  bytes = 0;
  bytesPerSecond: number | undefined;
  #thawing: PromiseWithResolvers<void> | undefined;
  /** When the last byte let through will have left a line of this speed, in ms of the monotonic clock. */
  #busyUntil = 0;

  freeze(): void {
    this.#thawing ??= Promise.withResolvers();
  }

  thaw(): void {
    this.#thawing?.resolve();
    this.#thawing = undefined;
  }

  async *carry(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      for (const piece of this.#pieces(chunk)) {
        await this.#turn(piece.length);
        this.bytes += piece.length;
        yield piece;
      }
    }
  }

  /** A slow line lets through a twentieth of a second at a time, so that it is slow and not merely late. */
  *#pieces(chunk: Buffer): Generator<Buffer> {
    const size = this.bytesPerSecond === undefined ? chunk.length : Math.ceil(this.bytesPerSecond / 20);
    for (let start = 0; start < chunk.length; start += size) yield chunk.subarray(start, start + size);
  }

  async #turn(bytes: number): Promise<void> {
    while (this.#thawing) await this.#thawing.promise;
    if (this.bytesPerSecond === undefined) return;
    const now = performance.now();
    this.#busyUntil = Math.max(now, this.#busyUntil) + (bytes / this.bytesPerSecond) * 1000;
    await delay(this.#busyUntil - now);
  }
}
