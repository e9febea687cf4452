import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MESSAGE, SYNC_MESSAGE } from "./protocol.ts";
import { err, ok, type Result } from "./result.ts";

/** Everything that either side may say on a socket. Updates are Yjs updates v1 of the sealed (outer) document. */
export type Frame =
  | { readonly type: "sync-step-1"; readonly stateVector: Uint8Array }
  | { readonly type: "sync-step-2"; readonly update: Uint8Array }
  | { readonly type: "update"; readonly update: Uint8Array }
  | { readonly type: "awareness"; readonly update: Uint8Array }
  | { readonly type: "query-awareness" }
  | { readonly type: "saved"; readonly counter: number }
  | { readonly type: "board-changed" };

export type FrameError =
  | { readonly tag: "malformed-frame" }
  | { readonly tag: "unknown-message"; readonly message: number };

/** Bytes to a frame. Total: cut, overlong or foreign bytes are an error value, never a throw (W2). */
export function parseFrame(bytes: Uint8Array): Result<Frame, FrameError> {
  try {
    const decoder = decoding.createDecoder(bytes);
    const frame = readFrame(decoder);
    return frame.ok && decoding.hasContent(decoder) ? err({ tag: "malformed-frame" }) : frame;
  } catch {
    // lib0 throws on every read past the end; that is the one error this format has.
    return err({ tag: "malformed-frame" });
  }
}

function readFrame(decoder: decoding.Decoder): Result<Frame, FrameError> {
  const message = decoding.readVarUint(decoder);
  switch (message) {
    case MESSAGE.sync:
      return readSyncFrame(decoder);
    case MESSAGE.awareness:
      return ok({ type: "awareness", update: decoding.readVarUint8Array(decoder) });
    case MESSAGE.queryAwareness:
      return ok({ type: "query-awareness" });
    case MESSAGE.saved:
      return ok({ type: "saved", counter: decoding.readVarUint(decoder) });
    case MESSAGE.boardChanged:
      return ok({ type: "board-changed" });
    default:
      return err({ tag: "unknown-message", message });
  }
}

function readSyncFrame(decoder: decoding.Decoder): Result<Frame, FrameError> {
  const message = decoding.readVarUint(decoder);
  switch (message) {
    case SYNC_MESSAGE.step1:
      return ok({ type: "sync-step-1", stateVector: decoding.readVarUint8Array(decoder) });
    case SYNC_MESSAGE.step2:
      return ok({ type: "sync-step-2", update: decoding.readVarUint8Array(decoder) });
    case SYNC_MESSAGE.update:
      return ok({ type: "update", update: decoding.readVarUint8Array(decoder) });
    default:
      return err({ tag: "unknown-message", message });
  }
}

/** A frame to bytes; `parseFrame` gives it back. */
export function encodeFrame(frame: Frame): Uint8Array {
  return encoding.encode((encoder) => {
    switch (frame.type) {
      case "sync-step-1":
        return writeSync(encoder, SYNC_MESSAGE.step1, frame.stateVector);
      case "sync-step-2":
        return writeSync(encoder, SYNC_MESSAGE.step2, frame.update);
      case "update":
        return writeSync(encoder, SYNC_MESSAGE.update, frame.update);
      case "awareness":
        encoding.writeVarUint(encoder, MESSAGE.awareness);
        return encoding.writeVarUint8Array(encoder, frame.update);
      case "query-awareness":
        return encoding.writeVarUint(encoder, MESSAGE.queryAwareness);
      case "saved":
        encoding.writeVarUint(encoder, MESSAGE.saved);
        return encoding.writeVarUint(encoder, frame.counter);
      case "board-changed":
        return encoding.writeVarUint(encoder, MESSAGE.boardChanged);
    }
  });
}

function writeSync(encoder: encoding.Encoder, message: number, body: Uint8Array): void {
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, message);
  encoding.writeVarUint8Array(encoder, body);
}
