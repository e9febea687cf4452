import type { ChunkCipher } from "@mendboard/client/sealed/cipher";
import type { Compact } from "@mendboard/client/sealed/compaction";
import { SealedDoc } from "@mendboard/client/sealed/sealed-doc";
import type { Environment } from "@mendboard/client/sync/environment";
import { Outbox } from "@mendboard/client/sync/outbox";
import * as Y from "yjs";
import type { Chance } from "./chance.ts";
import { Gates } from "./gates.ts";
import type { Line, Message, SimulatedServer } from "./simulated-server.ts";

export type Profile = {
  readonly name: string;
  readonly access: "write" | "read";
  /** The rows of this device's storage, in order. */
  readonly disk: Uint8Array[];
  /** What this device was told is safe on it: a crash must not lose it. */
  safeOnDisk: Uint8Array | null;
  /** Can this device open the second writer's chunks? */
  hasSecondKey: boolean;
};

export type ClientDeps = {
  readonly server: SimulatedServer;
  readonly environment: Environment;
  readonly chance: Chance;
  readonly cipher: ChunkCipher;
  readonly secondCipher: ChunkCipher;
  readonly compact: Compact;
};

/**
 * One life of one tab: the real sealing over a storage and a line that a scheduler drives step by step. A crash is the
 * end of this object; what its gates and its write queue still held is lost, and the next life begins from the disk.
 */
export class SimulatedClient {
  readonly profile: Profile;
  readonly inner: Y.Doc;
  readonly sealed: SealedDoc;
  readonly gates = new Gates();
  readonly #deps: ClientDeps;
  readonly #outer: Y.Doc;
  readonly #outbox: Outbox;
  readonly #undo: Y.UndoManager;
  #diskQueue: Uint8Array[] = [];
  #line: Line | null = null;
  #isSynced = false;

  static async start(profile: Profile, deps: ClientDeps): Promise<SimulatedClient> {
    const outer = docOf(deps.chance);
    for (const row of profile.disk) Y.applyUpdate(outer, row);
    const client = new SimulatedClient(profile, outer, deps);
    const read = client.sealed.readStored();
    await client.gates.releaseAll();
    await read;
    if (profile.safeOnDisk !== null && !client.holds(profile.safeOnDisk)) {
      throw new Error(`${profile.name} lost in a crash what was called safe on the device`);
    }
    return client;
  }

