import { parentPort, workerData } from "node:worker_threads";
import { commitBatch } from "./commit.ts";
import { Database, SQLITE, sqliteCode } from "./database.ts";
import type { Batch, Opened } from "./operations.ts";
import { migrate } from "./schema.ts";

/** The storage thread: the only place that touches the disk. Started by `Storage.open`, ended by the message `null`. */
if (parentPort === null) throw new Error("storage-worker.ts runs only as a worker thread");
const port = parentPort;

const db = open(String(workerData));
if (db !== null) {
  port.on("message", (batch: Batch | null) => {
    if (batch === null) {
      db.truncateWal();
      db.close();
      port.close();
    } else {
      port.postMessage(commitBatch(db, batch));
    }
  });
}

function open(path: string): Database | null {
  let greeting: Opened = { opened: true };
  let database: Database | null = null;
  try {
    database = new Database(path);
    migrate(database);
  } catch (error) {
    greeting = { opened: false, reason: sentenceFor(error) };
  }
  port.postMessage(greeting);
  return greeting.opened ? database : null;
}

/** For the person who starts the server; SQLite's own words for what they can do nothing about. */
function sentenceFor(error: unknown): string {
  switch (sqliteCode(error)) {
    case SQLITE.busy:
      return "The data folder is in use by another Mendboard. Stop that one, or choose another DATA_DIR.";
    case SQLITE.notADatabase:
      return "The data folder holds a file that is not Mendboard's. Choose another DATA_DIR.";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
