import { STORAGE_ANSWER_MS } from "@mendboard/shared/limits";
import { Hono } from "hono";
import type { Storage } from "../storage/storage.ts";

/** For whoever watches the server: does the process answer, and does the disk. */
export function healthRoutes(storage: Pick<Storage, "call">): Hono {
  return new Hono()
    .get("/healthz", (c) => c.json({ alive: true }, 200, { "Cache-Control": "no-store" }))
    .get("/readyz", async (c) => {
      const isReady = await answersInTime(storage.call("probe", {}));
      return c.json({ ready: isReady }, isReady ? 200 : 503, { "Cache-Control": "no-store" });
    });
}

async function answersInTime(answer: Promise<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(late.resolve, STORAGE_ANSWER_MS, false);
  const answered = answer.then(
    () => true,
    () => false,
  );
  const isReady = await Promise.race([answered, late.promise]);
  clearTimeout(timer);
  return isReady;
}
