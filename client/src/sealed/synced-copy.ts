import type { DocumentId } from "@mendboard/shared/ids";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Environment } from "../sync/environment.ts";
import { Provider } from "../sync/provider.ts";
import type { ChunkCipher } from "./cipher.ts";
import { SealedDoc } from "./sealed-doc.ts";

export type SyncOptions = {
  /** Where sockets are, without the document: `wss://host/sync`. */
  readonly url: string;
  /** Members, documents or invites of the board changed; read the board again. */
  readonly onBoardChanged: () => void;
  /** For Node, where a socket must carry the cookie itself. */
  readonly WebSocketPolyfill?: typeof WebSocket;
};

export type SyncedCopyOptions = {
  readonly inner: Y.Doc;
  readonly documentId: DocumentId;
  readonly cipher: ChunkCipher;
  readonly access: "write" | "read";
  readonly sync: SyncOptions | null;
  readonly partnerHere: () => boolean;
  readonly environment: Environment;
  readonly onChange: () => void;
  readonly onAcknowledged: (stateVector: Uint8Array) => void;
  readonly onCompactedAsWanted: () => void;
};

/** One outer document with all that hangs on it: its sealing, its socket, and what carries presence. */
export type SyncedCopy = {
  readonly outer: Y.Doc;
  readonly sealed: SealedDoc;
  readonly provider: Provider | null;
  readonly carrier: Awareness;
};

/** @param acknowledged the state vector that the server once confirmed of this outer document, if any */
export function createCopy(
  outer: Y.Doc,
  acknowledged: Uint8Array | null,
  options: SyncedCopyOptions,
): SyncedCopy {
  const { sync, access, environment, onChange } = options;
  const carrier = new Awareness(outer);
  // y-protocols starts as present; nobody is announced before the app says so.
  carrier.setLocalState(null);
  const provider =
    sync === null
      ? null
      : new Provider(outer, {
          ...sync,
          documentId: options.documentId,
          access,
          awareness: carrier,
          acknowledged,
          environment,
          onChange,
          onAcknowledged: options.onAcknowledged,
        });
  const sealed = new SealedDoc({
    inner: options.inner,
    outer,
    cipher: options.cipher,
    access,
    partnerHere: options.partnerHere,
    environment,
    onChange,
    onCompactedAsWanted: options.onCompactedAsWanted,
    link: {
      isSynced: () => provider?.status.state === "synced",
      isUnsent: (client, clock) => provider?.isUnsent(client, clock) ?? true,
      appendLarge: (append) => {
        if (provider === null) append();
        else provider.betweenSockets(append);
      },
    },
  });
  return { outer, sealed, provider, carrier };
}

/** The socket is dropped before this returns; what is not sealed stays unsealed. */
export function destroyCopy(copy: SyncedCopy): void {
  copy.provider?.destroy();
  copy.sealed.destroy();
  // Ends the carrier's interval as well.
  copy.outer.destroy();
}
