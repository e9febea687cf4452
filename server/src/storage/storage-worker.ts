import { parentPort, workerData } from "node:worker_threads";
import { commitBatch } from "./commit.ts";
import { Database } from "./database.ts";
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
    greeting = { opened: false, reason: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(greeting);
  return greeting.opened ? database : null;
}
