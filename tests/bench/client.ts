import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import { within } from "../support/within.ts";
import type { Door } from "./measured-server.ts";

const SYNC = 0;
const [STEP_1, STEP_2, UPDATE] = [0, 1, 2];
const SAVED = 102;

/** One chunk of a sealed document: about what a burst of typing weighs. */
const CHUNK_BYTES = 96;

/**
 * A client as light as can be, so that the measured time is the server's: it writes the updates of an outer document by
 * hand, and looks at no more than the first bytes of what it hears.
 */
export class BenchClient {
  readonly #socket: WebSocket;
  readonly #clientId: number;
  #clock = 0;
  #awaited: { readonly isIt: (frame: Buffer) => boolean; readonly done: (frame: Buffer) => void } | null =
    null;
  /** Called for each update of somebody else. */
  onUpdate: () => void = () => undefined;

  /** Resolves when the client follows the document. */
  static async join(door: Door, clientId = 1): Promise<BenchClient> {
    const client = new BenchClient(door, clientId);
    await within("an open socket", (done) => client.#socket.once("open", () => done()));
    client.#answerNothing();
    return client;
  }

  /** As {@link join}, and waits for the whole document: what a person waits for. */
  static async joinAndRead(
    door: Door,
    clientId = 1,
  ): Promise<{ client: BenchClient; ms: number; frame: Buffer }> {
    const client = new BenchClient(door, clientId);
    await within("an open socket", (done) => client.#socket.once("open", () => done()));
    const startedAt = performance.now();
    const answered = client.#next((frame) => frame[0] === SYNC && frame[1] === STEP_2);
    client.#answerNothing();
    const frame = await answered;
    return { client, ms: performance.now() - startedAt, frame };
  }

  private constructor({ url, headers, origin }: Door, clientId: number) {
    this.#clientId = clientId;
    this.#socket = new WebSocket(url, { headers, origin, perMessageDeflate: false });
    this.#socket.on("message", (data: Buffer) => {
      if (data[0] === SYNC && data[1] === UPDATE) this.onUpdate();
      if (this.#awaited?.isIt(data) === true) {
        const { done } = this.#awaited;
        this.#awaited = null;
        done(data);
      }
    });
  }

  /** Appends one chunk to this client's own array. */
  write(): void {
    this.#socket.send(frameOf(appendUpdate(this.#clientId, this.#clock)));
    this.#clock += 1;
  }

  /** Types one letter at the end of a shared text, as an unsealed document would. */
  type(): void {
    this.#socket.send(frameOf(typeUpdate(this.#clientId, this.#clock)));
    this.#clock += 1;
  }

  /** Whatever it likes. */
  send(frame: Uint8Array): void {
    this.#socket.send(frame);
  }

  /** Resolves when everything written is durable; only Mendboard answers. */
  async saved(): Promise<void> {
    const answered = this.#next((frame) => frame[0] === SAVED);
    this.#socket.send(new Uint8Array([SAVED, 1]));
    await answered;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  close(): void {
    this.#socket.terminate();
  }

  /** Resolves when the server has closed the socket, or the client has. */
  get closed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.readyState === WebSocket.CLOSED) resolve();
      else this.#socket.once("close", () => resolve());
    });
  }

  #answerNothing(): void {
    this.#socket.send(new Uint8Array([SYNC, STEP_2, 2, 0, 0]));
    this.#socket.send(new Uint8Array([SYNC, STEP_1, 1, 0]));
  }

  #next(isIt: (frame: Buffer) => boolean): Promise<Buffer> {
    return within<Buffer>("a frame", (done) => {
      this.#awaited = { isIt, done };
    });
  }
}

function frameOf(update: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, UPDATE);
    encoding.writeVarUint8Array(encoder, update);
  });
}

const CHUNK = new Uint8Array(CHUNK_BYTES).fill(7);
const CONTENT_BINARY = 3;
const CONTENT_STRING = 4;
const HAS_ORIGIN = 128;

const appendUpdate = (client: number, clock: number): Uint8Array =>
  itemUpdate(client, clock, CONTENT_BINARY, (encoder) => encoding.writeVarUint8Array(encoder, CHUNK));

const typeUpdate = (client: number, clock: number): Uint8Array =>
  itemUpdate(client, clock, CONTENT_STRING, (encoder) => encoding.writeVarString(encoder, "a"));

/** One item after the client's last, in the root that bears its name: the bytes Yjs itself would write. */
function itemUpdate(
  client: number,
  clock: number,
  content: number,
  writeContent: (encoder: encoding.Encoder) => void,
): Uint8Array {
  return encoding.encode((encoder) => {
    for (const value of [1, 1, client, clock]) encoding.writeVarUint(encoder, value);
    encoding.writeUint8(encoder, clock === 0 ? content : HAS_ORIGIN | content);
    if (clock === 0) {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, `c${client.toString(36)}`);
    } else {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock - 1);
    }
    writeContent(encoder);
    encoding.writeVarUint(encoder, 0);
  });
}
