import type { ChunkPlace } from "@mendboard/client/sealed/chunk";
import { createCipher, type ChunkCipher } from "@mendboard/client/sealed/cipher";
import { compact as soundCompact, type Compact } from "@mendboard/client/sealed/compaction";
import { deriveDocumentKeys } from "@mendboard/client/sealed/keys";
import { isBoardId, isDocumentId } from "@mendboard/shared/ids";
import * as Y from "yjs";
import { Chance } from "./chance.ts";
import { SimulatedClient, type ClientDeps, type Profile } from "./simulated-client.ts";
import { SimulatedServer } from "./simulated-server.ts";
import { VirtualTime } from "./virtual-time.ts";

const [boardId, documentId] = ["B".repeat(22), "D".repeat(22)];
if (!isBoardId(boardId) || !isDocumentId(documentId)) throw new Error("not ids");
const place: ChunkPlace = { boardId, documentId, epoch: 1, signatureBlock: false };

const WRITERS = 3;
const CLIENTS_MAX = 7;

export type WorldOptions = {
  readonly seed: number;
  readonly steps: number;
  /** An unsound one, to see that the run finds it out. */
  readonly compact?: Compact;
};

export type Tally = {
  edits: number;
  cuts: number;
  crashes: number;
  joins: number;
  foreign: number;
  compactions: number;
};

/**
 * Three writers and a reader, joined by more as time passes, over one server: at each step chance decides who edits,
 * whose work goes on, which message arrives, whose line is cut, who crashes. Whatever the order:
 * - what was readable on the server stays readable, and what nobody could open is never deleted (the server looks);
 * - who is told "saved" finds everything on the server, and "safe on the device" survives a crash (looked at on the way);
 * - in the end all hold the same, and all of what was ever called saved.
 *
 * Rejects with what was broken; the same seed breaks the same way.
 */
export async function runWorld({ seed, steps, compact = soundCompact }: WorldOptions): Promise<Tally> {
  const world = await World.create(seed, compact);
  for (let step = 0; step < steps; step++) {
    // One step after the other.
    await world.step();
  }
  await world.settle();
  return world.tally;
}

class World {
  readonly tally: Tally = { edits: 0, cuts: 0, crashes: 0, joins: 0, foreign: 0, compactions: 0 };
  readonly #chance: Chance;
  readonly #time = new VirtualTime();
  readonly #deps: ClientDeps;
  readonly #clients: SimulatedClient[] = [];
  /** Somebody with another key: an app that is ahead of ours, say. */
  readonly #second = new Y.Doc();

  static async create(seed: number, compact: Compact): Promise<World> {
    const chance = new Chance(seed);
    const cipherOf = async (root: Uint8Array<ArrayBuffer>): Promise<ChunkCipher> =>
      createCipher((await deriveDocumentKeys(root, place)).document, place, (length) => chance.bytes(length));
    const world = new World(
      chance,
      await cipherOf(chance.bytes(32)),
      await cipherOf(chance.bytes(32)),
      compact,
    );
    for (let at = 0; at < WRITERS; at++) await world.#join("write");
    await world.#join("read");
    return world;
  }

