import { IDBDatabase, IDBFactory } from "fake-indexeddb";
import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { deleteDatabase } from "./database.ts";
import type { StorageStatus } from "./document-status.ts";
import { systemEnvironment } from "./environment.ts";
import { Persistence } from "./persistence.ts";

const NAME = "a document";

async function open(indexedDB: IDBFactory | undefined, doc = new Y.Doc(), environment = systemEnvironment) {
  const statuses: StorageStatus["state"][] = [];
  const onStatus = (status: StorageStatus) => statuses.push(status.state);
  const persistence = await Persistence.open(doc, { name: NAME, indexedDB, environment, onStatus });
  return { doc, persistence, statuses };
}

/** Straight from the database, by the layout alone. */
async function readRows(indexedDB: IDBFactory): Promise<{ keys: IDBValidKey[]; rows: unknown[] }> {
  const database = await answer(indexedDB.open(NAME));
  const updates = database.transaction("updates").objectStore("updates");
  const [keys, rows] = await Promise.all([answer(updates.getAllKeys()), answer(updates.getAll())]);
  database.close();
  return { keys, rows };
}

async function addRow(indexedDB: IDBFactory, row: unknown): Promise<void> {
  const database = await answer(indexedDB.open(NAME));
  await answer(database.transaction("updates", "readwrite").objectStore("updates").add(row));
  database.close();
}

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => {
      resolve(request.result);
    });
    request.addEventListener("error", () => {
      reject(request.error ?? new Error("no reason given"));
    });
  });

const write = (doc: Y.Doc, text: string): void => doc.getText("t").insert(0, text);
const textOf = (doc: Y.Doc): string => doc.getText("t").toString();

describe("on this device", () => {
  test("what was written is there on the next visit", async () => {
    const indexedDB = new IDBFactory();
    const first = await open(indexedDB);
    write(first.doc, "hello");
    await first.persistence.written();
    first.persistence.close();
    expect(textOf((await open(indexedDB)).doc)).toBe("hello");
  });

  test("[I7] it is called saved when the transaction is complete, not when it was asked for", async () => {
    const { doc, persistence, statuses } = await open(new IDBFactory());
    write(doc, "a");
    expect(persistence.status).toEqual({ state: "writing" });
    write(doc, "b");
    await persistence.written();
    expect(statuses).toEqual(["writing", "saved"]);
  });

  test("[I7] an edit during a write is not called saved with it", async () => {
    const { doc, persistence } = await open(new IDBFactory());
    persistence.setAcknowledged(Uint8Array.of(0));
    write(doc, "a");
    expect(persistence.status).toEqual({ state: "writing" });
    await persistence.written();
    expect(persistence.status).toEqual({ state: "saved" });
  });

  test("the layout is y-indexeddb's: version 1, updates under growing numbers, and a store of single values", async () => {
    const indexedDB = new IDBFactory();
    const { doc, persistence } = await open(indexedDB);
    write(doc, "a");
    await persistence.written();
    write(doc, "b");
    await persistence.written();
    persistence.close();

    const database = await answer(indexedDB.open(NAME));
    expect(database.version).toBe(1);
    expect([...database.objectStoreNames]).toEqual(["custom", "updates"]);
    const { autoIncrement, keyPath } = database.transaction("updates").objectStore("updates");
    expect({ autoIncrement, keyPath }).toEqual({ autoIncrement: true, keyPath: null });
    expect(database.transaction("custom").objectStore("custom").autoIncrement).toBe(false);
    database.close();

    const { keys, rows } = await readRows(indexedDB);
    expect(keys).toEqual([1, 2]);
    const rebuilt = new Y.Doc();
    for (const row of rows) if (row instanceof Uint8Array) Y.applyUpdate(rebuilt, row);
    expect(textOf(rebuilt)).toBe("ba");
  });

  test("after 128 rows they become one, and nothing is lost", async () => {
    const indexedDB = new IDBFactory();
    const { doc, persistence } = await open(indexedDB);
    for (let at = 0; at < 130; at++) {
      write(doc, "x");
      await persistence.written();
    }
    persistence.close();
    expect((await readRows(indexedDB)).rows.length).toBeLessThan(5);
    expect(textOf((await open(indexedDB)).doc)).toHaveLength(130);
  });

  test("a tab deletes no row that it has not read: another tab's words stay", async () => {
    const indexedDB = new IDBFactory();
    const [left, right] = [await open(indexedDB), await open(indexedDB)];
    write(left.doc, "left");
    await left.persistence.written();
    write(right.doc, "right");
    await right.persistence.rewrite();
    left.persistence.close();
    right.persistence.close();
    expect(textOf((await open(indexedDB)).doc)).toMatch(/^(leftright|rightleft)$/);
  });

  test("[I10] a damaged row is passed over, counted, and outlives every rewriting", async () => {
    const indexedDB = new IDBFactory();
    const first = await open(indexedDB);
    write(first.doc, "hello");
    await first.persistence.written();
    first.persistence.close();
    await addRow(indexedDB, Uint8Array.of(1, 2, 3));
    await addRow(indexedDB, "not bytes");

    const second = await open(indexedDB);
    expect(textOf(second.doc)).toBe("hello");
    expect(second.persistence.unreadable).toBe(2);
    await second.persistence.rewrite();
    second.persistence.close();
    expect((await readRows(indexedDB)).rows).toContain("not bytes");
  });

  test("what the server has confirmed is remembered", async () => {
    const indexedDB = new IDBFactory();
    const first = await open(indexedDB);
    first.persistence.setAcknowledged(Uint8Array.of(1, 7, 3));
    write(first.doc, "a");
    await first.persistence.written();
    first.persistence.close();
    expect((await open(indexedDB)).persistence.acknowledged).toEqual(Uint8Array.of(1, 7, 3));
  });

  test("a mended document takes the place of the old rows at once", async () => {
    const indexedDB = new IDBFactory();
    const { doc, persistence } = await open(indexedDB);
    write(doc, "old");
    await persistence.written();
    const fresh = new Y.Doc();
    persistence.follow(fresh);
    write(fresh, "new");
    write(doc, "nobody follows this");
    await persistence.rewrite();
    persistence.close();
    expect(textOf((await open(indexedDB)).doc)).toBe("new");
  });

  test("a deleted copy is gone, and a tab that still has it open lets go", async () => {
    const indexedDB = new IDBFactory();
    const { doc, persistence } = await open(indexedDB);
    write(doc, "hello");
    await persistence.written();
    await deleteDatabase(NAME, indexedDB);
    expect(persistence.status).toEqual({ state: "refused", reason: "erased" });
    expect(textOf((await open(indexedDB)).doc)).toBe("");
  });
});

