import type { Board } from "@mendboard/shared/http";
import { INVITE_HOURS_MAX } from "@mendboard/shared/limits";
import { ok, type Result } from "@mendboard/shared/result";
import { type ApiError, createInvite } from "../api/api.ts";
import {
  createInviteSecret,
  deriveInviteKeys,
  type InviteCard,
  inviteSecretText,
  sealCard,
  sealEnvelope,
} from "../sealed/invite.ts";
import type { MadeInvite } from "./board.ts";
import { JOIN_PATH } from "./join-path.ts";
import type { BoardKeys } from "./keychain.ts";
import { randomBytes } from "./random-bytes.ts";

/** A link for one person: its secret is made here, shown once, and stored nowhere. */
export async function makeInvite(
  keys: BoardKeys,
  board: Board,
  card: InviteCard,
): Promise<Result<MadeInvite, ApiError>> {
  const secret = createInviteSecret(randomBytes);
  const inviteKeys = await deriveInviteKeys(secret);
  const joint = board.documents.find((info) => info.kind === "joint");
  if (joint === undefined) throw new Error("the board names no joint document");
  const envelope = {
    boardId: keys.boardId,
    inviterId: board.me,
    epoch: joint.epoch,
    boardSecret: keys.boardSecret,
    jointDocumentId: joint.documentId,
  };
  const made = await createInvite(keys.boardId, {
    role: "partner",
    authHash: inviteKeys.authHash,
    card: await sealCard(inviteKeys, card, randomBytes),
    envelope: await sealEnvelope(inviteKeys, envelope, randomBytes),
    expiresInHours: INVITE_HOURS_MAX,
  });
  return made.ok
    ? ok({ invite: made.value, link: `${location.origin}${JOIN_PATH}#${inviteSecretText(secret)}` })
    : made;
}
