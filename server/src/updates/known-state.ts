import * as Y from "yjs";
import { addRanges, coversRange } from "./clock-ranges.ts";
import type { Inspection, Ranges } from "./inspect.ts";

/** What a document holds, without its content: how far each client's clock goes, and which clocks are deleted. */
export class KnownState {
  readonly #clocks = new Map<number, number>();
  readonly #deleted = new Map<number, number[]>();
  #deletedRanges = 0;

  /** Client clocks and deleted ranges: what this state costs in memory. */
  get size(): number {
    return this.#clocks.size + this.#deletedRanges;
  }

  /**
   * `known`: nothing new in it. `gap`: it starts after, or deletes beyond, what is known (PROTOCOL.md W4).
   * `new`: it may be added.
   */
  judge({ structs, deletes }: Inspection): "new" | "known" | "gap" {
    let isNew = false;
    for (let index = 0; index < structs.length; index += 3) {
      const clock = this.#clock(structs[index] ?? 0);
      if ((structs[index + 1] ?? 0) > clock) return "gap";
      if ((structs[index + 2] ?? 0) > clock) isNew = true;
    }
    if (deletes.length === 0) return isNew ? "new" : "known";
    const brought = endsOf(structs);
    for (let index = 0; index < deletes.length; index += 3) {
      const client = deletes[index] ?? 0;
      const to = deletes[index + 2] ?? 0;
      if (to > this.#clock(client) && to > (brought.get(client) ?? 0)) return "gap";
      if (!isNew && !coversRange(this.#deleted.get(client) ?? [], deletes[index + 1] ?? 0, to)) isNew = true;
    }
    return isNew ? "new" : "known";
  }

  /** Only what {@link judge} called new. */
  add({ structs, deletes }: Inspection): void {
    for (let index = 0; index < structs.length; index += 3) {
      const client = structs[index] ?? 0;
      const to = structs[index + 2] ?? 0;
      if (to > this.#clock(client)) this.#clocks.set(client, to);
    }
    for (let index = 0; index < deletes.length;) {
      const client = deletes[index] ?? 0;
      const ranges: number[] = [];
      for (; deletes[index] === client; index += 3)
        ranges.push(deletes[index + 1] ?? 0, deletes[index + 2] ?? 0);
      const before = this.#deleted.get(client) ?? [];
      const after = addRanges(before, ranges);
      this.#deleted.set(client, after);
      this.#deletedRanges += (after.length - before.length) / 2;
    }
  }

  /** The whole state as one update would bring it. */
  toInspection(): Inspection {
    const structs = [...this.#clocks].flatMap(([client, clock]) => [client, 0, clock]);
    const deletes: number[] = [];
    for (const [client, pairs] of this.#deleted) {
      for (let index = 0; index < pairs.length; index += 2) {
        deletes.push(client, pairs[index] ?? 0, pairs[index + 1] ?? 0);
      }
    }
    return { structs, deletes };
  }

  encodeStateVector(): Uint8Array {
    return Y.encodeStateVector(this.#clocks);
  }

  #clock(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }
}

function endsOf(structs: Ranges): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  for (let index = 0; index < structs.length; index += 3)
    ends.set(structs[index] ?? 0, structs[index + 2] ?? 0);
  return ends;
}
