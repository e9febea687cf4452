import { err, ok, type Result } from "@mendboard/shared/result";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";

/** `client, from, to` (clocks, `to` exclusive), one triple after another: cheap to keep and to send between threads. */
export type Ranges = readonly number[];

/** What an update would bring, without its content. */
export type Inspection = {
  /** One run of consecutive clocks a client. */
  readonly structs: Ranges;
  readonly deletes: Ranges;
};

/**
 * `malformed`: no honest outer document writes this. `gap`: it builds on something it does not bring, which happens to
 * honest clients after a lost message. `too-many-parts`: not looked at to the end.
 */
export type InspectionError =
  | { readonly tag: "malformed"; readonly why: string }
  | { readonly tag: "gap" }
  | { readonly tag: "too-many-parts" };

/**
 * Decodes a whole update and tells what is in it, or why it must not be stored (PROTOCOL.md W4). What passes can be
 * merged, diffed and applied without ever throwing or waiting for another update, once its first clocks are known.
 *
 * @param partsMax structs and deletions to read before giving up: two bytes can hold one, and decoding it costs 0.1 µs
 */
export function inspectUpdate(update: Uint8Array, partsMax: number): Result<Inspection, InspectionError> {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  meter.partsLeft = partsMax;
  try {
    decoded = Y.decodeUpdateV2(update, MeteredDecoder);
  } catch {
    // Yjs and lib0 throw on every kind of foreign or cut bytes; all of them mean this one thing.
    return meter.partsLeft < 0 ? err({ tag: "too-many-parts" }) : malformed("it cannot be decoded");
  }
  if (meter.decoder === null || decoding.hasContent(meter.decoder)) return malformed("bytes are left over");
  const structs = inspectStructs(decoded.structs);
  return structs.ok ? inspectDeletes(structs.value, decoded.ds) : structs;
}

/**
 * `Y.decodeUpdate` keeps its decoder to itself, and makes it of a class: so what is to be known of the one decoding under
 * way stands here. A class of its own for each update would cost more than the decoding.
 */
const meter: { partsLeft: number; decoder: decoding.Decoder | null } = { partsLeft: 0, decoder: null };

class MeteredDecoder extends Y.UpdateDecoderV1 {
  constructor(decoder: decoding.Decoder) {
    super(decoder);
    meter.decoder = decoder;
  }

  override readInfo(): number {
    countPart();
    return super.readInfo();
  }

  override readDsLen(): number {
    countPart();
    return super.readDsLen();
  }
}

function countPart(): void {
  meter.partsLeft -= 1;
  if (meter.partsLeft < 0) throw new RangeError("too many parts");
}

function inspectStructs(structs: readonly (Y.Item | Y.GC | Y.Skip)[]): Result<number[], InspectionError> {
  const runs: number[] = [];
  const seen = new Set<number>();
  let client = -1;
  let next = 0;
  for (const struct of structs) {
    const { id, length } = struct;
    if (length < 1 || !Number.isSafeInteger(id.clock + length))
      return malformed("a struct has no proper length");
    // What a client writes when it waits for something itself: a gap in so many words.
    if (struct instanceof Y.Skip) return gap;
    if (struct instanceof Y.Item && !isOwnAndEarlier(struct))
      return malformed("an item builds on a foreign or later one");
    if (id.client !== client) {
      if (seen.has(id.client)) return malformed("a client comes twice");
      seen.add(id.client);
      client = id.client;
      runs.push(client, id.clock, id.clock + length);
    } else if (id.clock === next) {
      runs[runs.length - 1] = id.clock + length;
    } else {
      return gap;
    }
    next = id.clock + length;
  }
  return ok(runs);
}

/** An outer document's client writes into its own array alone, and only ever names what it has written before. */
function isOwnAndEarlier(item: Y.Item): boolean {
  const { id, origin, rightOrigin } = item;
  const parent: unknown = item.parent;
  const isEarlier = (named: Y.ID) => named.client === id.client && named.clock < id.clock;
  if (origin !== null && !isEarlier(origin)) return false;
  if (rightOrigin !== null && !isEarlier(rightOrigin)) return false;
  return !(parent instanceof Y.ID) || isEarlier(parent);
}

function inspectDeletes(
  structs: number[],
  deleted: ReturnType<typeof Y.createDeleteSet>,
): Result<Inspection, InspectionError> {
  const deletes: number[] = [];
  for (const [client, ranges] of deleted.clients) {
    for (const { clock, len } of ranges) {
      if (len < 1 || !Number.isSafeInteger(clock + len)) return malformed("a deletion has no proper length");
      deletes.push(client, clock, clock + len);
    }
  }
  return ok({ structs, deletes });
}

const malformed = (why: string) => err({ tag: "malformed", why } as const);
const gap = err({ tag: "gap" } as const);
