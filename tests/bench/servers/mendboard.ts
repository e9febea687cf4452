// The real server. Its traffic limits are lifted where the server is measured, not its patience with one client.
import { createLogger } from "@mendboard/server/logger";
import { TRAFFIC_LIMITS } from "@mendboard/server/rooms/traffic";
import { serve } from "@mendboard/server/serve";
import { reportTo } from "./measured.ts";

const [, , dataDir = "", port = "0", limits = "lifted"] = process.argv;

const server = await serve(
  {
    port: Number(port),
    host: "127.0.0.1",
    dataDir,
    origins: ["http://bench.example"],
    quickExitUrl: "/",
    logLevel: "error",
  },
  {
    logger: createLogger("error"),
    onFatal: (reason) => {
      throw new Error(reason);
    },
    trafficLimits:
      limits === "lifted"
        ? { framesPerSecond: 1e12, framesBurst: 1e12, bytesPerSecond: 1e15, bytesBurst: 1e15 }
        : TRAFFIC_LIMITS,
  },
);
reportTo(server.port);
