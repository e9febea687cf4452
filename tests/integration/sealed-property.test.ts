import type { Chunk, ChunkLog } from "@mendboard/client/sealed/chunk-log";
import { encodeAfresh, type Compact } from "@mendboard/client/sealed/compaction";
import { expect, test } from "vitest";
import { runWorld, type Tally } from "../support/simulation/world.ts";

/** Seconds of random histories; a nightly run may take an hour. */
const BUDGET_MS = Number(process.env["SEALED_PROPERTY_SECONDS"] ?? 15) * 1000;
/** One seed to replay. */
const ONLY_SEED = process.env["SEALED_PROPERTY_SEED"];
const STEPS = 1_500;
/** An unsound compaction is broken by one of the first few. */
const UNSOUND_SEEDS_MAX = 40;

test(
  "[I3 I7 I10] whatever is cut, crashed, doubled or damaged, nothing saved is lost and all end with the same",
  { timeout: BUDGET_MS + 60_000 },
  async () => {
    const total: Tally = { edits: 0, cuts: 0, crashes: 0, joins: 0, foreign: 0, compactions: 0 };
    const first = ONLY_SEED === undefined ? Date.now() : Number(ONLY_SEED);
    const end = performance.now() + (ONLY_SEED === undefined ? BUDGET_MS : 0);
    let seed = first;
    do {
      // One world at a time.
      const tally = await runWorld({ seed, steps: STEPS }).catch((cause: unknown) => {
        throw new Error(`replay with SEALED_PROPERTY_SEED=${seed}`, { cause });
      });
      for (const key of Object.keys(tally) as (keyof Tally)[]) total[key] += tally[key];
      seed += 1;
    } while (performance.now() < end);
    // A run in which nothing happens proves nothing.
    for (const [what, count] of Object.entries(total)) expect(count, what).toBeGreaterThan(0);
  },
);

/** Each is the real one with one mistake. */
const UNSOUND: { readonly [mistake: string]: Compact } = {
  "takes its ids after the snapshot was sealed": async ({ inner, log, seal, replace }) => {
    const snapshot = await seal(encodeAfresh(inner));
    replace(opened(log), snapshot);
    return true;
  },
  "deletes what it could not open": async ({ inner, log, seal, replace }) => {
    const dead = [...log.live()];
    const snapshot = await seal(encodeAfresh(inner));
    replace(dead, snapshot);
    return true;
  },
  "seals a state older than its ids": async ({ inner, log, seal, replace }) => {
    const state = encodeAfresh(inner);
    await seal(state);
    const dead = opened(log);
    replace(dead, await seal(state));
    return true;
  },
};

const opened = (log: ChunkLog): Chunk[] => [...log.live()].filter((chunk) => chunk.state === "opened");

test.for(Object.entries(UNSOUND))(
  "the same histories find out a compaction that %s",
  { timeout: 120_000 },
  async ([, unsound]) => {
    for (let seed = 1; seed <= UNSOUND_SEEDS_MAX; seed++) {
      // One world at a time, until one is broken.
      const broken = await runWorld({ seed, steps: STEPS, compact: unsound }).then(
        () => null,
        (error: unknown) => error,
      );
      if (broken !== null) return expect(String(broken)).toMatch(/gone from|deleted|does not hold/);
    }
    expect.unreachable(`${UNSOUND_SEEDS_MAX} histories and nothing found`);
  },
);
