import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeFrame, type Frame, parseFrame } from "./frames.ts";
import { CLOSE, MESSAGE, PROTOCOL_VERSION, SYNC_MESSAGE } from "./protocol.ts";

const bytes = fc.uint8Array({ maxLength: 300 });

const anyFrame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ type: fc.constant("sync-step-1" as const), stateVector: bytes }),
  fc.record({ type: fc.constantFrom("sync-step-2" as const, "update" as const), update: bytes }),
  fc.record({ type: fc.constant("awareness" as const), update: bytes }),
  fc.record({ type: fc.constant("query-awareness" as const) }),
  fc.record({ type: fc.constant("saved" as const), counter: fc.nat({ max: Number.MAX_SAFE_INTEGER }) }),
  fc.record({ type: fc.constant("board-changed" as const) }),
);

test("[W2] what one side encodes, the other parses to the same frame", () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      expect(parseFrame(encodeFrame(frame))).toEqual({ ok: true, value: frame });
    }),
  );
});

test("[W2] any bytes at all are a frame or an error value, never a throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
      expect(typeof parseFrame(noise).ok).toBe("boolean");
    }),
    { numRuns: 2_000 },
  );
});

test("[W2] a frame cut anywhere, or with a byte left over, is malformed", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat(), (frame, at) => {
      const whole = encodeFrame(frame);
      const cut = whole.subarray(0, at % whole.length);
      expect(parseFrame(cut)).toMatchObject({ ok: false, error: { tag: "malformed-frame" } });
      expect(parseFrame(new Uint8Array([...whole, 0]))).toMatchObject({ ok: false });
    }),
  );
});

test("[W2] a message type nobody gave a meaning is named in the error", () => {
  expect(parseFrame(new Uint8Array([MESSAGE.auth]))).toEqual({
    ok: false,
    error: { tag: "unknown-message", message: MESSAGE.auth },
  });
  expect(parseFrame(new Uint8Array([MESSAGE.sync, 3]))).toEqual({
    ok: false,
    error: { tag: "unknown-message", message: 3 },
  });
});

test("the numbers on the wire change only together with the protocol's version", () => {
  expect({ PROTOCOL_VERSION, MESSAGE, SYNC_MESSAGE, CLOSE }).toEqual({
    PROTOCOL_VERSION: 1,
    MESSAGE: { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, saved: 102, boardChanged: 103 },
    SYNC_MESSAGE: { step1: 0, step2: 1, update: 2 },
    CLOSE: {
      restart: 1012,
      tryLater: 1013,
      malformed: 4400,
      noSeat: 4401,
      notAllowed: 4403,
      noDocument: 4404,
      newerGeneration: 4410,
      tooLarge: 4413,
      cannotMerge: 4422,
      protocolTooOld: 4426,
    },
  });
});
