import { isBoardId, isDocumentId } from "@mendboard/shared/ids";
import fc from "fast-check";
import { toHexString } from "lib0/buffer";
import { describe, expect, test } from "vitest";
import { openChunk, sealChunk, type ChunkKind, type ChunkPlace } from "./chunk.ts";
import { deriveDocumentKeys, type DocumentKeys } from "./keys.ts";

const boardId = "B".repeat(22);
const documentId = "D".repeat(22);
if (!isBoardId(boardId) || !isDocumentId(documentId)) throw new Error("not ids");
const place: ChunkPlace = { boardId, documentId, epoch: 0x0102, signatureBlock: false };
const signedPlace: ChunkPlace = { ...place, signatureBlock: true };
const root = Uint8Array.from({ length: 32 }, (_, at) => at);
const nonce = Uint8Array.from({ length: 12 }, (_, at) => 0xa0 + at);
const payload = Uint8Array.of(1, 2, 3, 4, 5);

const keys: DocumentKeys = await deriveDocumentKeys(root, place);
const seal = async (kind: ChunkKind, where = place, content: Uint8Array = payload) =>
  sealChunk(kind === "awareness" ? keys.awareness : keys.document, where, kind, content, nonce);

/**
 * Made once by another implementation (node:crypto, from the text of PROTOCOL.md alone). A change here is a new format:
 * what lies sealed on people's devices must open for ever. They freeze the key labels too.
 */
const GOLDEN = {
  update:
    "01010102a0a1a2a3a4a5a6a7a8a9aaabe5160f7ea1836fd51a43faf4e8052c35e7adf986eb64d6458b0e251d35cb5e3f90e8be9a2a2d068a6d51c23b7f38bc4043730f28afe63acc85dcd24bac3219f87013fd424139a652359a023a384a5e74",
  snapshot:
    "01020102a0a1a2a3a4a5a6a7a8a9aaabe5160f7ea1836fd51a43faf4e8052c35e7adf986eb64d6458b0e251d35cb5e3f90e8be9a2a2d068a6d51c23b7f38bc4043730f28afe63acc85dcd24bac3219f8685a3b5affa519f0020f57774494aadd",
  withSignatureBlock:
    "01010102a0a1a2a3a4a5a6a7a8a9aaabe5160f7ea1836fd51a43faf4e8052c35e7adf986eb64d6458b0e251d35cb5e3f90e8be9a2a2d068a6d51c23b7f38bc4043730f28afe63acc85dcd24bac3219f865beff3607cc4f4fc10ff900177b0d1db69e7cdc7cd241e336eb16cd22b08ee9b34e8a6c51b89f71243e03895efae9d5320a4e6e01ca21be58569f51aaa7b8e8311dc1b57cf253c3a0dde8eb1cbfd431",
  awarenessSha256: "85b67575778df58d0169c189a04ab1cc00881df917d901213bc7eddd73a86c6c",
};

describe("[S2] format 1", () => {
  test("[S2 S3 S5] an update is sealed to these bytes, for ever", async () => {
    expect(toHexString(await seal("update"))).toBe(GOLDEN.update);
  });

  test("[S2] a snapshot differs from an update in its kind, and so in its tag", async () => {
    expect(toHexString(await seal("snapshot"))).toBe(GOLDEN.snapshot);
  });

  test("[S4] a voice's chunk carries 72 zero bytes after its payload", async () => {
    expect(toHexString(await seal("update", signedPlace))).toBe(GOLDEN.withSignatureBlock);
    const opened = await openChunk(keys.document, signedPlace, await seal("update", signedPlace));
    expect(opened).toEqual({
      ok: true,
      value: { kind: "update", payload, signatureBlock: new Uint8Array(72) },
    });
  });

  test("[S2 S5] presence is sealed under its own key, without a signature block, to 288 bytes", async () => {
    const chunk = await seal("awareness", signedPlace);
    expect(chunk).toHaveLength(288);
    expect(toHexString(new Uint8Array(await crypto.subtle.digest("SHA-256", chunk)))).toBe(
      GOLDEN.awarenessSha256,
    );
  });

  test("[S3] lengths come in steps of 64, so a chunk does not tell how long a word is", async () => {
    const lengths = await Promise.all(
      [0, 1, 60, 61, 124, 125].map(
        async (length) => (await seal("update", place, new Uint8Array(length))).length,
      ),
    );
    expect(lengths).toEqual([96, 96, 96, 160, 160, 224]);
  });

  test("every payload comes back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.boolean(),
        fc.constantFrom("update" as const, "snapshot" as const),
        async (content, signatureBlock, kind) => {
          const where = { ...place, signatureBlock };
          const opened = await openChunk(keys.document, where, await seal(kind, where, content));
          expect(opened).toMatchObject({ ok: true, value: { kind, payload: content } });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("opening is total", () => {
  test("any bytes are answered with a value", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await openChunk(keys.document, place, bytes)).ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test("a chunk with one bit turned over does not open, whichever bit it is", async () => {
    const chunk = await seal("update");
    for (const at of chunk.keys()) {
      const changed = chunk.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await openChunk(keys.document, place, changed)).ok, `byte ${at}`).toBe(false);
    }
  });

  test("a cut chunk does not open, wherever it is cut", async () => {
    const chunk = await seal("update");
    for (const length of chunk.keys()) {
      expect((await openChunk(keys.document, place, chunk.slice(0, length))).ok, `${length} bytes`).toBe(
        false,
      );
    }
  });

  test("[S2] another version or kind is malformed, another epoch is told apart, a wrong key is not authentic", async () => {
    const chunk = await seal("update");
    const withByte = (at: number, value: number) => chunk.with(at, value);
    const other = await deriveDocumentKeys(new Uint8Array(32), place);
    expect(await openChunk(keys.document, place, withByte(0, 2))).toEqual({ ok: false, error: "malformed" });
    expect(await openChunk(keys.document, place, withByte(1, 4))).toEqual({ ok: false, error: "malformed" });
    expect(await openChunk(keys.document, place, withByte(3, 3))).toEqual({
      ok: false,
      error: "other-epoch",
    });
    expect(await openChunk(other.document, place, chunk)).toEqual({ ok: false, error: "not-authentic" });
  });

  test("[S2] a chunk moved to another document, board or kind does not open", async () => {
    const otherBoard = "C".repeat(22);
    const otherDocument = "E".repeat(22);
    if (!isBoardId(otherBoard) || !isDocumentId(otherDocument)) throw new Error("not ids");
    const chunk = await seal("update");
    for (const [where, bytes] of [
      [{ ...place, boardId: otherBoard }, chunk],
      [{ ...place, documentId: otherDocument }, chunk],
      [place, chunk.with(1, 2)],
    ] as const) {
      expect(await openChunk(keys.document, where, bytes)).toEqual({ ok: false, error: "not-authentic" });
    }
  });

  test("[S4] a document with the signature block does not take a chunk without it", async () => {
    // 60 bytes of payload leave no padding in which a block could hide.
    const chunk = await seal("update", place, new Uint8Array(60).fill(7));
    expect(await openChunk(keys.document, signedPlace, chunk)).toEqual({
      ok: false,
      error: "malformed-body",
    });
  });
});
