import * as Y from "yjs";
import { openDatabase, readAll, refusalOf, STORES } from "./database.ts";
import { deferred } from "./deferred.ts";
import type { StorageRefusal, StorageStatus } from "./document-status.ts";
import type { Environment } from "./environment.ts";

export type PersistenceOptions = {
  readonly name: string;
  /** Undefined where the browser has none. */
  readonly indexedDB: IDBFactory | undefined;
  readonly environment: Environment;
  readonly onStatus: (status: StorageStatus) => void;
};

/** Rows before they are rewritten as one: a row costs 0.1 ms at the next start, a rewriting the whole document now. */
const ROWS_MAX = 128;
/** A full disk is tried again with the next change, but not with every key. */
const RETRY_MS = 10_000;
const ACKNOWLEDGED_KEY = "acknowledged";

/**
 * An outer document's copy on this device: y-indexeddb's database layout (rows of updates in `updates`, single values
 * in `custom`), through a writer of its own that follows each transaction to its `complete` or `abort`, so that
 * "saved on this device" is known and not hoped for.
 *
 * Several tabs write into one database. Each deletes only rows that it has read or written itself, and whose content
 * its own document therefore holds. A row that cannot be read is left where it is.
 */
export class Persistence {
  readonly #options: PersistenceOptions;
  #doc: Y.Doc;
  #database: IDBDatabase | null = null;
  #status: StorageStatus = { state: "saved" };
  #queue: Uint8Array[] = [];
  #acknowledged: Uint8Array | null = null;
  #acknowledgedChanged = false;
  #unreadable = 0;
  /** Rows whose content `#doc` holds. */
  #rows: IDBValidKey[] = [];
  #writing = false;
  /** The next write must hold the whole document: an earlier one failed, or the rows are to become one. */
  #rewrite = false;
  #retryAt = 0;
  #idle = deferred<void>();

  private constructor(doc: Y.Doc, options: PersistenceOptions) {
    this.#doc = doc;
    this.#options = options;
    this.#idle.resolve();
  }

