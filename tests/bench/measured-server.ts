import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Visitor } from "../support/visitor.ts";
import type { Usage } from "./servers/measured.ts";

export type ServerKind = "floor" | "mendboard" | "y-websocket";

/** The origin the measured Mendboard expects; the others do not ask. */
const ORIGIN = "http://bench.example";

/** Where one client connects to one document, and as whom. */
export type Door = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly origin: string;
};

/** A server in a process of its own, on a free port of this machine, ended with its `await using`. */
export class MeasuredServer implements AsyncDisposable {
  readonly kind: ServerKind;
  readonly #dataDir: string;
  readonly #limits: string;
  #child: ChildProcess;
  #port: number;
  #boards = 0;

  /** @param limits whether Mendboard bounds each client's traffic, as it does for people */
  static async start(kind: ServerKind, limits: "lifted" | "kept" = "lifted"): Promise<MeasuredServer> {
    const dataDir = await mkdtemp(join(tmpdir(), "mendboard-bench-"));
    const { child, port } = await launch(kind, dataDir, 0, limits);
    return new MeasuredServer(kind, dataDir, limits, child, port);
  }

  private constructor(kind: ServerKind, dataDir: string, limits: string, child: ChildProcess, port: number) {
    this.kind = kind;
    this.#dataDir = dataDir;
    this.#limits = limits;
    this.#child = child;
    this.#port = port;
  }

  /** @param asked `collected`: what is in use once garbage is gone */
  async usage(asked: "now" | "collected" = "now"): Promise<Usage> {
    this.#child.send(asked);
    const [usage] = (await once(this.#child, "message")) as [Usage];
    return usage;
  }

  /** A document nobody has touched. On Mendboard it is the joint document of a new board. */
  async newDocument(): Promise<Door> {
    this.#boards += 1;
    const base = `ws://127.0.0.1:${this.#port}`;
    if (this.kind !== "mendboard")
      return { url: `${base}/room-${this.#boards}`, headers: {}, origin: ORIGIN };
    const visitor = new Visitor({ origin: `http://127.0.0.1:${this.#port}` });
    const response = await visitor.request("POST", "/api/boards", {}, { Origin: ORIGIN });
    const board = (await response.json()) as { documents: { kind: string; documentId: string }[] };
    const joint = board.documents.find(({ kind }) => kind === "joint")?.documentId ?? "";
    return { url: `${base}/sync/${joint}`, headers: { Cookie: visitor.cookie }, origin: ORIGIN };
  }

  /** Killed without a warning, and started again on the same data and port. */
  async killAndRestart(): Promise<void> {
    await this.#end("SIGKILL");
    ({ child: this.#child, port: this.#port } = await launch(
      this.kind,
      this.#dataDir,
      this.#port,
      this.#limits,
    ));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end("SIGKILL");
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    await ended;
  }
}

async function launch(kind: ServerKind, dataDir: string, port: number, limits: string) {
  const child = fork(join(import.meta.dirname, `servers/${kind}.ts`), [dataDir, String(port), limits], {
    execArgv: ["--expose-gc"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const killChild = () => child.kill("SIGKILL");
  process.once("exit", killChild);
  child.once("exit", () => process.off("exit", killChild));
  const [said] = (await once(child, "message")) as [{ port: number }];
  return { child, port: said.port };
}
