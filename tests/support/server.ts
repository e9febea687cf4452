import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

export type ServerOptions = {
  /**
   * Where browsers will come from, when that is not the server itself: the origins of cables. They are given to the
   * server as `ORIGIN`, a comma-separated list of which the first is canonical.
   */
  readonly origins?: readonly string[];
  /** Kept when the server is disposed; without it, a folder of its own that is then removed. */
  readonly dataDir?: string;
  /** More of the environment. Nothing else of ours is handed down, so a developer's settings change no test. */
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * Starts the real server in a process of its own. Resolves when it has said that it listens, on whatever port was free;
 * rejects with what it printed when it ends before that.
 */
export async function startServer({
  origins = [],
  dataDir,
  env = {},
}: ServerOptions = {}): Promise<TestServer> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), "mendboard-data-")));
  const originEnv = origins.length > 0 ? { ORIGIN: origins.join(",") } : {};
  const server = new TestServer(folder, dataDir === undefined, { ...originEnv, ...env });
  await server.restart();
  return server;
}

/** Ends with its `await using`, and with the test process whatever happens. */
export class TestServer implements AsyncDisposable {
  readonly dataDir: string;
  readonly #ownsDataDir: boolean;
  readonly #env: Readonly<Record<string, string>>;
  #process: ServerProcess | undefined;
  #port = 0;
  #stdout = "";
  #stderr = "";

  constructor(dataDir: string, ownsDataDir: boolean, env: Readonly<Record<string, string>>) {
    this.dataDir = dataDir;
    this.#ownsDataDir = ownsDataDir;
    this.#env = env;
  }

  get port(): number {
    return this.#port;
  }

  /** Its own address. With {@link ServerOptions.origins} given, a request from here is a stranger's. */
  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** All it has printed, over all its lives. */
  get stdout(): string {
    return this.#stdout;
  }

  /** All it has logged, over all its lives: one JSON object a line. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Resolves when the process is gone, with its exit code: `null` when the signal ended it. */
  async kill(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    const child = this.#process;
    if (!child) return null;
    if (child.exitCode === null && child.signalCode === null) {
      // Not "exit": what it printed last is to be read as well.
      const closed = once(child, "close");
      child.kill(signal);
      await closed;
    }
    return child.exitCode;
  }

  /** The same data folder and port again, after {@link kill} or ending it first. */
  async restart(): Promise<void> {
    await this.kill();
    this.#process = this.#spawn();
    await this.#listening(this.#process);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    if (this.#ownsDataDir) await rm(this.dataDir, { recursive: true, force: true });
  }

  #spawn(): ServerProcess {
    const child = spawn(process.execPath, [MAIN], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...handedDown(), DATA_DIR: this.dataDir, ...this.#env, PORT: String(this.#port) },
    });
    child.stdout.setEncoding("utf8").on("data", (text: string) => (this.#stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (this.#stderr += text));
    // A test process that dies takes its server with it.
    const killChild = () => child.kill("SIGKILL");
    process.once("exit", killChild);
    child.once("exit", () => process.off("exit", killChild));
    return child;
  }

  async #listening(child: ServerProcess): Promise<void> {
    const before = this.#stdout.length;
    const signal = AbortSignal.timeout(START_MS);
    const ended = new AbortController();
    child.once("close", () => ended.abort());
    try {
      for (;;) {
        const address = ADDRESS.exec(this.#stdout.slice(before));
        if (address) {
          this.#port = Number(address[1]);
          return;
        }
        await once(child.stdout, "data", { signal: AbortSignal.any([signal, ended.signal]) });
      }
    } catch (cause) {
      const what = ended.signal.aborted ? "ended before it listened" : `did not listen within ${START_MS} ms`;
      await this.kill("SIGKILL");
      throw new Error(`The server ${what}. It printed:\n${this.#stdout}\n${this.#stderr}`, { cause });
    }
  }
}

type ServerProcess = ChildProcessByStdio<null, Readable, Readable>;

const MAIN = join(import.meta.dirname, "../../server/src/main.ts");
const ADDRESS = /^Mendboard is at http:\/\/localhost:(\d+)$/m;
const START_MS = 20_000;

const handedDown = (): Record<string, string | undefined> => {
  const { PATH, TMPDIR } = process.env;
  return { PATH, TMPDIR };
};
