import { encodeFrame } from "@mendboard/shared/frames";
import type { DocumentId } from "@mendboard/shared/ids";
import { CLOSE, MESSAGE, PROTOCOL_VERSION, SYNC_MESSAGE } from "@mendboard/shared/protocol";
import * as decoding from "lib0/decoding";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { ConnectionStatus, RefusalReason } from "./document-status.ts";
import type { Environment } from "./environment.ts";
import { Outbox } from "./outbox.ts";

export type ProviderOptions = {
  /** Where sockets are, without the document: `wss://host/sync`. */
  readonly url: string;
  readonly documentId: DocumentId;
  readonly access: "write" | "read";
  readonly awareness: Awareness;
  /** What the server once confirmed (an outer state vector), from this device's copy. */
  readonly acknowledged: Uint8Array | null;
  readonly environment: Environment;
  readonly onChange: () => void;
  /** The server confirmed everything up to this state vector as durable. */
  readonly onAcknowledged: (stateVector: Uint8Array) => void;
  readonly onBoardChanged: () => void;
  readonly WebSocketPolyfill?: typeof WebSocket;
};

const BACKOFF_FIRST_MS = 200;
const BACKOFF_MAX_MS = 5_000;

/**
 * Stock y-websocket over one outer document, plus what it does not say: what is saved (barriers, PROTOCOL.md W7), when
 * it tries again, and why the server will not have us. Make it only when the stored copy is loaded: else the whole copy
 * would go out as one new update.
 */
export class Provider {
  readonly #options: ProviderOptions;
  readonly #outer: Y.Doc;
  readonly #stock: WebsocketProvider;
  readonly #outbox: Outbox;
  #status: ConnectionStatus = { state: "idle" };
  #wanted = false;
  #networkLost = false;
  /** On this socket: the server has told what it holds, and we have answered. */
  #answered = false;
  #serverWentBack = false;

