import { parentPort } from "node:worker_threads";
import { type Job, type JobOutcome, jobs } from "./jobs.ts";

/** The thread for long work on updates: one job after another, each answered in order. */
if (parentPort === null) throw new Error("job-worker.ts runs only as a worker thread");
const port = parentPort;

port.on("message", (job: Job) => port.postMessage(perform(job)));

function perform(job: Job): JobOutcome {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends of the thread are one build, and `JobThread.run` has checked the input against this very job
  const work = jobs[job.name] as (...input: readonly unknown[]) => unknown;
  try {
    return { ok: true, value: work(...job.input) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
