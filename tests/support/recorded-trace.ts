import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** At a position, counted in Unicode code points: take away so many, put in this. */
type Patch = readonly [position: number, deleteCount: number, insert: string];
type Transaction = {
  readonly agent: number;
  /** Indices of the transactions that it directly stands upon. */
  readonly parents: readonly number[];
  readonly patches: readonly Patch[];
};
export type Trace = { readonly endContent: string; readonly txns: readonly Transaction[] };

/** One step of one writer: first have exactly so much of the other's, then edit, then perhaps send. */
export type Step = {
  readonly agent: 0 | 1;
  /** The other's transaction that must have been merged, and nothing after it; null for none yet. */
  readonly seen: number | null;
  readonly patches: readonly Patch[];
  /** The other will need everything up to here, and not more, in some later step. */
  readonly isNeeded: boolean;
};

/** Two people really typing one text at the same time; it lies beside the repository. */
const FILE = join(import.meta.dirname, "../../../shared/data/friendsforever.json.gz");

/** Null where it is not: in a clone that stands alone. */
export function readTrace(): Trace | null {
  try {
    return JSON.parse(gunzipSync(readFileSync(FILE)).toString()) as Trace;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** What a skipped test says. */
export const TRACE_MISSING =
  "the recorded trace ../shared/data/friendsforever.json.gz does not lie beside this clone";

/** The transactions in the recorded order, with what each writer had seen of the other at that moment. */
export function stepsOf({ txns }: Trace): Step[] {
  const seen: [number | null, number | null] = [null, null];
  const needed = new Set<number>();
  const steps = txns.map(({ agent, parents, patches }) => {
    if (agent !== 0 && agent !== 1) throw new Error(`a trace of two, and here is agent ${agent}`);
    for (const parent of parents) {
      if (txns[parent]?.agent === agent) continue;
      needed.add(parent);
      seen[agent] = Math.max(seen[agent] ?? 0, parent);
    }
    return { agent, seen: seen[agent], patches } as const;
  });
  return steps.map((step, at) => ({ ...step, isNeeded: needed.has(at) }));
}
