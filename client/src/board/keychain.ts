import { type Board, BoardSchema, InviteIdSchema } from "@mendboard/shared/http";
import type { BoardId, InviteId } from "@mendboard/shared/ids";
import { err, ok, type Result } from "@mendboard/shared/result";
import * as v from "valibot";

/**
 * The keys of this browser profile's boards, kept in IndexedDB. Whoever can open the profile can read them; the app
 * says so (Settings). Nothing here ever goes to the server.
 */

/** Everything this browser needs to open one board. */
export type BoardKeys = {
  readonly boardId: BoardId;
  /** Root of everything both partners read, of epoch 1. 32 bytes. */
  readonly boardSecret: Uint8Array<ArrayBuffer>;
  /** Root of this member's private documents; never leaves their devices. 32 bytes. */
  readonly memberSecret: Uint8Array<ArrayBuffer>;
  /** The board as the server last told it, so that it opens without one. */
  readonly board: Board;
  /** The invite this browser joined by, until the server has heard that the keys are stored. */
  readonly unconfirmed: InviteId | null;
};

/** `refused`: the browser gives no storage at all, or gave it and took the write back. */
export type KeychainError = { readonly tag: "refused" };

const DATABASE = "our-plan";
const STORE = "boards";

const secret = v.pipe(
  v.custom<Uint8Array<ArrayBuffer>>((input) => input instanceof Uint8Array && input.byteLength === 32),
);
const KeysSchema = v.object({
  boardId: v.string(),
  boardSecret: secret,
  memberSecret: secret,
  board: BoardSchema,
  unconfirmed: v.nullable(InviteIdSchema),
});

/** The boards this browser holds keys for; entries that cannot be read are passed over and kept. */
export async function readKeychain(): Promise<Result<readonly BoardKeys[], KeychainError>> {
  return withStore(
    "readonly",
    (store) => store.getAll(),
    (found: unknown) =>
      (Array.isArray(found) ? found : []).flatMap((entry: unknown) => {
        const parsed = v.safeParse(KeysSchema, entry);
        return parsed.success ? [{ ...parsed.output, boardId: parsed.output.board.boardId }] : [];
      }),
  );
}

/** Whether this browser keeps what it is given; asked before anything is made or used up elsewhere. */
export const probeKeychain = (): Promise<Result<void, KeychainError>> =>
  withStore(
    "readwrite",
    (store) => {
      store.put({ boardId: "probe" });
      return store.delete("probe");
    },
    () => undefined,
  );

/** Resolves when the browser has committed the keys: only then may an invite be confirmed or a board be written to. */
export const storeKeys = (keys: BoardKeys): Promise<Result<void, KeychainError>> =>
  withStore(
    "readwrite",
    (store) => store.put(keys),
    () => undefined,
  );

/** Forget a board's keys for good. */
export const forgetKeys = (boardId: BoardId): Promise<Result<void, KeychainError>> =>
  withStore(
    "readwrite",
    (store) => store.delete(boardId),
    () => undefined,
  );

async function withStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
  answer: (result: unknown) => T,
): Promise<Result<T, KeychainError>> {
  let database: IDBDatabase | null = null;
  try {
    database = await openDatabase();
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(STORE));
    await completed(transaction);
    return ok(answer(request.result));
  } catch {
    // Private windows, blocked storage and a full disk all end here; the person is told the same: this browser does not save.
    return err({ tag: "refused" });
  } finally {
    database?.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "boardId" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser did not open its storage"));
    request.onblocked = () => reject(new Error("another tab holds an older storage open"));
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the browser took the write back"));
  });
}
