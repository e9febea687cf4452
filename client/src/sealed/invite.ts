import { BoardIdSchema, DocumentIdSchema, MemberIdSchema } from "@mendboard/shared/http";
import type { BoardId } from "@mendboard/shared/ids";
import { NAME_LENGTH_MAX, PURPOSE_LENGTH_MAX } from "@mendboard/shared/limits";
import { err, ok, type Result } from "@mendboard/shared/result";
import { fromBase64UrlEncoded, toBase64UrlEncoded } from "lib0/buffer";
import * as v from "valibot";
import { concat, lp, utf8 } from "./bytes.ts";
import { NONCE_BYTES } from "./chunk.ts";
import { deriveBytes, deriveSealingKey, ROOT_KEY_BYTES } from "./keys.ts";
import { encodeBody, parseBody, type BodyLayout } from "./padded-body.ts";

/** 32 random bytes, used once; they travel in the link's fragment and nowhere else (PROTOCOL.md S6). */
export type InviteSecret = Uint8Array<ArrayBuffer>;

export type InviteKeys = {
  /** Shown to the server to look and to claim; base64url of 32 bytes. */
  readonly auth: string;
  /** What the server keeps: SHA-256 of the auth bytes, base64url. It can check a claim and can not make one. */
  readonly authHash: string;
  readonly cardKey: CryptoKey;
  readonly wrapKey: CryptoKey;
};

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const SecretSchema = v.pipe(v.string(), v.regex(/^[\w-]{43}$/), v.transform(bytesOf));

/** What the invited person sees before anything is used up. Fields of a later app are passed over. */
export const InviteCardSchema = v.object({
  inviterName: v.pipe(v.string(), v.maxLength(NAME_LENGTH_MAX)),
  purpose: v.pipe(v.string(), v.maxLength(PURPOSE_LENGTH_MAX)),
  /** How many things are there to be seen. */
  counts: v.object({ plan: count, limits: count, boundaries: count }),
});
export type InviteCard = v.InferOutput<typeof InviteCardSchema>;

/** What makes a joiner's device able to read the board. Fields of a later app (keys, heads) are passed over. */
const InviteEnvelopeSchema = v.object({
  boardId: BoardIdSchema,
  inviterId: MemberIdSchema,
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff)),
  boardSecret: SecretSchema,
  jointDocumentId: DocumentIdSchema,
});
export type InviteEnvelope = v.InferOutput<typeof InviteEnvelopeSchema>;

/** `not-authentic`: sealed by another link. `malformed`: opened, but not what this app understands. */
export type InviteError = "not-authentic" | "malformed";

/** The secret as it stands in the link's fragment: 43 characters. */
export const inviteSecretText = (secret: InviteSecret): string => toBase64UrlEncoded(secret);

/** The reverse; null for a link that lost or gained characters on its way. */
export const parseInviteSecret = (text: string): InviteSecret | null =>
  /^[\w-]{43}$/.test(text) ? bytesOf(text) : null;

export const createInviteSecret = (randomBytes: (length: number) => Uint8Array<ArrayBuffer>): InviteSecret =>
  randomBytes(ROOT_KEY_BYTES);

/** The salt is empty: somebody who opens a link knows the secret and not yet the board. */
export async function deriveInviteKeys(secret: InviteSecret): Promise<InviteKeys> {
  const salt = new Uint8Array();
  const [auth, cardKey, wrapKey] = await Promise.all([
    deriveBytes(secret, salt, LABELS.auth),
    deriveSealingKey(secret, salt, LABELS.card),
    deriveSealingKey(secret, salt, LABELS.wrap),
  ]);
  const authHash = new Uint8Array(await crypto.subtle.digest("SHA-256", auth));
  return { auth: toBase64UrlEncoded(auth), authHash: toBase64UrlEncoded(authHash), cardKey, wrapKey };
}

type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** @returns base64url, at most {@link INVITE_CARD_CHARS_MAX} characters for any card that keeps the limits of its fields */
export const sealCard = (keys: InviteKeys, card: InviteCard, randomBytes: RandomBytes): Promise<string> =>
  sealJson(keys.cardKey, LABELS.card, card, randomBytes);

export const openCard = (keys: InviteKeys, text: string): Promise<Result<InviteCard, InviteError>> =>
  openJson(keys.cardKey, LABELS.card, text, InviteCardSchema);

export const sealEnvelope = (
  keys: InviteKeys,
  envelope: InviteEnvelope,
  randomBytes: RandomBytes,
): Promise<string> => {
  const boardSecret = toBase64UrlEncoded(envelope.boardSecret);
  return sealJson(keys.wrapKey, LABELS.wrap, { ...envelope, boardSecret }, randomBytes);
};

/**
 * Open what a claim gave.
 *
 * @param boardId the board that the server says was joined; an envelope that names another one is `other-board`
 */
export async function openEnvelope(
  keys: InviteKeys,
  text: string,
  boardId: BoardId,
): Promise<Result<InviteEnvelope, InviteError | "other-board">> {
  const opened = await openJson(keys.wrapKey, LABELS.wrap, text, InviteEnvelopeSchema);
  return opened.ok && opened.value.boardId !== boardId ? err("other-board") : opened;
}

const LABELS = {
  auth: "mendboard/1/invite/auth",
  card: "mendboard/1/invite/card",
  wrap: "mendboard/1/invite/wrap",
} as const;

const VERSION = 1;
/** Wide steps: the length of a name or a sentence stays hidden. */
const LAYOUT: BodyLayout = { padding: 256, signatureBlock: false };

/** `ver u8=1 | nonce[12] | AES-256-GCM(body) ‖ tag`, additional data `LP(label) ver`, in base64url (PROTOCOL.md S7). */
async function sealJson(
  key: CryptoKey,
  label: string,
  json: object,
  randomBytes: RandomBytes,
): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  const body = encodeBody(utf8(JSON.stringify(json)), LAYOUT);
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData: concat(lp(label), Uint8Array.of(VERSION)) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, body));
  return toBase64UrlEncoded(concat(Uint8Array.of(VERSION), nonce, sealed));
}

async function openJson<Schema extends v.GenericSchema>(
  key: CryptoKey,
  label: string,
  text: string,
  schema: Schema,
): Promise<Result<v.InferOutput<Schema>, InviteError>> {
  // One character over a multiple of four is no base64, and the browser's decoder throws at it.
  const bytes = /^[\w-]+$/.test(text) && text.length % 4 !== 1 ? bytesOf(text) : new Uint8Array();
  if (bytes[0] !== VERSION || bytes.length < 1 + NONCE_BYTES) return err("malformed");
  const iv = bytes.subarray(1, 1 + NONCE_BYTES);
  const algorithm = { name: "AES-GCM", iv, additionalData: concat(lp(label), Uint8Array.of(VERSION)) };
  let body: ArrayBuffer;
  try {
    body = await crypto.subtle.decrypt(algorithm, key, bytes.subarray(1 + NONCE_BYTES));
  } catch {
    // The one failure WebCrypto has here is a tag that does not fit.
    return err("not-authentic");
  }
  const parsed = parseBody(new Uint8Array(body), LAYOUT);
  const json = parsed.ok
    ? v.safeParse(v.pipe(v.string(), v.parseJson(), schema), decode(parsed.value.payload))
    : null;
  return json?.success ? ok(json.output) : err("malformed");
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** On its own buffer, as WebCrypto wants it. */
function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(fromBase64UrlEncoded(base64url));
}