/** A browser that answers as a private window, a full disk or a stuck one does. */
function refusing(error: DOMException): IDBFactory {
  const indexedDB = new IDBFactory();
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    const request = new EventTarget();
    queueMicrotask(() => {
      Object.assign(request, { error });
      request.dispatchEvent(new Event("error"));
    });
    return request as IDBOpenDBRequest;
  });
  return indexedDB;
}

/** From here on every write is aborted with this error, until it is taken back. */
function abortWrites(name: string): { readonly stop: () => void } {
  const original: IDBDatabase["transaction"] = Reflect.get(IDBDatabase.prototype, "transaction");
  const spy = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (
    this: IDBDatabase,
    ...args
  ) {
    const transaction = original.apply(this, args);
    if (args[1] !== "readwrite") return transaction;
    Object.defineProperty(transaction, "error", { value: new DOMException("", name) });
    vi.spyOn(transaction, "commit").mockImplementation(() => {
      transaction.abort();
    });
    return transaction;
  });
  return { stop: () => spy.mockRestore() };
}

describe("when the device refuses", () => {
  test("no IndexedDB is missing", async () => {
    expect((await open(undefined)).persistence.status).toEqual({ state: "refused", reason: "missing" });
  });

  test.for([
    ["missing", "InvalidStateError"],
    ["missing", "SecurityError"],
    ["full", "QuotaExceededError"],
  ] as const)("it is %s when opening ends in %s", async ([reason, name]) => {
    const { persistence, doc } = await open(refusing(new DOMException("", name)));
    expect(persistence.status).toEqual({ state: "refused", reason });
    write(doc, "goes on in memory");
    await persistence.written();
  });

  test("a browser that throws at the question is missing it", async () => {
    const indexedDB = new IDBFactory();
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("", "SecurityError");
    });
    expect((await open(indexedDB)).persistence.status).toEqual({ state: "refused", reason: "missing" });
  });

  test("a browser that never answers is blocked, after its time", async () => {
    const indexedDB = new IDBFactory();
    vi.spyOn(indexedDB, "open").mockImplementation(() => new EventTarget() as IDBOpenDBRequest);
    const impatient = {
      ...systemEnvironment,
      after: (_delayMs: number, run: () => void) => {
        queueMicrotask(run);
        return () => undefined;
      },
    };
    const { persistence } = await open(indexedDB, new Y.Doc(), impatient);
    expect(persistence.status).toEqual({ state: "refused", reason: "blocked" });
  });

  test("[I7] a full disk is full, and the next success holds all that was written meanwhile", async () => {
    let now = 0;
    const indexedDB = new IDBFactory();
    const { doc, persistence } = await open(indexedDB, new Y.Doc(), { ...systemEnvironment, now: () => now });
    const full = abortWrites("QuotaExceededError");
    write(doc, "a");
    await persistence.written();
    expect(persistence.status).toEqual({ state: "refused", reason: "full" });
    full.stop();
    write(doc, "b");
    expect(persistence.status.state).toBe("refused");
    now = 10_000;
    write(doc, "c");
    await persistence.written();
    expect(persistence.status).toEqual({ state: "saved" });
    persistence.close();
    expect(textOf((await open(indexedDB)).doc)).toBe("cba");
  });

  test("any other failed write is aborted", async () => {
    const { doc, persistence } = await open(new IDBFactory());
    const broken = abortWrites("UnknownError");
    write(doc, "a");
    await persistence.written();
    broken.stop();
    expect(persistence.status).toEqual({ state: "refused", reason: "aborted" });
  });

  test("a database of somebody else under this name is left alone", async () => {
    const indexedDB = new IDBFactory();
    const request = indexedDB.open(NAME);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore("theirs"));
    (await answer(request)).close();
    expect((await open(indexedDB)).persistence.status).toEqual({ state: "refused", reason: "aborted" });
  });
});