  private constructor(profile: Profile, outer: Y.Doc, deps: ClientDeps) {
    this.profile = profile;
    this.#deps = deps;
    this.#outer = outer;
    this.inner = docOf(deps.chance);
    this.#undo = new Y.UndoManager([this.inner.getText("text"), this.inner.getMap("map")]);
    this.#outbox = new Outbox(outer, null);
    const { cipher, secondCipher } = deps;
    this.sealed = new SealedDoc({
      inner: this.inner,
      outer,
      access: profile.access,
      cipher: this.gates.guard({
        seal: (kind, payload) => cipher.seal(kind, payload),
        open: async (chunk) => {
          const opened = await cipher.open(chunk);
          return opened.ok || !profile.hasSecondKey ? opened : secondCipher.open(chunk);
        },
      }),
      environment: deps.environment,
      partnerHere: () => true,
      onChange: () => undefined,
      compact: deps.compact,
      link: {
        isSynced: () => this.#isSynced,
        isUnsent: (client, clock) => this.#outbox.isUnsent(client, clock),
        appendLarge: (append) => {
          append();
        },
      },
    });
    outer.on("update", (update: Uint8Array, origin: unknown) => {
      this.#diskQueue.push(update);
      if (origin === FROM_SERVER || this.profile.access === "read") return;
      this.#outbox.changed();
      // Before that, the answer to the server's SyncStep1 will carry it, behind what it depends on.
      if (this.#line === null || !this.#hasAnswered(this.#line)) return;
      this.#line.toServer.push({ type: "update", update });
      this.#sendBarrier();
    });
  }

  get line(): Line | null {
    return this.#line;
  }

  /** What this client's interface would call "saved" now. */
  get saysSaved(): boolean {
    return this.#outbox.confirmed && this.#outbox.unsent === 0 && this.sealed.unsealed === 0;
  }

  get isAtRest(): boolean {
    const line = this.#line;
    return (
      this.gates.isOpen &&
      this.#diskQueue.length === 0 &&
      line !== null &&
      line.toServer.length === 0 &&
      line.toClient.length === 0
    );
  }

  holds(state: Uint8Array): boolean {
    return Y.snapshotContainsUpdate(Y.snapshot(this.inner), state);
  }

  connect(): void {
    this.#line = this.#deps.server.connect();
    this.#line.toServer.push({ type: "step1", stateVector: Y.encodeStateVector(this.#outer) });
  }

  /** Whatever was on its way is lost. */
  cut(): void {
    if (this.#line !== null) this.#deps.server.cut(this.#line);
    this.#line = null;
    this.#isSynced = false;
    this.#outbox.barriersLost();
  }

  crash(): void {
    this.cut();
    this.sealed.destroy();
    this.#undo.destroy();
  }

  /** Complete one transaction of the storage. */
  writeToDisk(count: number): void {
    this.profile.disk.push(...this.#diskQueue.splice(0, count));
    const { pendingStructs, pendingDs } = this.inner.store;
    // What waits for a chunk of another key is on the disk, but cannot be compared.
    if (pendingStructs !== null || pendingDs !== null) return;
    if (this.#diskQueue.length === 0 && this.sealed.unsealed === 0 && this.gates.isOpen) {
      this.profile.safeOnDisk = Y.encodeStateAsUpdate(this.inner);
    }
  }

  async deliverUp(): Promise<void> {
    const line = this.#line;
    const message = line?.toServer.shift();
    if (line !== null && message !== undefined) await this.#deps.server.receive(line, message);
  }

  deliverDown(): void {
    const message = this.#line?.toClient.shift();
    if (message !== undefined) this.#receive(message);
  }

  /** One thing a person might do. */
  edit(): void {
    const { chance } = this.#deps;
    const text = this.inner.getText("text");
    const map = this.inner.getMap<number>("map");
    const action = chance.below(10);
    if (action < 5) text.insert(chance.below(text.length + 1), "words ".repeat(1 + chance.below(90)));
    else if (action < 7 && text.length > 0) {
      const at = chance.below(text.length);
      text.delete(at, Math.min(1 + chance.below(200), text.length - at));
    } else if (action === 7) map.set(`key ${chance.below(6)}`, chance.below(1000));
    else if (action === 8) map.delete(`key ${chance.below(6)}`);
    else this.#undo.undo();
  }

  #receive(message: Message): void {
    switch (message.type) {
      case "step1":
        this.#line?.toServer.push({
          type: "step2",
          update:
            this.profile.access === "read"
              ? EMPTY_UPDATE
              : Y.encodeStateAsUpdate(this.#outer, message.stateVector),
        });
        this.#sendBarrier();
        return;
      case "step2":
      case "update":
        Y.applyUpdate(this.#outer, message.update, FROM_SERVER);
        if (message.type === "step2") this.#isSynced = true;
        return;
      case "barrier":
        this.#outbox.barrierReturned(message.counter);
        this.#sendBarrier();
    }
  }

  #sendBarrier(): void {
    // Behind an answered SyncStep1 only, as the provider does it.
    const line = this.#line;
    if (line === null || this.profile.access === "read" || !this.#hasAnswered(line)) return;
    const counter = this.#outbox.nextBarrier();
    if (counter !== null) line.toServer.push({ type: "barrier", counter });
  }

  #hasAnswered(line: Line): boolean {
    return !line.isUnanswered || line.toServer.some((message) => message.type === "step2");
  }
}

const FROM_SERVER = { name: "server" } as const;
const EMPTY_UPDATE = Y.encodeStateAsUpdate(new Y.Doc());

/** Yjs draws its client ids itself; a run that is to be replayed needs them drawn from the seed. */
function docOf(chance: Chance): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = chance.below(0x1_0000_0000);
  return doc;
}
