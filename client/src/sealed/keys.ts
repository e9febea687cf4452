import type { BoardId, DocumentId } from "@mendboard/shared/ids";
import { utf8 } from "./bytes.ts";

export const ROOT_KEY_BYTES = 32;

export type DocumentKeys = {
  readonly document: CryptoKey;
  readonly awareness: CryptoKey;
};

/**
 * The keys of one document in one epoch, from a root of 32 random bytes (PROTOCOL.md S5). They seal and open, and
 * WebCrypto gives their bytes to nobody.
 *
 * @param rootKey the board's secret of that epoch, or the member's own for private documents
 */
export async function deriveDocumentKeys(
  rootKey: Uint8Array<ArrayBuffer>,
  place: { readonly boardId: BoardId; readonly documentId: DocumentId; readonly epoch: number },
): Promise<DocumentKeys> {
  const label = `mendboard/1/doc/${place.documentId}/epoch/${place.epoch}`;
  const salt = utf8(place.boardId);
  const [document, awareness] = await Promise.all([
    deriveSealingKey(rootKey, salt, label),
    deriveSealingKey(rootKey, salt, `${label}/aware`),
  ]);
  return { document, awareness };
}

/** HKDF-SHA-256 to an AES-256-GCM key. */
export async function deriveSealingKey(
  rootKey: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  label: string,
): Promise<CryptoKey> {
  const root = await importRoot(rootKey);
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: utf8(label) };
  return crypto.subtle.deriveKey(derivation, root, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}

/** HKDF-SHA-256 to 32 bytes that may be shown to the server. */
export async function deriveBytes(
  rootKey: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  label: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: utf8(label) };
  return new Uint8Array(await crypto.subtle.deriveBits(derivation, await importRoot(rootKey), 256));
}

function importRoot(rootKey: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  if (rootKey.length !== ROOT_KEY_BYTES) throw new RangeError("a root key has 32 bytes");
  return crypto.subtle.importKey("raw", rootKey, "HKDF", false, ["deriveKey", "deriveBits"]);
}
