import { SHUTDOWN_MS } from "@mendboard/shared/limits";
import { ConfigError, readConfig } from "./config.ts";
import { createLogger } from "./logger.ts";
import { serve } from "./serve.ts";
import { StorageOpenError } from "./storage/storage.ts";

/** The environment becomes a config, the config a server, and signals its end. Nothing else reads the environment. */
try {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const server = await serve(config, {
    logger,
    onFatal: (reason) => {
      logger.fatal({ reason }, "storage failed; what is in memory cannot be promised any more");
      process.exit(1);
    },
  });
  console.log(`Mendboard is at http://localhost:${server.port}`);
  console.log("To try both sides, open the invite link in a private window.");

  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1); // asked twice: now
    isStopping = true;
    logger.info({ signal }, "stopping");
    setTimeout(() => {
      logger.error("did not stop in time");
      process.exit(1);
    }, SHUTDOWN_MS).unref();
    void server.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
}

/** What the person who started it can do about it; a bug keeps its stack. */
function sentenceFor(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StorageOpenError) return error.message;
  if (error instanceof Error && "code" in error) {
    switch (error.code) {
      case "EADDRINUSE":
        return "Another program uses this port. Stop it, or choose another PORT.";
      case "EACCES":
      case "EPERM":
      case "EROFS":
        return "The data folder or the port may not be used by this account. Choose another DATA_DIR or PORT.";
    }
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
