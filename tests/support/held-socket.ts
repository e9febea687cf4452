import { parseFrame } from "@mendboard/shared/frames";

/** The updates of the other, held back on their way in until the test lets one through: latency in somebody's hand. */
export class HeldLine {
  readonly #held: (() => void)[] = [];
  #isHolding = true;
  #arrived = Promise.withResolvers<void>();

  /** Everything else passes: greetings, barriers, presence. */
  receive(bytes: Uint8Array, deliver: () => void): void {
    const frame = parseFrame(bytes);
    if (!this.#isHolding || !frame.ok || frame.value.type !== "update") {
      deliver();
      return;
    }
    this.#held.push(deliver);
    this.#arrived.resolve();
  }

  /** The next update, when it has arrived. */
  async letOneThrough(): Promise<void> {
    while (this.#held.length === 0) await this.#arrived.promise;
    this.#held.shift()?.();
    if (this.#held.length === 0) this.#arrived = Promise.withResolvers();
  }

  letAllThrough(): void {
    this.#isHolding = false;
    for (const deliver of this.#held.splice(0)) deliver();
  }

  /** The same kind of socket, whose messages come by this line. */
  hold(Socket: typeof WebSocket): typeof WebSocket {
    const receive = (bytes: Uint8Array, deliver: () => void): void => {
      this.receive(bytes, deliver);
    };
    return class extends Socket {
      constructor(url: string | URL) {
        super(url);
        let handler: ((event: MessageEvent<ArrayBuffer>) => void) | null = null;
        this.addEventListener("message", (event: MessageEvent<ArrayBuffer>) => {
          receive(new Uint8Array(event.data), () => handler?.(event));
        });
        Object.defineProperty(this, "onmessage", {
          set: (next: typeof handler) => {
            handler = next;
          },
        });
      }
    };
  }
}