  constructor(outer: Y.Doc, options: ProviderOptions) {
    this.#outer = outer;
    this.#options = options;
    // All that a reader holds came from the server.
    const acknowledged = options.access === "read" ? Y.encodeStateVector(outer) : options.acknowledged;
    this.#outbox = new Outbox(outer, acknowledged);
    const { WebSocketPolyfill } = options;
    this.#stock = new WebsocketProvider(options.url, options.documentId, outer, {
      connect: false,
      disableBc: true,
      params: { protocol: String(PROTOCOL_VERSION) },
      awareness: options.awareness,
      ...(WebSocketPolyfill === undefined ? {} : { WebSocketPolyfill }),
    });
    // Stock would send each update as soon as a socket is open. A reader's ends its connection (4403), and one may come
    // from another tab: readers send none. A writer's must stand behind all that it was written upon, and some of that
    // may still lie on this device: it goes when the server's SyncStep1 is answered.
    outer.off("update", this.#stock._updateHandler);
    if (options.access === "write") outer.on("update", this.#followOuter);
    this.#handleMessages();
    this.#followStock();
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Changes in the outer document that the server has not confirmed. */
  get unsent(): number {
    return this.#options.access === "read" ? 0 : this.#outbox.unsent;
  }

  /** Has the server confirmed everything once, since this provider was made? Readers have nothing to confirm. */
  get confirmed(): boolean {
    return this.#options.access === "read" || this.#outbox.confirmed;
  }

  get serverWentBack(): boolean {
    return this.#serverWentBack;
  }

  isUnsent(client: number, clock: number): boolean {
    return this.#outbox.isUnsent(client, clock);
  }

  /** Connect at once, without waiting for the next try, and stay connected as the network allows. */
  connect(): void {
    this.#wanted = true;
    if (this.#status.state !== "refused" && !this.#networkLost) this.#stock.connect();
  }

  /** The socket is dropped before this returns. */
  disconnect(): void {
    this.#wanted = false;
    this.#drop({ state: "idle" });
  }

  /** The device says that there is no network. */
  loseNetwork(): void {
    this.#networkLost = true;
    if (this.#wanted) this.#drop({ state: "waiting", retryAt: null });
  }

  /** There may be a network again: try at once. */
  regainNetwork(): void {
    this.#networkLost = false;
    if (this.#wanted) this.connect();
  }

  /** Run a change that is too large for one live frame between two sockets: the next one begins by sending all that is missing. */
  betweenSockets(change: () => void): void {
    const wasUp = this.#stock.shouldConnect;
    this.#stock.disconnect();
    change();
    if (wasUp) this.#stock.connect();
  }

  /** Drops the socket before it returns. The awareness and the document are the caller's to end. */
  destroy(): void {
    this.#wanted = false;
    this.#outer.off("update", this.#followOuter);
    this.#stock.destroy();
  }

  #drop(status: ConnectionStatus): void {
    this.#stock.disconnect();
    if (this.#status.state !== "refused") this.#become(status);
  }

  #handleMessages(): void {
    const handlers = this.#stock.messageHandlers;
    const stockSync = handlers[MESSAGE.sync];
    if (stockSync === undefined) throw new Error("y-websocket handles sync messages");
    handlers[MESSAGE.sync] = (encoder, decoder, provider, emitSynced, type) => {
      const serverVector = readSyncStep1(decoder);
      if (serverVector !== null) this.#compareWith(serverVector);
      stockSync(encoder, decoder, provider, emitSynced, type);
      if (serverVector !== null) {
        this.#answered = true;
        // y-websocket sends the answer when this handler has returned; the barrier belongs behind it.
        queueMicrotask(this.#sendBarrier);
      }
    };
    handlers[MESSAGE.saved] = (_encoder, decoder) => {
      const stateVector = this.#outbox.barrierReturned(decoding.readVarUint(decoder));
      if (stateVector === null) return;
      this.#options.onAcknowledged(stateVector);
      this.#sendBarrier();
      this.#options.onChange();
    };
    handlers[MESSAGE.boardChanged] = () => {
      this.#options.onBoardChanged();
    };
  }

  /** A server that lost what it had confirmed gets it back in our answer, if we may write; until then nothing is saved. */
  #compareWith(serverVector: Uint8Array): void {
    if (!this.#outbox.wasConfirmedBeyond(Y.decodeStateVector(serverVector))) return;
    this.#serverWentBack = true;
    this.#outbox.unconfirm();
    this.#options.onChange();
  }

  readonly #followOuter = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.#stock) return;
    if (this.#answered) this.#stock._updateHandler(update, origin);
    this.#outbox.changed();
    this.#sendBarrier();
    this.#options.onChange();
  };

  /** One barrier at a time; the next goes when it is back and something has changed meanwhile. */
  readonly #sendBarrier = (): void => {
    const { ws } = this.#stock;
    if (this.#options.access === "read" || !this.#answered || ws === null || ws.readyState !== ws.OPEN)
      return;
    const counter = this.#outbox.nextBarrier();
    if (counter !== null) ws.send(new Uint8Array(encodeFrame({ type: "saved", counter })));
  };

  #followStock(): void {
    const stock = this.#stock;
    stock.on("status", ({ status }) => {
      if (status === "connecting") {
        this.#become({ state: "connecting", attempt: stock.wsUnsuccessfulReconnects + 1 });
      }
    });
    stock.on("sync", (synced) => {
      if (!synced) return;
      // Others were told that we left, under the clock that we still have: they only believe a newer one.
      const { awareness } = stock;
      if (awareness.getLocalState() !== null) awareness.setLocalState(awareness.getLocalState());
      this.#become({ state: "synced", since: this.#options.environment.now() });
    });
    stock.on("connection-close", (event) => {
      this.#answered = false;
      this.#outbox.barriersLost();
      if (!stock.shouldConnect || (event !== null && isFinal(event.code))) return;
      const delayMs = this.#backoff(stock.wsUnsuccessfulReconnects);
      // y-websocket waits for the smaller of its own backoff and this; ours is the smaller, with jitter.
      stock.maxBackoffTime = delayMs;
      this.#become({ state: "waiting", retryAt: this.#options.environment.now() + delayMs });
    });
    stock.on("closed", ({ code }) => {
      this.#become({ state: "refused", reason: REFUSALS.get(code) ?? "unknown" });
    });
  }

  /** Doubling, and at random between half and all of it: a restarted server is not met by everybody at once. */
  #backoff(failures: number): number {
    const fullMs = Math.min(BACKOFF_FIRST_MS * 2 ** failures, BACKOFF_MAX_MS);
    return fullMs * (0.5 + this.#options.environment.random() / 2);
  }

  #become(status: ConnectionStatus): void {
    this.#status = status;
    this.#options.onChange();
  }
}

const isFinal = (code: number): boolean => code >= 4400 && code < 4500;

const REFUSALS: ReadonlyMap<number, RefusalReason> = new Map([
  [CLOSE.malformed, "malformed"],
  [CLOSE.noSeat, "no-seat"],
  [CLOSE.notAllowed, "not-allowed"],
  [CLOSE.noDocument, "no-document"],
  [CLOSE.newerGeneration, "newer-generation"],
  [CLOSE.tooLarge, "too-large"],
  [CLOSE.cannotMerge, "cannot-merge"],
  [CLOSE.protocolTooOld, "protocol-too-old"],
]);

/** The state vector of a SyncStep1, without moving the decoder; null for the other sync messages. */
function readSyncStep1(decoder: decoding.Decoder): Uint8Array | null {
  const ahead = decoding.clone(decoder);
  return decoding.readVarUint(ahead) === SYNC_MESSAGE.step1 ? decoding.readVarUint8Array(ahead) : null;
}
