import { fromBase64, toBase64 } from "lib0/buffer";
import type { Awareness } from "y-protocols/awareness";
import { utf8 } from "./bytes.ts";
import type { ChunkCipher } from "./cipher.ts";

/** 256 bytes of body less the length before it. */
export const AWARENESS_STATE_BYTES_MAX = 252;

/** Presence of the others, sealed. What a state says is a claim: look at it before believing it. */
export interface SealedAwareness {
  /**
   * Announce this tab's state, or, with null, that it is away. The last call wins, whatever the order of sealing.
   *
   * @param state JSON of at most {@link AWARENESS_STATE_BYTES_MAX} bytes; a longer one is a bug and throws a RangeError
   */
  setLocal(state: object | null): void;
  /** The others' states by awareness client id, without this tab's own. */
  states(): ReadonlyMap<number, unknown>;
  /** @returns stops listening */
  onChange(listener: () => void): () => void;
  /** States that could not be opened or read since the document was opened. They are passed over. */
  readonly unreadable: number;
}

type Changes = { readonly added: number[]; readonly updated: number[]; readonly removed: number[] };

/**
 * Presence through y-protocols' own messages, with the sealed state as their content: the server sees that somebody is
 * here, in a frame of one size, and not what they look at.
 */
export class AwarenessSealer implements SealedAwareness {
  readonly #cipher: ChunkCipher;
  readonly #states = new Map<number, unknown>();
  readonly #listeners = new Set<() => void>();
  #carrier: Awareness;
  #local: object | null = null;
  #unreadable = 0;

  constructor(cipher: ChunkCipher, carrier: Awareness) {
    this.#cipher = cipher;
    this.#carrier = carrier;
    carrier.on("change", this.#follow);
  }

  get unreadable(): number {
    return this.#unreadable;
  }

  setLocal(state: object | null): void {
    if (state !== null && utf8(JSON.stringify(state)).length > AWARENESS_STATE_BYTES_MAX) {
      throw new RangeError(`an awareness state has at most ${AWARENESS_STATE_BYTES_MAX} bytes`);
    }
    this.#local = state;
    if (state === null) this.#carrier.setLocalState(null);
    else void this.#announce(state);
  }

  states(): ReadonlyMap<number, unknown> {
    return this.#states;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** The outer document was replaced by a fresh one: go on there. */
  moveTo(carrier: Awareness): void {
    this.#carrier.off("change", this.#follow);
    this.#carrier = carrier;
    this.#states.clear();
    carrier.on("change", this.#follow);
    this.setLocal(this.#local);
    this.#emit();
  }

  destroy(): void {
    this.#carrier.off("change", this.#follow);
    this.#listeners.clear();
  }

  async #announce(state: object): Promise<void> {
    const carrier = this.#carrier;
    const sealed = await this.#cipher.seal("awareness", utf8(JSON.stringify(state)));
    if (this.#local === state && this.#carrier === carrier) carrier.setLocalState({ s: toBase64(sealed) });
  }

  readonly #follow = ({ added, updated, removed }: Changes): void => {
    for (const client of removed) this.#states.delete(client);
    if (removed.length > 0) this.#emit();
    for (const client of [...added, ...updated]) {
      if (client !== this.#carrier.clientID) void this.#open(client);
    }
  };

  async #open(client: number): Promise<void> {
    const carrier = this.#carrier;
    const sealed = carrier.getStates().get(client);
    const state = await this.#read(sealed?.["s"]);
    // Gone, or said something newer, while this was opened.
    if (carrier !== this.#carrier || carrier.getStates().get(client) !== sealed) return;
    if (state === undefined) {
      this.#unreadable += 1;
      this.#states.delete(client);
    } else this.#states.set(client, state);
    this.#emit();
  }

  /** Undefined for anything that is not a sealed state of this document. */
  async #read(text: unknown): Promise<unknown> {
    if (typeof text !== "string") return undefined;
    try {
      const opened = await this.#cipher.open(fromBase64(text));
      if (!opened.ok || opened.value.kind !== "awareness") return undefined;
      return JSON.parse(new TextDecoder().decode(opened.value.payload)) as unknown;
    } catch {
      // Not base64, or not JSON: anybody may put anything into an awareness message.
      return undefined;
    }
  }

  #emit(): void {
    for (const listener of this.#listeners) listener();
  }
}
