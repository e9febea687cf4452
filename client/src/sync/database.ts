import { err, ok, type Result } from "@mendboard/shared/result";
import { deferred } from "./deferred.ts";
import type { StorageRefusal } from "./document-status.ts";
import type { Environment } from "./environment.ts";

/** y-indexeddb's two stores: rows of updates under growing numbers, and single values by name. */
export const STORES = ["updates", "custom"] as const;

/** Some browsers now and then never answer an open. */
const OPEN_MS_MAX = 10_000;

export type Row = { readonly key: IDBValidKey; readonly value: unknown };
export type Stored = { readonly rows: readonly Row[]; readonly custom: unknown };

export function openDatabase(
  name: string,
  indexedDB: IDBFactory | undefined,
  environment: Environment,
): Promise<Result<IDBDatabase, StorageRefusal>> {
  const { promise, resolve } = deferred<Result<IDBDatabase, StorageRefusal>>();
  if (indexedDB === undefined) return Promise.resolve(err("missing"));
  let request: IDBOpenDBRequest;
  try {
    request = indexedDB.open(name);
  } catch {
    // A SecurityError: storage is switched off for this page.
    return Promise.resolve(err("missing"));
  }
  let answered = false;
  const answer = (result: Result<IDBDatabase, StorageRefusal>): void => {
    if (answered && result.ok) result.value.close();
    answered = true;
    cancelDeadline();
    resolve(result);
  };
  const cancelDeadline = environment.after(OPEN_MS_MAX, () => {
    answer(err("blocked"));
  });
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore("updates", { autoIncrement: true });
    request.result.createObjectStore("custom");
  });
  request.addEventListener("blocked", () => {
    answer(err("blocked"));
  });
  request.addEventListener("error", () => {
    const reason = refusalOf(request.error);
    // What fails already at opening is a browser that keeps nothing here (private windows do this).
    answer(err(reason === "aborted" ? "missing" : reason));
  });
  request.addEventListener("success", () => {
    answer(ok(request.result));
  });
  return promise;
}

/** All rows in the order in which they were written, and one value of `custom`. */
export function readAll(database: IDBDatabase, customKey: string): Promise<Result<Stored, StorageRefusal>> {
  const { promise, resolve } = deferred<Result<Stored, StorageRefusal>>();
  try {
    const transaction = database.transaction(STORES, "readonly");
    const updates = transaction.objectStore("updates");
    const [keys, values] = [updates.getAllKeys(), updates.getAll()];
    const custom = transaction.objectStore("custom").get(customKey);
    transaction.addEventListener("complete", () => {
      const rows = keys.result.map((key, at): Row => ({ key, value: values.result[at] }));
      resolve(ok({ rows, custom: custom.result }));
    });
    transaction.addEventListener("abort", () => {
      resolve(err(refusalOf(transaction.error)));
    });
  } catch (error) {
    // Not our stores: somebody else's database of this name.
    resolve(err(refusalOf(error)));
  }
  return promise;
}

/** Resolves when it is gone; other tabs are asked to let go of it. Rejects with what the browser says. */
export function deleteDatabase(name: string, indexedDB: IDBFactory | undefined): Promise<void> {
  const { promise, resolve, reject } = deferred<void>();
  if (indexedDB === undefined) return Promise.resolve();
  const request = indexedDB.deleteDatabase(name);
  request.addEventListener("success", () => {
    resolve();
  });
  request.addEventListener("error", () => {
    reject(request.error ?? new Error("the database was not deleted"));
  });
  return promise;
}

export function refusalOf(error: unknown): StorageRefusal {
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "aborted";
}
