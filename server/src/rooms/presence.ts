import { AWARENESS_BYTES_MAX, DEPARTED_CLIENTS_MAX } from "@mendboard/shared/limits";
import { err, ok, type Result } from "@mendboard/shared/result";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** One connection, as far as presence knows it. */
export type Announcer = { readonly memberId: string };

type Client = {
  clock: number;
  /** JSON, or null once it has gone. */
  state: string | null;
  memberId: string;
  announcer: Announcer | null;
};

type Entry = { readonly client: number; readonly clock: number; readonly state: string };

const GONE = "null";

/**
 * Who is here, as y-protocols awareness: relayed, never stored, never opened (PROTOCOL.md W8). Stock clients echo every
 * state they hear, so each connection speaks for one awareness client alone, the first it announces.
 */
export class Presence {
  readonly #clients = new Map<number, Client>();
  readonly #announced = new Map<Announcer, number>();

  /** @returns the update to relay, or null when there is nothing in it for others */
  announce(from: Announcer, update: Uint8Array): Result<Uint8Array | null, "malformed" | "too-large"> {
    const entries = readEntries(update);
    if (entries === null) return err("malformed");
    const news: Entry[] = [];
    for (const entry of entries) {
      if (!this.#isTheirs(from, entry)) continue;
      if (entry.state.length > AWARENESS_BYTES_MAX) return err("too-large");
      if (!isJson(entry.state)) return err("malformed");
      this.#announced.set(from, entry.client);
      this.#clients.delete(entry.client); // set anew, so that the map stays in order of age
      this.#clients.set(entry.client, {
        clock: entry.clock,
        state: entry.state === GONE ? null : entry.state,
        memberId: from.memberId,
        announcer: from,
      });
      news.push(entry);
    }
    this.#forgetLongDeparted();
    return ok(news.length === 0 ? null : writeEntries(news));
  }

  /** Everybody's state, for one who joins; null when nobody shows one. */
  states(): Uint8Array | null {
    const entries: Entry[] = [];
    for (const [client, { clock, state }] of this.#clients)
      if (state !== null) entries.push({ client, clock, state });
    return entries.length === 0 ? null : writeEntries(entries);
  }

  /** @returns the update that takes the connection's state away from others, or null when it showed none */
  leave(from: Announcer): Uint8Array | null {
    const client = this.#announced.get(from);
    this.#announced.delete(from);
    const known = client === undefined ? undefined : this.#clients.get(client);
    if (client === undefined || known?.announcer !== from) return null;
    known.announcer = null;
    if (known.state === null) return null;
    known.state = null;
    return writeEntries([{ client, clock: known.clock, state: GONE }]);
  }

  /**
   * An echo never carries a newer clock than the one that was relayed, and a returning client of the same member always does
   * with its next renewal: so the clock alone tells them apart.
   */
  #isTheirs(from: Announcer, { client, clock, state }: Entry): boolean {
    const own = this.#announced.get(from);
    const known = this.#clients.get(client);
    if (own !== undefined) {
      if (own !== client || known?.announcer !== from) return false;
      return clock > known.clock || (clock === known.clock && state === GONE && known.state !== null);
    }
    if (state === GONE) return false;
    return known === undefined || (known.memberId === from.memberId && clock > known.clock);
  }

  #forgetLongDeparted(): void {
    let excess = this.#clients.size - this.#announced.size - DEPARTED_CLIENTS_MAX;
    if (excess <= 0) return;
    for (const [client, { announcer }] of this.#clients) {
      if (announcer !== null) continue;
      this.#clients.delete(client);
      excess -= 1;
      if (excess <= 0) return;
    }
  }
}

function readEntries(update: Uint8Array): Entry[] | null {
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    const entries: Entry[] = [];
    for (let index = 0; index < count; index += 1) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      entries.push({ client, clock, state: decoding.readVarString(decoder) });
    }
    return decoding.hasContent(decoder) ? null : entries;
  } catch {
    return null; // lib0 throws on every read past the end: cut or foreign bytes
  }
}

function writeEntries(entries: readonly Entry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
  });
}

/** Clients parse it unguarded: text that is no JSON would throw in every other browser. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