  /** Read the stored rows into `doc`, then keep every update of it. Never rejects: a refusal is a status. */
  static async open(doc: Y.Doc, options: PersistenceOptions): Promise<Persistence> {
    const persistence = new Persistence(doc, options);
    const opened = await openDatabase(options.name, options.indexedDB, options.environment);
    if (opened.ok) await persistence.#load(opened.value);
    else persistence.#refuse(opened.error);
    doc.on("update", persistence.#follow);
    return persistence;
  }

  get status(): StorageStatus {
    return this.#status;
  }

  /** Stored rows that are damaged. They stay where they are. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** The outer state vector that the server last confirmed as durable, as far as this device remembers. */
  get acknowledged(): Uint8Array | null {
    return this.#acknowledged;
  }

  /** Remembered with the next write: an older value only makes us send or count something again. */
  setAcknowledged(stateVector: Uint8Array): void {
    this.#acknowledged = stateVector;
    this.#acknowledgedChanged = true;
    if (this.#status.state === "saved") this.#write();
  }

  /** Resolves when nothing waits to be written, or when the device refuses to keep it. */
  written(): Promise<void> {
    return this.#idle.promise;
  }

  /** Make one row of all that this tab knows, so that what was deleted is gone from this device too. */
  async rewrite(): Promise<void> {
    this.#writeAll();
    await this.written();
  }

  /** From now on keep this document instead; the rows of the former stay until {@link rewrite}. */
  follow(doc: Y.Doc): void {
    this.#doc.off("update", this.#follow);
    this.#doc = doc;
    doc.on("update", this.#follow);
  }

  close(): void {
    this.#doc.off("update", this.#follow);
    // A transaction that is under way still completes.
    this.#database?.close();
    this.#database = null;
  }

  async #load(database: IDBDatabase): Promise<void> {
    this.#database = database;
    const letGo = (): void => {
      database.close();
      this.#database = null;
      this.#refuse("erased");
    };
    // Another tab deletes the copy, or the person clears the browser's data.
    database.addEventListener("versionchange", letGo);
    database.addEventListener("close", letGo);
    const stored = await readAll(database, ACKNOWLEDGED_KEY);
    if (!stored.ok) {
      this.#refuse(stored.error);
      return;
    }
    this.#acknowledged = stored.value.custom instanceof Uint8Array ? stored.value.custom : null;
    // One transaction, and none of ours: it writes nothing, and each of its own costs as much as the row.
    const readRows = (): void => {
      for (const { key, value } of stored.value.rows) {
        if (this.#apply(value)) this.#rows.push(key);
        else this.#unreadable += 1;
      }
    };
    Y.transact(this.#doc, readRows, this, false);
    this.#rewrite = this.#rows.length >= ROWS_MAX;
  }

  #apply(row: unknown): boolean {
    if (!(row instanceof Uint8Array)) return false;
    try {
      Y.decodeUpdate(row);
      Y.applyUpdate(this.#doc, row, this);
      return true;
    } catch {
      // A damaged row is passed over and never deleted; the server has what it held, or a later repair may read it.
      return false;
    }
  }

  readonly #follow = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    if (this.#status.state === "refused") {
      this.#retry();
      return;
    }
    this.#queue.push(update);
    this.#become({ state: "writing" });
    this.#write();
  };

  #retry(): void {
    if (this.#options.environment.now() >= this.#retryAt) this.#writeAll();
  }

  #writeAll(): void {
    if (this.#database === null) return;
    this.#rewrite = true;
    this.#become({ state: "writing" });
    this.#write();
  }

  #write(): void {
    if (this.#writing || this.#database === null) return;
    if (!this.#rewrite && this.#queue.length === 0 && !this.#acknowledgedChanged) return;
    const updates = this.#rewrite ? [Y.encodeStateAsUpdate(this.#doc)] : this.#queue;
    const outdated = this.#rewrite ? this.#rows : [];
    this.#queue = [];
    this.#rewrite = false;
    const acknowledged = this.#acknowledgedChanged ? this.#acknowledged : null;
    this.#acknowledgedChanged = false;

    let transaction: IDBTransaction;
    try {
      // Strict: complete means on the disk, not in the browser's memory.
      transaction = this.#database.transaction(STORES, "readwrite", { durability: "strict" });
    } catch (error) {
      this.#refuse(refusalOf(error));
      return;
    }
    const added = updates.map((update) => transaction.objectStore("updates").add(update));
    for (const key of outdated) transaction.objectStore("updates").delete(key);
    if (acknowledged !== null) transaction.objectStore("custom").put(acknowledged, ACKNOWLEDGED_KEY);
    transaction.addEventListener("complete", () => {
      this.#writing = false;
      const keys = added.map((request) => request.result);
      this.#rows = outdated.length > 0 ? keys : [...this.#rows, ...keys];
      this.#afterWrite();
    });
    transaction.addEventListener("abort", () => {
      this.#writing = false;
      this.#refuse(refusalOf(transaction.error));
    });
    this.#writing = true;
    // Now, not at the end of the task: the page may be gone by then.
    transaction.commit();
  }

  #afterWrite(): void {
    if (this.#rows.length >= ROWS_MAX) this.#writeAll();
    else if (this.#queue.length > 0 || this.#rewrite) this.#write();
    else this.#become({ state: "saved" });
  }

  #refuse(reason: StorageRefusal): void {
    this.#retryAt = this.#options.environment.now() + RETRY_MS;
    this.#queue = [];
    this.#become({ state: "refused", reason });
  }

  #become(status: StorageStatus): void {
    if (status.state === "writing" && this.#status.state === "writing") return;
    if (status.state === "writing") this.#idle = deferred<void>();
    else this.#idle.resolve();
    this.#status = status;
    this.#options.onStatus(status);
  }
}
