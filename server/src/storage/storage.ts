import { Worker } from "node:worker_threads";
import { STORAGE_QUEUE_AGE_MS, STORAGE_QUEUE_BYTES_MAX } from "@mendboard/shared/limits";
import { RoomErasedError, StorageUnavailableError } from "../log/log.ts";
import { type Pack, packRows } from "../log/packing.ts";
import type { Batch, BatchReply, Call, Input, Opened, OperationName, Output } from "./operations.ts";
import type { BoardChange, RoomId } from "./work.ts";

type Settle = { readonly resolve: (value?: unknown) => void; readonly reject: (error: Error) => void };

/** What one room has for the next commit. */
type Append = Pack & {
  seq: number;
  readonly updates: Uint8Array[];
  readonly settled: PromiseWithResolvers<number>;
};

/** What waits for the next commit. */
class Gathering {
  readonly appends = new Map<RoomId, Append>();
  readonly calls: { readonly call: Call; readonly settle: Settle }[] = [];
  readonly writers = new Set<string>();
  bytes = 0;
  updates = 0;

  get isEmpty(): boolean {
    return this.appends.size === 0 && this.calls.length === 0;
  }

  /** Takes out what builds on an append that has just failed. */
  drop(room: RoomId, error: Error): void {
    this.appends.get(room)?.settled.reject(error);
    this.appends.delete(room);
  }

  rejectAll(error: Error): void {
    for (const { settled } of this.appends.values()) settled.reject(error);
    for (const { settle } of this.calls) settle.reject(error);
  }
}

const failureOf = ({ erased, reason }: BatchReply["failedRooms"][number]): Error =>
  erased ? new RoomErasedError(reason) : new StorageUnavailableError(reason);

/** Thrown by {@link Storage.open}; its message is for the person who runs the server. */
export class StorageOpenError extends Error {}

/**
 * The main thread's end of storage: gathers work while a batch commits, then commits all of it with one fsync.
 * Everything settles in the order it was asked.
 */
export class Storage {
  readonly #worker: Worker;
  readonly #now: () => number;
  #gathering = new Gathering();
  #committing: Gathering | null = null;
  #committingSince = 0;
  #state: "open" | "closing" | "closed" = "open";
  #flushScheduled = false;
  readonly #exited: Promise<void>;
  /** Tells what a commit changed for others, before the promise of its cause settles. */
  onChange: (changes: readonly BoardChange[]) => void = () => undefined;
  /** The disk failed: what is in memory can no longer be promised, and the process should end. */
  onFatal: (reason: string) => void = () => undefined;

  /** @throws {@link StorageOpenError} when the file is held, foreign or too new */
  static async open(path: string, now: () => number = Date.now): Promise<Storage> {
    const worker = new Worker(new URL("storage-worker.ts", import.meta.url), { workerData: path });
    const greeting = await new Promise<Opened>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    if (!greeting.opened) throw new StorageOpenError(greeting.reason);
    return new Storage(worker, now);
  }

  private constructor(worker: Worker, now: () => number) {
    this.#worker = worker;
    this.#now = now;
    this.#exited = new Promise((resolve) => worker.once("exit", () => resolve()));
    worker.on("message", (reply: BatchReply) => this.#settle(reply));
    worker.on("error", (error) => this.#fail(error.message));
  }

  /** Runs one operation in the next commit. Rejects with {@link StorageUnavailableError}. */
  call<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    return new Promise((resolve, reject) => {
      const refusal = this.#refusal();
      if (refusal !== null) return reject(refusal);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the storage thread answers a call with what its operation returned
      const settle = { resolve: resolve as Settle["resolve"], reject };
      this.#gathering.calls.push({ call: { name, input }, settle });
      this.#scheduleFlush();
    });
  }

  /** Puts an update into the next commit; see `UpdateLog.append`. */
  append(room: RoomId, seq: number, update: Uint8Array, writer?: string): Promise<number> {
    const refusal = this.#refusal();
    if (refusal !== null) return Promise.reject(refusal);
    const gathering = this.#gathering;
    let append = gathering.appends.get(room);
    if (append === undefined) {
      append = { room, seq, updates: [], settled: Promise.withResolvers() };
      gathering.appends.set(room, append);
    }
    append.seq = seq;
    append.updates.push(update);
    gathering.bytes += update.length;
    gathering.updates += 1;
    if (writer !== undefined) gathering.writers.add(writer);
    this.#scheduleFlush();
    return append.settled.promise;
  }

  /** Finishes what was asked, empties the write-ahead log and closes the file. */
  async close(): Promise<void> {
    if (this.#state === "open") {
      this.#state = "closing";
      this.#closeWhenIdle();
    }
    await this.#exited;
  }

  /** Why nothing more can be taken now, if so. */
  #refusal(): StorageUnavailableError | null {
    const late = this.#committing !== null && this.#now() - this.#committingSince > STORAGE_QUEUE_AGE_MS;
    if (this.#state === "open" && !late && this.#gathering.bytes < STORAGE_QUEUE_BYTES_MAX) return null;
    return new StorageUnavailableError(late ? "the disk does not keep up" : "storage is full or closed");
  }

  /** At the end of this turn of the event loop, so that everything read in it shares one commit. */
  #scheduleFlush(): void {
    if (this.#flushScheduled || this.#committing !== null) return;
    this.#flushScheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#flushScheduled = false;
    if (this.#committing !== null || this.#gathering.isEmpty) return;
    const gathering = this.#gathering;
    this.#gathering = new Gathering();
    this.#committing = gathering;
    this.#committingSince = this.#now();
    const { rows, bytes } = packRows(gathering.appends.values(), gathering.bytes, gathering.updates);
    const calls = gathering.calls.map(({ call }) => call);
    const batch: Batch = { rows, bytes, writers: [...gathering.writers], calls };
    this.#worker.postMessage(batch, [bytes.buffer]);
  }

  #settle(reply: BatchReply): void {
    const committed = this.#committing;
    if (committed === null || this.#state === "closed") return;
    if (reply.fatal !== null) return this.#fail(reply.fatal);
    this.#committing = null;
    if (reply.changes.length > 0) this.onChange(reply.changes);
    const failures = new Map(reply.failedRooms.map((failure) => [failure.room, failure]));
    for (const { room, seq, settled } of committed.appends.values()) {
      const failure = failures.get(room);
      if (failure === undefined) settled.resolve(seq);
      else settled.reject(failureOf(failure));
    }
    for (const failure of failures.values()) this.#gathering.drop(failure.room, failureOf(failure));
    committed.calls.forEach(({ settle }, index) => {
      const outcome = reply.calls[index];
      if (outcome?.ok === true) settle.resolve(outcome.value);
      else settle.reject(new StorageUnavailableError(outcome?.reason ?? "no answer"));
    });
    this.#flush();
    this.#closeWhenIdle();
  }

  #closeWhenIdle(): void {
    if (this.#state !== "closing" || this.#committing !== null || !this.#gathering.isEmpty) return;
    this.#state = "closed";
    this.#worker.postMessage(null);
  }

  #fail(reason: string): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    const error = new StorageUnavailableError(reason);
    this.#committing?.rejectAll(error);
    this.#gathering.rejectAll(error);
    this.#committing = null;
    this.#gathering = new Gathering();
    void this.#worker.terminate();
    this.onFatal(reason);
  }
}
