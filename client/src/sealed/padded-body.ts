import { err, ok, type Result } from "@mendboard/shared/result";

/** keyId[8] and an ECDSA P-256 signature[64]; all zeros until voices are signed (PROTOCOL.md S4). */
export const SIGNATURE_BLOCK_BYTES = 72;

export type BodyLayout = {
  /** The body fills up to a multiple of this, so that the length of a word does not show. */
  readonly padding: number;
  readonly signatureBlock: boolean;
};

export type Body = {
  readonly payload: Uint8Array<ArrayBuffer>;
  /** Null where the layout has none. */
  readonly signatureBlock: Uint8Array<ArrayBuffer> | null;
};

/** `len u32 | payload | [signature block, zeros for now] | zero padding` (PROTOCOL.md S3). */
export function encodeBody(payload: Uint8Array, layout: BodyLayout): Uint8Array<ArrayBuffer> {
  const content = 4 + payload.length + (layout.signatureBlock ? SIGNATURE_BLOCK_BYTES : 0);
  const body = new Uint8Array(Math.ceil(content / layout.padding) * layout.padding);
  new DataView(body.buffer).setUint32(0, payload.length);
  body.set(payload, 4);
  return body;
}

/** The reverse. Total: a body that `encodeBody` could not have made, padding included, is an error value. */
export function parseBody(body: Uint8Array<ArrayBuffer>, layout: BodyLayout): Result<Body, "malformed-body"> {
  if (body.length < 4) return err("malformed-body");
  const payloadEnd = 4 + new DataView(body.buffer, body.byteOffset, body.length).getUint32(0);
  const contentEnd = payloadEnd + (layout.signatureBlock ? SIGNATURE_BLOCK_BYTES : 0);
  if (body.length !== Math.ceil(contentEnd / layout.padding) * layout.padding) return err("malformed-body");
  if (body.subarray(contentEnd).some((byte) => byte !== 0)) return err("malformed-body");
  return ok({
    payload: body.subarray(4, payloadEnd),
    signatureBlock: layout.signatureBlock ? body.subarray(payloadEnd, contentEnd) : null,
  });
}
