import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeBody, parseBody } from "./padded-body.ts";

const layout = { padding: 64, signatureBlock: false };

test("[S3] a body is its length, its payload, and zeros up to the next step", () => {
  const body = encodeBody(Uint8Array.of(9, 8), layout);
  expect([...body.subarray(0, 8)]).toEqual([0, 0, 0, 2, 9, 8, 0, 0]);
  expect(body).toHaveLength(64);
});

test("[S3] only what encodeBody makes is taken: any other bytes are an error value", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 0, maxLength: 300 }), fc.boolean(), (bytes, signatureBlock) => {
      const shape = { padding: 64, signatureBlock };
      const parsed = parseBody(new Uint8Array(bytes), shape);
      if (parsed.ok) expect(bytes).toEqual(encodeBody(parsed.value.payload, shape));
    }),
    { numRuns: 500 },
  );
});

test("[S3] a length beyond the body, a padding that is not zero and a step too many are malformed", () => {
  const body = encodeBody(Uint8Array.of(9, 8), layout);
  expect(parseBody(body.with(0, 255), layout).ok).toBe(false);
  expect(parseBody(body.with(63, 1), layout).ok).toBe(false);
  expect(parseBody(new Uint8Array(128), layout).ok).toBe(false);
  expect(parseBody(new Uint8Array(3), layout).ok).toBe(false);
});
