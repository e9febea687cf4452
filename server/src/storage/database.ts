import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** One SQLite file, opened so that a commit is on the disk and a deletion leaves no bytes behind. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /**
   * @param path a file, created when absent, or `:memory:`
   * @throws when the file is no database, or another process holds it
   */
  constructor(path: string) {
    this.#db = new DatabaseSync(path);
    // Exclusive: a second server on the same folder would give the same numbers to other updates.
    this.#db.exec("PRAGMA locking_mode = EXCLUSIVE");
    this.#db.exec("PRAGMA journal_mode = WAL");
    this.#db.exec("PRAGMA synchronous = FULL");
    // Moving the log into the file (about 10 ms) falls on one commit; four times as rarely as usual, p99 no longer shows it.
    this.#db.exec("PRAGMA wal_autocheckpoint = 4000");
    this.#db.exec("PRAGMA secure_delete = ON");
    this.#db.exec("PRAGMA foreign_keys = ON");
    this.transaction(() => undefined); // takes the lock now, not at the first write
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  /** Several statements at once, for schema and pragmas. */
  exec(sql: string): void {
    this.#db.exec(sql);
  }

  /** All or nothing. When this returns, the commit is fsynced. */
  transaction<T>(work: () => T): T {
    this.run("BEGIN IMMEDIATE");
    try {
      const value = work();
      this.run("COMMIT");
      return value;
    } catch (error) {
      // SQLite has rolled back by itself after some errors (a full disk, an I/O error).
      if (this.#db.isTransaction) this.run("ROLLBACK");
      throw error;
    }
  }

  /** Moves the write-ahead log into the file and empties it, so that no erased bytes stay in it. */
  truncateWal(): void {
    this.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** The primary result codes of SQLite that we tell apart. */
export const SQLITE = { busy: 5, ioError: 10, corrupt: 11, notADatabase: 26 } as const;

/** @returns null for what is no error of SQLite */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return null;
  return error.errcode & 0xff; // the rest is detail
}

const wrongColumn = (column: string) =>
  new TypeError(`stored column ${column} has another type than its schema`);

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw wrongColumn(column);
  return value;
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw wrongColumn(column);
  return value;
}

export function blob(row: Row, column: string): Uint8Array<ArrayBuffer> {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw wrongColumn(column);
  return value;
}

export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column);

export const integerOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : integer(row, column);

/** A stored id, checked by the guard that makes it. */
export function id<Id extends string>(row: Row, column: string, isId: (text: string) => text is Id): Id {
  const value = text(row, column);
  if (!isId(value)) throw wrongColumn(column);
  return value;
}