  private constructor(chance: Chance, cipher: ChunkCipher, secondCipher: ChunkCipher, compact: Compact) {
    this.#chance = chance;
    this.#second.clientID = chance.below(0x1_0000_0000);
    const server = new SimulatedServer(async (bytes) => {
      const opened = await cipher.open(bytes);
      return opened.ok ? opened : secondCipher.open(bytes);
    });
    const environment = this.#time.environment(chance);
    this.#deps = {
      server,
      environment,
      chance,
      cipher,
      secondCipher,
      compact: async (work) => {
        this.tally.compactions += 1;
        return compact(work);
      },
    };
  }

  async step(): Promise<void> {
    const chance = this.#chance;
    const client = chance.pick(this.#clients);
    if (client === undefined) return;
    const roll = chance.below(1000);
    if (roll < 220) this.#edit(client);
    else if (roll < 480) await (chance.is(0.4) ? client.gates.releaseAll() : client.gates.releaseOne(chance));
    else if (roll < 600) client.writeToDisk(chance.is(0.7) ? Infinity : 1);
    else if (roll < 750) await client.deliverUp();
    else if (roll < 900) client.deliverDown();
    else if (roll < 935) this.#time.pass(chance.below(400));
    else if (roll < 938) this.#time.pass(6_000);
    else if (roll < 946) this.#cut(client);
    else if (roll < 972) this.#reconnect(client);
    else if (roll < 976) await this.#crash(client);
    else if (roll < 977 && this.#clients.length < CLIENTS_MAX)
      await this.#join(chance.is(0.8) ? "write" : "read");
    else if (roll < 982) await this.#appendForeign();
    else if (roll < 984) await this.#giveSecondKey(client);
    else if (roll < 998) client.sealed.compactSoon();
    else await this.#lookAround();
  }

  /** Everything plugged in, every key handed out, every message delivered: now all must agree. */
  async settle(): Promise<void> {
    for (const client of this.#clients) {
      this.#reconnect(client);
      // In order, for replay.
      await this.#giveSecondKey(client);
    }
    for (let round = 0; !this.#isAtRest(); round++) {
      if (round > 2_000) throw new Error("the world does not come to rest");
      for (const client of this.#clients) {
        // In order, for replay.
        await client.gates.releaseAll();
        client.writeToDisk(Infinity);
        for (let each = client.line?.toServer.length ?? 0; each > 0; each--) {
          // In order, for replay.
          await client.deliverUp();
        }
        for (let each = client.line?.toClient.length ?? 0; each > 0; each--) client.deliverDown();
      }
      this.#time.pass(1_000);
    }
    await this.#lookAround();
    await this.#compare();
  }

  #isAtRest(): boolean {
    return this.#time.isIdle && this.#clients.every((client) => client.isAtRest);
  }

  #edit(client: SimulatedClient): void {
    if (client.profile.access === "read") return;
    client.edit();
    this.tally.edits += 1;
  }

  #cut(client: SimulatedClient): void {
    if (client.line !== null) this.tally.cuts += 1;
    client.cut();
  }

  #reconnect(client: SimulatedClient): void {
    if (client.line === null) client.connect();
  }

  async #crash(client: SimulatedClient): Promise<void> {
    this.tally.crashes += 1;
    client.crash();
    this.#clients[this.#clients.indexOf(client)] = await SimulatedClient.start(client.profile, this.#deps);
  }

  async #join(access: "write" | "read"): Promise<void> {
    this.tally.joins += 1;
    const name = `${access === "write" ? "writer" : "reader"} ${this.#clients.length}`;
    const profile: Profile = { name, access, disk: [], safeOnDisk: null, hasSecondKey: false };
    this.#clients.push(await SimulatedClient.start(profile, this.#deps));
  }

  async #giveSecondKey(client: SimulatedClient): Promise<void> {
    client.profile.hasSecondKey = true;
    void client.sealed.retryUnopened();
    await client.gates.releaseAll();
  }

  /** Duplicates, malformed and undecryptable chunks, and content that is no chunk at all. */
  async #appendForeign(): Promise<void> {
    this.tally.foreign += 1;
    const { server, cipher, secondCipher } = this.#deps;
    const chance = this.#chance;
    const append = (...contents: (Uint8Array | string)[]): Promise<void> =>
      server.appendForeign(chance.below(0x1_0000_0000), (outer) => {
        outer.getArray<Uint8Array | string>(`c${outer.clientID.toString(36)}`).push(contents);
      });
    const keptForEver = async (bytes: Uint8Array): Promise<void> => {
      server.rememberJunk(bytes);
      await append("not", "a", "chunk", bytes, "nor", "this");
    };
    const again = chance.pick(server.liveChunks());
    switch (chance.below(5)) {
      case 0:
        if (again !== undefined) await append(again, again);
        return;
      case 1:
        return keptForEver(chance.bytes(16 + chance.below(200)));
      case 2:
        // Well sealed, and cut inside: to apply it as it is would leave half of it behind.
        return keptForEver(await cipher.seal("update", Y.encodeStateAsUpdate(this.#second).subarray(0, -1)));
      case 3:
        if (again !== undefined)
          await keptForEver(again.with(-1, (again.at(-1) ?? 0) ^ 1).with(5, chance.below(256)));
        return;
      default: {
        const before = Y.encodeStateVector(this.#second);
        this.#second.getText("text").insert(0, "from ahead ");
        await append(await secondCipher.seal("update", Y.encodeStateAsUpdate(this.#second, before)));
      }
    }
  }

  async #lookAround(): Promise<void> {
    for (const client of this.#clients) {
      if (client.profile.access === "read" || !client.saysSaved) continue;
      // In order, for replay.
      if (!(await this.#deps.server.covers(Y.encodeStateAsUpdate(client.inner)))) {
        throw new Error(`${client.profile.name} says "saved", and the server does not hold it`);
      }
    }
  }

  async #compare(): Promise<void> {
    const expected = contentOf(await this.#deps.server.readAll());
    for (const { profile, inner, saysSaved } of this.#clients) {
      if (contentOf(inner) !== expected)
        console.log(
          expected.slice(-300),
          contentOf(inner).slice(-300),
          expected.length,
          contentOf(inner).length,
        );
      if (contentOf(inner) !== expected) throw new Error(`${profile.name} ends with another content`);
      if (profile.access === "write" && !saysSaved) throw new Error(`${profile.name} is never told "saved"`);
    }
  }
}

const contentOf = (doc: Y.Doc): string => {
  const map = Object.entries(doc.getMap("map").toJSON()).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({
    text: doc.getText("text").toString(),
    map,
    waits: doc.store.pendingStructs !== null,
  });
};
