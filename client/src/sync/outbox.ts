import * as Y from "yjs";

type Barrier = { readonly counter: number; readonly changes: number; readonly stateVector: Uint8Array };

/**
 * What the server has not confirmed yet. A barrier goes behind the changes on the same socket and comes back when all
 * of them are durable (PROTOCOL.md W7); a socket that ends takes its barrier with it.
 */
export class Outbox {
  readonly #outer: Y.Doc;
  /** Counted up by each change from this device; `#confirmed` follows. */
  #changes: number;
  #confirmedChanges = 0;
  #confirmedVector: ReadonlyMap<number, number>;
  #barrier: Barrier | null = null;
  #counter = 0;
  #isConfirmed = false;

  /** @param acknowledged the state vector that was confirmed before this document was opened */
  constructor(outer: Y.Doc, acknowledged: Uint8Array | null) {
    this.#outer = outer;
    this.#confirmedVector = acknowledged === null ? new Map() : readVector(acknowledged);
    this.#changes = this.#countUnconfirmed();
  }

  get unsent(): number {
    return this.#changes - this.#confirmedChanges;
  }

  /** A barrier came back on this visit, and the server still holds what it confirmed. */
  get confirmed(): boolean {
    return this.#isConfirmed;
  }

  isUnsent(client: number, clock: number): boolean {
    return clock >= (this.#confirmedVector.get(client) ?? 0);
  }

  wasConfirmedBeyond(serverVector: ReadonlyMap<number, number>): boolean {
    return [...this.#confirmedVector].some(([client, clock]) => clock > (serverVector.get(client) ?? 0));
  }

  changed(): void {
    this.#changes += 1;
  }

  /** @returns the counter to send, or null when one is on its way or there is nothing to ask */
  nextBarrier(): number | null {
    if (this.#barrier !== null || (this.unsent === 0 && this.#isConfirmed)) return null;
    this.#counter += 1;
    const stateVector = Y.encodeStateVector(this.#outer);
    this.#barrier = { counter: this.#counter, changes: this.#changes, stateVector };
    return this.#counter;
  }

  /** @returns the state vector that is durable now, or null for a counter that we do not wait for */
  barrierReturned(counter: number): Uint8Array | null {
    const barrier = this.#barrier;
    if (barrier === null || barrier.counter !== counter) return null;
    this.#barrier = null;
    this.#isConfirmed = true;
    this.#confirmedChanges = barrier.changes;
    this.#confirmedVector = Y.decodeStateVector(barrier.stateVector);
    return barrier.stateVector;
  }

  /** The server does not hold what it had confirmed: ask again. */
  unconfirm(): void {
    this.#isConfirmed = false;
  }

  barriersLost(): void {
    this.#barrier = null;
  }

  /** Live structs beyond the confirmed vector: what an earlier visit wrote and could not send. */
  #countUnconfirmed(): number {
    let unconfirmed = 0;
    for (const [client, structs] of this.#outer.store.clients) {
      for (const { id, deleted } of structs)
        if (!deleted && this.isUnsent(client, id.clock)) unconfirmed += 1;
    }
    return unconfirmed;
  }
}

/** From this device's copy, which may be damaged: then nothing counts as confirmed. */
function readVector(bytes: Uint8Array): ReadonlyMap<number, number> {
  try {
    return Y.decodeStateVector(bytes);
  } catch {
    // Everything is sent and counted again, which costs a moment and loses nothing.
    return new Map();
  }
}
