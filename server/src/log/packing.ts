import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** The updates one room received within one group commit, numbered up to `seq`; they become one row. */
export type Pack = { readonly room: number; readonly seq: number; readonly updates: readonly Uint8Array[] };

/** Where a pack lies in the bytes of its batch. */
export type PackedRow = {
  readonly room: number;
  readonly seq: number;
  readonly start: number;
  readonly end: number;
};

/** A length is at most four bytes up to 256 MiB. */
const LENGTH_BYTES_MAX = 4;

/** All packs of one commit in one block of memory: it moves to the storage thread without being copied again. */
export function packRows(packs: Iterable<Pack>, updateBytes: number, updateCount: number) {
  const encoder = encoding.createEncoder();
  encoder.cbuf = new Uint8Array(updateBytes + updateCount * LENGTH_BYTES_MAX);
  const rows: PackedRow[] = [];
  for (const { room, seq, updates } of packs) {
    const start = encoding.length(encoder);
    for (const update of updates) encoding.writeVarUint8Array(encoder, update);
    rows.push({ room, seq, start, end: encoding.length(encoder) });
  }
  return { rows, bytes: encoding.toUint8Array(encoder) };
}

/** The updates of one row, in order; views on `row`, not copies. */
export function unpackRow(row: Uint8Array): Uint8Array[] {
  const decoder = decoding.createDecoder(row);
  const updates: Uint8Array[] = [];
  while (decoding.hasContent(decoder)) updates.push(decoding.readVarUint8Array(decoder));
  return updates;
}
