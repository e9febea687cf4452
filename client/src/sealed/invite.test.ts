import { isBoardId, isDocumentId, isMemberId } from "@mendboard/shared/ids";
import {
  INVITE_CARD_CHARS_MAX,
  INVITE_ENVELOPE_CHARS_MAX,
  NAME_LENGTH_MAX,
  PURPOSE_LENGTH_MAX,
} from "@mendboard/shared/limits";
import { expect, test } from "vitest";
import {
  createInviteSecret,
  deriveInviteKeys,
  inviteSecretText,
  openCard,
  openEnvelope,
  parseInviteSecret,
  sealCard,
  sealEnvelope,
  type InviteCard,
} from "./invite.ts";

const [boardId, otherBoardId] = ["B".repeat(22), "C".repeat(22)];
const [inviterId, jointDocumentId] = ["M".repeat(22), "D".repeat(22)];
if (
  !isBoardId(boardId) ||
  !isBoardId(otherBoardId) ||
  !isMemberId(inviterId) ||
  !isDocumentId(jointDocumentId)
) {
  throw new Error("not ids");
}
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const card: InviteCard = { inviterName: "Maya", purpose: "", counts: { plan: 2, limits: 0, boundaries: 1 } };
const envelope = { boardId, inviterId, epoch: 1, boardSecret: randomBytes(32), jointDocumentId };
const keys = await deriveInviteKeys(randomBytes(32));
const otherKeys = await deriveInviteKeys(randomBytes(32));

test("[S6] what the server is shown comes from the secret by these labels, with an empty salt, for ever", async () => {
  const { auth, authHash } = await deriveInviteKeys(Uint8Array.from({ length: 32 }, (_, at) => at));
  expect(auth).toBe("IGoq2jAZ-wP-A1mMv9-XlxgsltnqJJWbuBikfq9YBis");
  expect(authHash).toBe("rMEqRD8deerKSlRX2SugOk-DsAbMIHlCONdayQ82l9k");
});

test("[S7] card and envelope seal to these texts, for ever", async () => {
  const fixed = await deriveInviteKeys(Uint8Array.from({ length: 32 }, (_, at) => at));
  const nonces = (length: number) => Uint8Array.from({ length }, (_, at) => 0xa0 + at);
  const fixedEnvelope = { ...envelope, boardSecret: new Uint8Array(32) };
  expect(await sealCard(fixed, card, nonces)).toMatchInlineSnapshot(
    `"AaChoqOkpaanqKmqq5yS64oyzqPnK3WJI06z-8prQwbux2IT_p7fK3fs6X8xSsOtvs37exaIOhRD8sb69YL7m0JpXtGIVCSROUAcd5vCEIsowJlfwN1VNVlfSBLCQXuyVY7LnAfChea99dqoGT8rb_TCQLm9DE1HW2U7BaRRBv5fszuZpYgVJfSO5rhG6JZwiVT4zvY2FZ7hXYKNnXPSrsw3NRLdEHYFx4q8vNVpYF498XiuOb2tVhfngw2lwXKAb4DpssaaF466XYe3JfK1nIRnF1zG5MYJPulXFpF8XXXIDS4ElrozCVPwtZGEfXW0Sc_n0VZkU0CsfWe00i8NTrXG0dtKEiFYjYaVRhzSaP_7U1fI6xOu-jPYHXpD"`,
  );
  expect(await sealEnvelope(fixed, fixedEnvelope, nonces)).toMatchInlineSnapshot(
    `"AaChoqOkpaanqKmqq8AI5YUpw_eznnc6b_n_rP9jBL4PWQNmgW0WGDkAPu9ja7knk5l-71kngzEqiS-yDiwMYe9wwga4hQlhhQvIMlQoor2Wc_BrGCHry9suMyyW0DY7ix39gi3FOe1VeScCb4lf7-oYG418aJRlMtzR8lrB3JskS7c9y5oErHcQWIxHSchV6U29sGL6LOD5ewqaDY-YcpF5bge2lJgyL-W8D5QgiWAiyhfS-4jiOZCBcc8hHAIEDSQhduegETCp-EmrkA-bZY_-UoFTP9yi4Qo5yDeC-0x1iROI6PIfHKqEtQ6Cjh-QWzMfkhsYY_YIhxghfiZqkxtvW4TtQQeVxYjwSseK8lOpXVq0K73r6q0kHpek"`,
  );
});

test("[S6] a secret survives its way through a link, and a link that lost a character is seen", () => {
  const secret = createInviteSecret(randomBytes);
  const text = inviteSecretText(secret);
  expect(parseInviteSecret(text)).toEqual(secret);
  expect(parseInviteSecret(text.slice(1))).toBeNull();
  expect(parseInviteSecret(`${text}.`)).toBeNull();
});

test("[S7] the invited person reads the card, and nobody else's link does", async () => {
  const sealed = await sealCard(keys, card, randomBytes);
  expect(await openCard(keys, sealed)).toEqual({ ok: true, value: card });
  expect(await openCard(otherKeys, sealed)).toEqual({ ok: false, error: "not-authentic" });
});

test("[S7] the envelope of one board does not open another", async () => {
  const sealed = await sealEnvelope(keys, envelope, randomBytes);
  expect(await openEnvelope(keys, sealed, boardId)).toEqual({ ok: true, value: envelope });
  expect(await openEnvelope(keys, sealed, otherBoardId)).toEqual({ ok: false, error: "other-board" });
});

test("[S7] a card is no envelope, though both come from one secret", async () => {
  const sealed = await sealCard(keys, card, randomBytes);
  expect(await openEnvelope(keys, sealed, boardId)).toEqual({ ok: false, error: "not-authentic" });
});

test("[S7] any text is answered with a value", async () => {
  const sealed = await sealCard(keys, card, randomBytes);
  for (const text of [
    "",
    "a",
    "abcde",
    "AQ",
    "é",
    sealed.slice(0, -4),
    `B${sealed.slice(1)}`,
    `${sealed}=`,
  ]) {
    expect((await openCard(keys, text)).ok, text).toBe(false);
  }
});

test("[S7] a card of a newer app opens: what is not known is passed over", async () => {
  const newer = { ...card, routines: 3 };
  expect(await openCard(keys, await sealCard(keys, newer, randomBytes))).toEqual({ ok: true, value: card });
});

test("[S7] a card with a name longer than names are is malformed", async () => {
  const long = { ...card, inviterName: "x".repeat(NAME_LENGTH_MAX + 1) };
  expect(await openCard(keys, await sealCard(keys, long, randomBytes))).toEqual({
    ok: false,
    error: "malformed",
  });
});

test("the longest card and envelope fit what the server takes", async () => {
  const longest = {
    ...card,
    inviterName: "語".repeat(NAME_LENGTH_MAX),
    purpose: "語".repeat(PURPOSE_LENGTH_MAX),
  };
  expect((await sealCard(keys, longest, randomBytes)).length).toBeLessThanOrEqual(INVITE_CARD_CHARS_MAX);
  expect((await sealEnvelope(keys, envelope, randomBytes)).length).toBeLessThanOrEqual(
    INVITE_ENVELOPE_CHARS_MAX,
  );
});
