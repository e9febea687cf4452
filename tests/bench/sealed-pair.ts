import { randomBytes } from "node:crypto";
import { createCipher, type ChunkCipher } from "@mendboard/client/sealed/cipher";
import { encodeAfresh } from "@mendboard/client/sealed/compaction";
import { deriveDocumentKeys } from "@mendboard/client/sealed/keys";
import { SealedDoc } from "@mendboard/client/sealed/sealed-doc";
import { encodeFrame } from "@mendboard/shared/frames";
import { isBoardId, isDocumentId } from "@mendboard/shared/ids";
import * as Y from "yjs";
import { Chance } from "../support/simulation/chance.ts";
import { VirtualTime } from "../support/simulation/virtual-time.ts";

const [boardId, documentId] = ["B".repeat(22), "D".repeat(22)];
if (!isBoardId(boardId) || !isDocumentId(documentId)) throw new Error("not ids");
const place = { boardId, documentId, epoch: 1, signatureBlock: false };

export async function newCipher(): Promise<ChunkCipher> {
  const keys = await deriveDocumentKeys(new Uint8Array(randomBytes(32)), place);
  return createCipher(keys.document, place, (length) => new Uint8Array(randomBytes(length)));
}

/** A sealed document whose line to the other is a function call, and whose upload is counted. */
export class BenchWriter {
  readonly inner = new Y.Doc();
  readonly outer: Y.Doc;
  readonly sealed: SealedDoc;
  uploadBytes = 0;
  #paragraphEnd = 0;

  constructor(
    cipher: ChunkCipher,
    time: VirtualTime,
    seed: number,
    partnerHere: boolean,
    outer = new Y.Doc(),
  ) {
    this.outer = outer;
    this.sealed = new SealedDoc({
      inner: this.inner,
      outer,
      cipher,
      access: "write",
      partnerHere: () => partnerHere,
      environment: time.environment(new Chance(seed)),
      onChange: () => undefined,
      link: {
        isSynced: () => true,
        isUnsent: () => false,
        appendLarge: (append) => {
          append();
        },
      },
    });
  }

  /** What this one appends from now on reaches the other at once, and costs what its frames weigh. */
  sendTo(other: BenchWriter): void {
    this.outer.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "line") return;
      this.uploadBytes += messageBytes(update) + BARRIER_BYTES;
      Y.applyUpdate(other.outer, update, "line");
    });
  }

  /** A key at the end of one's own paragraph; every so often a mistake is taken back. */
  press(letter: string): void {
    const text = this.inner.getText(`paragraph ${this.inner.clientID}`);
    if (letter === "\b" && this.#paragraphEnd > 0) {
      this.#paragraphEnd -= 1;
      text.delete(this.#paragraphEnd, 1);
    } else {
      text.insert(this.#paragraphEnd, letter);
      this.#paragraphEnd += 1;
    }
  }

  /** What one snapshot of it all would weigh. */
  snapshotBytes(): number {
    return encodeAfresh(this.inner).length;
  }

  outerBytes(): number {
    return Y.encodeStateAsUpdate(this.outer).length;
  }

  chunks(): Uint8Array[] {
    return [...this.sealed.liveChunks()].map((chunk) => chunk.bytes);
  }
}

/** Two writers who hear each other. */
export async function openPair(time: VirtualTime, partnerHere: boolean): Promise<[BenchWriter, BenchWriter]> {
  const cipher = await newCipher();
  const pair: [BenchWriter, BenchWriter] = [
    new BenchWriter(cipher, time, 1, partnerHere),
    new BenchWriter(cipher, time, 2, partnerHere),
  ];
  pair[0].sendTo(pair[1]);
  pair[1].sendTo(pair[0]);
  return pair;
}

/** What is handed to the socket, without the 6 to 8 bytes of its own framing. */
export const messageBytes = (update: Uint8Array): number => encodeFrame({ type: "update", update }).length;
const BARRIER_BYTES = encodeFrame({ type: "saved", counter: 1_000 }).length;

const WORDS = "we said we would talk about the evenings again on sunday, and we did. ";

export const letterAt = (at: number): string => WORDS[at % WORDS.length] ?? " ";

/** With a key taken back now and then. */
export const keyAt = (at: number): string => (at % 29 === 28 ? "\b" : letterAt(at));
