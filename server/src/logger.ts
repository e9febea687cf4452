import { type Logger, pino } from "pino";
import type { Config } from "./config.ts";

/** JSON lines on stderr: ids, counts, sizes and durations, never content (PROTOCOL.md M13). */
export const createLogger = (level: Config["logLevel"]): Logger =>
  // Synchronous: a line about why the process ends must not end with it.
  pino({ level, base: null }, pino.destination({ dest: process.stderr.fd, sync: true }));
