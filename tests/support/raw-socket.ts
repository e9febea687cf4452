import type { ClientRequestArgs } from "node:http";
import { encodeFrame, type Frame, parseFrame } from "@mendboard/shared/frames";
import { WebSocket as NodeSocket } from "ws";
import { within } from "./within.ts";

type FrameOf<Type extends Frame["type"]> = Extract<Frame, { readonly type: Type }>;

/** A socket that says exactly what a test wants said, and keeps what it hears. */
export class RawSocket implements Disposable {
  readonly socket: NodeSocket;
  /** Everything heard and not yet taken by {@link next}. */
  readonly heard: Frame[] = [];
  closeCode: number | null = null;
  #wake: () => void = () => undefined;

  constructor(url: string, options: ClientRequestArgs & { readonly origin: string }) {
    this.socket = new NodeSocket(url, options);
    this.socket.on("message", (data: Buffer) => {
      const frame = parseFrame(new Uint8Array(data));
      if (!frame.ok) throw new Error(`the server sent a frame that is none: ${data.toString("hex")}`);
      this.heard.push(frame.value);
      this.#wake();
    });
    this.socket.on("close", (code) => {
      this.closeCode = code;
      this.#wake();
    });
    // A refused connection also closes; the code is what tests look at.
    this.socket.on("error", () => undefined);
  }

  get opened(): Promise<void> {
    return within("an open socket", (done) => {
      if (this.socket.readyState === NodeSocket.OPEN) done();
      else this.socket.once("open", () => done());
    });
  }

  /** The code the server closed with; the WebSocket's own 1006 when it just went away. */
  get closed(): Promise<number> {
    return this.#until("the server to close", () => this.closeCode);
  }

  send(frame: Frame): void {
    this.socket.send(encodeFrame(frame));
  }

  sendBytes(bytes: Uint8Array | string): void {
    this.socket.send(bytes);
  }

  /** The next frame of this type, now or soon; those of other types stay. */
  next<Type extends Frame["type"]>(type: Type): Promise<FrameOf<Type>> {
    return this.#until(`a frame of type ${type}`, () => {
      const index = this.heard.findIndex((frame) => frame.type === type);
      if (index === -1) return null;
      return this.heard.splice(index, 1)[0] as FrameOf<Type>;
    });
  }

  /** As a stock client does on its first contact, with nothing of its own: afterwards it follows the document. */
  async join(): Promise<FrameOf<"sync-step-2">> {
    await this.opened;
    await this.next("sync-step-1");
    this.send({ type: "sync-step-1", stateVector: new Uint8Array([0]) });
    this.send({ type: "sync-step-2", update: new Uint8Array([0, 0]) });
    return this.next("sync-step-2");
  }

  /** Resolves when the server has handled everything said before and made it durable. */
  async saved(counter = 1): Promise<void> {
    this.send({ type: "saved", counter });
    await this.next("saved");
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }

  #until<T>(what: string, look: () => T | null): Promise<T> {
    return within(what, (done) => {
      const before = this.#wake;
      const found = () => {
        before();
        const value = look();
        if (value === null) return;
        this.#wake = before;
        done(value);
      };
      this.#wake = found;
      found();
    });
  }
}
