/** The two length-prefixed texts that every label, additional datum and digest of format 1 is made of (PROTOCOL.md S1). */
const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** LP: length as u16 big-endian, then UTF-8. A longer text is a bug: ids and labels are short. */
export function lp(text: string): Uint8Array<ArrayBuffer> {
  const body = utf8(text);
  if (body.length > 0xffff) throw new RangeError("LP takes at most 65,535 bytes");
  const bytes = new Uint8Array(2 + body.length);
  new DataView(bytes.buffer).setUint16(0, body.length);
  bytes.set(body, 2);
  return bytes;
}

/** LP32: length as u32 big-endian, then UTF-8; for what people write. */
export function lp32(text: string): Uint8Array<ArrayBuffer> {
  const body = utf8(text);
  const bytes = new Uint8Array(4 + body.length);
  new DataView(bytes.buffer).setUint32(0, body.length);
  bytes.set(body, 4);
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
