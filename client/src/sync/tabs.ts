import * as Y from "yjs";

type Message =
  | { readonly type: "update"; readonly update: Uint8Array }
  /** A tab that has just opened: who has more than this? */
  | { readonly type: "missing"; readonly stateVector: Uint8Array };

/**
 * Tabs of one browser profile share every update of an outer document, so that the tab with a connection sends what a
 * tab without one wrote. The origin of what comes from here is this object, never the provider: a provider does not
 * forward its own.
 */
export class Tabs {
  readonly #doc: Y.Doc;
  readonly #channel: BroadcastChannel;

  /** @param name the same in all tabs of one document; asks at once for what the others have more */
  constructor(doc: Y.Doc, name: string) {
    this.#doc = doc;
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener("message", (event: MessageEvent<unknown>) => {
      const message = parseMessage(event.data);
      if (message !== null) this.#receive(message);
    });
    doc.on("update", this.#forward);
    this.#send({ type: "missing", stateVector: Y.encodeStateVector(doc) });
  }

  close(): void {
    this.#doc.off("update", this.#forward);
    this.#channel.close();
  }

  readonly #forward = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.#send({ type: "update", update });
  };

  #send(message: Message): void {
    this.#channel.postMessage(message);
  }

  #receive(message: Message): void {
    if (message.type === "update") {
      Y.applyUpdate(this.#doc, message.update, this);
      return;
    }
    this.#send({ type: "update", update: Y.encodeStateAsUpdate(this.#doc, message.stateVector) });
    if (knowsMore(message.stateVector, this.#doc)) {
      this.#send({ type: "missing", stateVector: Y.encodeStateVector(this.#doc) });
    }
  }
}

/** What another tab, perhaps of an older or newer app, put on the channel; null for anything else. */
function parseMessage(data: unknown): Message | null {
  if (typeof data !== "object" || data === null || !("type" in data)) return null;
  try {
    if (data.type === "update" && "update" in data && data.update instanceof Uint8Array) {
      Y.decodeUpdate(data.update);
      return { type: "update", update: data.update };
    }
    if (data.type === "missing" && "stateVector" in data && data.stateVector instanceof Uint8Array) {
      Y.decodeStateVector(data.stateVector);
      return { type: "missing", stateVector: data.stateVector };
    }
  } catch {
    // Bytes that Yjs does not read are no message of ours.
    return null;
  }
  return null;
}

const knowsMore = (stateVector: Uint8Array, doc: Y.Doc): boolean =>
  [...Y.decodeStateVector(stateVector)].some(([client, clock]) => clock > Y.getState(doc.store, client));
