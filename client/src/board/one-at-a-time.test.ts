import { expect, test } from "vitest";
import { deferred } from "../sync/deferred.ts";
import { oneAtATime } from "./one-at-a-time.ts";

function createTask() {
  const runs: ReturnType<typeof deferred<void>>[] = [];
  const ask = oneAtATime(() => {
    const run = deferred<void>();
    runs.push(run);
    return run.promise;
  });
  return { runs, ask };
}

test("asked three times during a run, a task runs once more, and only after it", async () => {
  const { runs, ask } = createTask();
  const first = ask();
  const later = [ask(), ask(), ask()];
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await first;
  await expect.poll(() => runs.length).toBe(2);
  runs[1]?.resolve();
  await Promise.all(later);
  expect(runs).toHaveLength(2);
});

test("a run that fails does not keep the next from running", async () => {
  const { runs, ask } = createTask();
  const first = ask();
  runs[0]?.reject(new Error("no such board"));
  await expect(first).rejects.toThrow("no such board");
  const second = ask();
  runs[1]?.resolve();
  await second;
  expect(runs).toHaveLength(2);
});
