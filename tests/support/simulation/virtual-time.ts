import type { Environment } from "@mendboard/client/sync/environment";
import type { Chance } from "./chance.ts";

type Timer = { readonly at: number; readonly order: number; readonly run: () => void };

/** Time that passes only when it is told to; timers run in the order in which they are due. */
export class VirtualTime {
  #now = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();

  get isIdle(): boolean {
    return this.#timers.size === 0;
  }

  pass(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#first(); next !== undefined && next.at <= until; next = this.#first()) {
      this.#now = next.at;
      this.#timers.delete(next);
      next.run();
    }
    this.#now = until;
  }

  /** The surroundings of one client, with its own share of chance. */
  environment(chance: Chance): Environment {
    return {
      now: () => this.#now,
      after: (delayMs, run) => {
        const timer = { at: this.#now + delayMs, order: this.#order++, run };
        this.#timers.add(timer);
        return () => {
          this.#timers.delete(timer);
        };
      },
      random: () => chance.next(),
      randomBytes: (length) => chance.bytes(length),
    };
  }

  #first(): Timer | undefined {
    return [...this.#timers].toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
  }
}
