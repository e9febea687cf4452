import type { Result } from "@mendboard/shared/result";
import {
  NONCE_BYTES,
  openChunk,
  sealChunk,
  type ChunkError,
  type ChunkKind,
  type ChunkPlace,
  type OpenedChunk,
} from "./chunk.ts";

/** One key in one place: what the rest of sealing needs of cryptography. */
export type ChunkCipher = {
  readonly seal: (kind: ChunkKind, payload: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>;
  readonly open: (chunk: Uint8Array) => Promise<Result<OpenedChunk, ChunkError>>;
};

export const createCipher = (
  key: CryptoKey,
  place: ChunkPlace,
  randomBytes: (length: number) => Uint8Array<ArrayBuffer>,
): ChunkCipher => ({
  seal: (kind, payload) => sealChunk(key, place, kind, payload, randomBytes(NONCE_BYTES)),
  open: (chunk) => openChunk(key, place, chunk),
});
