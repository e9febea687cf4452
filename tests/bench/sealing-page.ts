import { openSealedDocument, type SealedDocument } from "@mendboard/client/sealed/open-document";
import { systemEnvironment } from "@mendboard/client/sync/environment";
import { Persistence } from "@mendboard/client/sync/persistence";
import { isBoardId, isDocumentId } from "@mendboard/shared/ids";
import * as Y from "yjs";

/** What runs in the browser: built by Vite, called by sealing-browser.ts. */
export type SealingPage = {
  /** Type so many keys, each its own chunk, and keep the same edits unsealed beside them. */
  store(chunks: number): Promise<void>;
  /** Milliseconds until everything is in the inner document. */
  openStored(): Promise<number>;
  openPlain(): Promise<number>;
  prepareToLeave(): Promise<void>;
  pressAndLeave(to: string): void;
  readText(): Promise<string>;
};

const [boardId, documentId] = ["B".repeat(22), "D".repeat(22)];
const rootKey = new Uint8Array(32).fill(7);
const PLAIN = "plain";

let leaving: SealedDocument | null = null;

globalThis.sealing = {
  async store(chunks) {
    const document = await open();
    const plain = new Y.Doc();
    const persistence = await openPlainCopy(plain);
    for (let at = 0; at < chunks; at++) {
      document.inner.getText("t").insert(at, "k");
      plain.getText("t").insert(at, "k");
      await document.flush();
      await persistence.written();
    }
    await document.close();
    persistence.close();
  },
  async openStored() {
    const start = performance.now();
    const document = await open();
    const ms = performance.now() - start;
    await document.close();
    return ms;
  },
  async openPlain() {
    const start = performance.now();
    const persistence = await openPlainCopy(new Y.Doc());
    const ms = performance.now() - start;
    persistence.close();
    return ms;
  },
  async prepareToLeave() {
    leaving = await open();
  },
  pressAndLeave(to) {
    leaving?.inner.getText("t").insert(0, "k");
    location.assign(to);
  },
  async readText() {
    const document = await open();
    const text = document.inner.getText("t").toString();
    await document.close();
    return text;
  },
};

async function open(): Promise<SealedDocument> {
  if (!isBoardId(boardId) || !isDocumentId(documentId)) throw new Error("not ids");
  return openSealedDocument({
    boardId,
    documentId,
    epoch: 1,
    rootKey,
    access: "write",
    partnerHere: () => false,
  });
}

const openPlainCopy = (doc: Y.Doc): Promise<Persistence> =>
  Persistence.open(doc, {
    name: PLAIN,
    indexedDB: globalThis.indexedDB,
    environment: systemEnvironment,
    onStatus: () => undefined,
  });
