/** What a measured server tells about itself when asked. */
export type Usage = {
  /** User and system time since its start, all threads, in ms. */
  readonly cpuMs: number;
  readonly rssBytes: number;
};

/** Tells the parent the port, and answers each of its messages with the usage, after a collection of garbage if asked so. */
export function reportTo(port: number): void {
  process.on("message", (asked) => {
    if (asked === "collected") globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() } satisfies Usage);
  });
  process.send?.({ port });
}
