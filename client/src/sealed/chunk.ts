import type { BoardId, DocumentId } from "@mendboard/shared/ids";
import { err, ok, type Result } from "@mendboard/shared/result";
import { concat, lp } from "./bytes.ts";
import { encodeBody, parseBody, type Body, type BodyLayout } from "./padded-body.ts";

export type ChunkKind = "update" | "snapshot" | "awareness";

/** Where a chunk belongs. All of it is authenticated: a chunk moved to another place does not open. */
export type ChunkPlace = {
  readonly boardId: BoardId;
  readonly documentId: DocumentId;
  /** 1…65,535. */
  readonly epoch: number;
  /** Does every update and snapshot of this document carry the signature block? True for voices. */
  readonly signatureBlock: boolean;
};

export type OpenedChunk = Body & { readonly kind: ChunkKind };

/**
 * Why a chunk stays closed. `malformed`: not this format. `other-epoch`: sealed under another epoch than this document's.
 * `not-authentic`: another key, another place, or changed on the way. `malformed-body`: sealed by a key holder, but not by these rules.
 */
export type ChunkError = "malformed" | "other-epoch" | "not-authentic" | "malformed-body";

const VERSION = 1;
export const NONCE_BYTES = 12;
const HEADER_BYTES = 4;
const TAG_BYTES = 16;
const KIND_CODES = { update: 1, snapshot: 2, awareness: 3 } as const satisfies { [K in ChunkKind]: number };
const KINDS: ReadonlyMap<number, ChunkKind> = new Map([
  [1, "update"],
  [2, "snapshot"],
  [3, "awareness"],
]);

/**
 * Seal one payload as format 1 (PROTOCOL.md S2).
 *
 * @param nonce 12 random bytes, never used before with this key
 */
export async function sealChunk(
  key: CryptoKey,
  place: ChunkPlace,
  kind: ChunkKind,
  payload: Uint8Array,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = encodeHeader(kind, place.epoch);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: additionalData(place, header) },
    key,
    encodeBody(payload, layoutOf(place, kind)),
  );
  return concat(header, nonce, new Uint8Array(sealed));
}

/** Open a chunk. Total: whatever the bytes are, the answer is a value. */
export async function openChunk(
  key: CryptoKey,
  place: ChunkPlace,
  bytes: Uint8Array,
): Promise<Result<OpenedChunk, ChunkError>> {
  const kind = chunkKind(bytes);
  if (kind === null) return err("malformed");
  // A copy on its own buffer: Yjs hands out views, and WebCrypto takes no shared memory.
  const chunk = new Uint8Array(bytes);
  const header = chunk.subarray(0, HEADER_BYTES);
  if (new DataView(chunk.buffer).getUint16(2) !== place.epoch) return err("other-epoch");
  const body = await decrypt(key, chunk, additionalData(place, header));
  if (body === null) return err("not-authentic");
  const parsed = parseBody(body, layoutOf(place, kind));
  return parsed.ok ? ok({ kind, ...parsed.value }) : parsed;
}

/** What a chunk says it is, or null when it is not a chunk of format 1. A claim until the chunk was opened. */
export function chunkKind(bytes: Uint8Array): ChunkKind | null {
  if (bytes.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) return null;
  return KINDS.get(bytes[1] ?? 0) ?? null;
}

/** The nonce as text: random, so it tells two chunks of one document apart. */
export const chunkName = (bytes: Uint8Array): string =>
  bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES).join(" ");

function encodeHeader(kind: ChunkKind, epoch: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER_BYTES);
  header.set([VERSION, KIND_CODES[kind]]);
  new DataView(header.buffer).setUint16(2, epoch);
  return header;
}

function additionalData(place: ChunkPlace, header: Uint8Array): Uint8Array<ArrayBuffer> {
  const prefix = prefixes.get(place) ?? concat(lp("mendboard/1"), lp(place.boardId), lp(place.documentId));
  prefixes.set(place, prefix);
  return concat(prefix, header);
}

/** The same for every chunk of a place, of which hundreds may be opened at a start. */
const prefixes = new WeakMap<ChunkPlace, Uint8Array>();

const layoutOf = (place: ChunkPlace, kind: ChunkKind): BodyLayout =>
  kind === "awareness"
    ? { padding: 256, signatureBlock: false }
    : { padding: 64, signatureBlock: place.signatureBlock };

async function decrypt(
  key: CryptoKey,
  chunk: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const iv = chunk.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const sealed = chunk.subarray(HEADER_BYTES + NONCE_BYTES);
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: data }, key, sealed),
    );
  } catch {
    // The one failure WebCrypto has here is a tag that does not fit.
    return null;
  }
}
