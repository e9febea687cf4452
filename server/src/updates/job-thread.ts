import { Worker } from "node:worker_threads";
import type { JobName, JobOutcome, Jobs } from "./jobs.ts";

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

/** A hostile update may be small and large in memory; it may cost this thread its life, and nothing else. */
const THREAD_HEAP_MIB = 512;

/** Runs long work on updates beside the event loop, one job at a time. The thread starts with the first job. */
export class JobThread {
  #worker: Worker | null = null;
  #waiting: Waiting[] = [];

  /** Rejects when the job throws or the thread dies; a later job starts a new thread. */
  run<Name extends JobName>(name: Name, ...input: Parameters<Jobs[Name]>): Promise<ReturnType<Jobs[Name]>> {
    return new Promise((resolve, reject) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the thread answers a job with what that job returned
      this.#waiting.push({ resolve: resolve as Waiting["resolve"], reject });
      this.#started().postMessage({ name, input });
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#end(worker, "the server is stopping");
    await worker?.terminate();
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL("job-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MIB },
    });
    worker.on("message", (outcome: JobOutcome) => {
      const waiting = this.#worker === worker ? this.#waiting.shift() : undefined;
      if (outcome.ok) waiting?.resolve(outcome.value);
      else waiting?.reject(new Error(outcome.reason));
    });
    worker.on("error", (error) => this.#end(worker, error.message));
    worker.on("exit", () => this.#end(worker, "the thread ended"));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #end(worker: Worker | null, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(new Error(reason));
  }
}
