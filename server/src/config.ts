import * as v from "valibot";

/** How this server was asked to run. Only main.ts makes one of the environment. */
export type Config = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Where browsers find this server, the canonical address first; null for this machine at the port it got. */
  readonly origins: readonly [string, ...string[]] | null;
  readonly quickExitUrl: string;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
};

const Port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, "must be a number from 0 to 65535"),
  v.transform(Number),
  v.maxValue(65_535, "must be a number from 0 to 65535"),
);

const Origins = v.pipe(
  v.string(),
  v.transform((text) => text.split(",").map((origin) => origin.trim())),
  v.check(
    (origins) => origins.every(isOrigin),
    "must be addresses like https://plan.example, separated by commas",
  ),
  v.transform(([first = "", ...others]): readonly [string, ...string[]] => [first, ...others]),
);

/** Quick exit must not lead to a page that others on the network can read. */
const QuickExitUrl = v.pipe(
  v.string(),
  v.check(
    (text) => isHttps(text) || /^\/(?!\/)/.test(text),
    "must begin with https:// or be a path like /weather",
  ),
);

const Environment = v.object({
  PORT: v.optional(Port, "8787"),
  // Only this machine: elsewhere, plain http has no WebCrypto, and https is the work of a proxy on this machine.
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty("must not be empty")), "127.0.0.1"),
  DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty("must not be empty")), "./data"),
  ORIGIN: v.optional(Origins),
  QUICK_EXIT_URL: v.optional(QuickExitUrl, "https://www.wikipedia.org/"),
  LOG_LEVEL: v.optional(
    v.picklist(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "must be one of fatal, error, warn, info, debug, trace, silent",
    ),
    "info",
  ),
});

/** Its message is one sentence for the person who runs the server. */
export class ConfigError extends Error {}

/** @throws {@link ConfigError} naming the first variable that cannot be understood */
export function readConfig(environment: { readonly [name: string]: string | undefined }): Config {
  const parsed = v.safeParse(Environment, environment);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ConfigError(`${String(issue.path?.[0].key)} ${issue.message}.`);
  }
  const { PORT, HOST, DATA_DIR, ORIGIN, QUICK_EXIT_URL, LOG_LEVEL } = parsed.output;
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    origins: ORIGIN ?? null,
    quickExitUrl: QUICK_EXIT_URL,
    logLevel: LOG_LEVEL,
  };
}

/** What a server that was told no origin answers to: a browser on the same machine. */
export const localOrigins = (port: number): readonly [string, ...string[]] => [
  `http://localhost:${port}`,
  `http://127.0.0.1:${port}`,
];

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.origin === text && /^https?:$/.test(url.protocol);
}

const isHttps = (text: string): boolean => URL.parse(text)?.protocol === "https:";
