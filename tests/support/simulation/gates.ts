import { setImmediate as nextTurn } from "node:timers/promises";
import type { ChunkCipher } from "@mendboard/client/sealed/cipher";
import type { Chance } from "./chance.ts";

/**
 * Asynchronous work that ends when the scheduler says so: real cryptography, in an order that a seed decides. What is
 * never released belongs to somebody who crashed.
 */
export class Gates {
  #waiting: (() => Promise<void>)[] = [];

  get isOpen(): boolean {
    return this.#waiting.length === 0;
  }

  pass<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => work().then(resolve, reject));
    });
  }

  /** Do one piece of work, any of them, and let everything that follows from it happen. */
  async releaseOne(chance: Chance): Promise<void> {
    const [work] = this.#waiting.splice(chance.below(this.#waiting.length), 1);
    await work?.();
    await nextTurn();
  }

  /** Do all that waits, first come first served, and let everything that follows happen. */
  async releaseAll(): Promise<void> {
    const released = this.#waiting;
    this.#waiting = [];
    // In order: that is what makes a run replay.
    for (const work of released) await work();
    await nextTurn();
  }

  guard(cipher: ChunkCipher): ChunkCipher {
    return {
      seal: (kind, payload) => this.pass(() => cipher.seal(kind, payload)),
      open: (chunk) => this.pass(() => cipher.open(chunk)),
    };
  }
}
