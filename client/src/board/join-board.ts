import type { InviteLook } from "@mendboard/shared/http";
import { err, ok, type Result } from "@mendboard/shared/result";
import { type ApiError, claimInvite, lookAtInvite } from "../api/api.ts";
import {
  deriveInviteKeys,
  type InviteCard,
  type InviteSecret,
  openCard,
  openEnvelope,
  parseInviteSecret,
} from "../sealed/invite.ts";
import type { OpenBoard } from "./board.ts";
import { type BoardKeys, type KeychainError, storeKeys } from "./keychain.ts";
import { type HasBoard, withoutBoard } from "./one-board.ts";
import { openBoard } from "./open-board.ts";
import { randomBytes } from "./random-bytes.ts";
import { sayHello } from "./start-board.ts";

/** What an invitation says before anything is used up. `card` is null when the invite no longer counts. */
export type Invitation = { readonly look: InviteLook; readonly card: InviteCard | null };

/** `broken-link`: what the server keeps was not sealed with this link's secret. */
export type JoinError = ApiError | KeychainError | HasBoard | { readonly tag: "broken-link" };

/** The secret that stands in a link's fragment; null for a link that lost a part on its way. */
export const secretInLink = (fragment: string): InviteSecret | null => parseInviteSecret(fragment.slice(1));

/** Look at an invitation, as often as one likes. */
export async function lookAt(secret: InviteSecret): Promise<Result<Invitation, JoinError>> {
  const keys = await deriveInviteKeys(secret);
  const look = await lookAtInvite(keys.auth);
  if (!look.ok) return look;
  if (look.value.card === null) return ok({ look: look.value, card: null });
  const card = await openCard(keys, look.value.card);
  return card.ok ? ok({ look: look.value, card: card.value }) : err({ tag: "broken-link" });
}

/**
 * Join as the second partner. When the answer is lost on the way, calling again gives the same board; the server keeps
 * the sealed keys until this device has confirmed that it stored them.
 */
export const joinBoard = (
  secret: InviteSecret,
  name: string,
  ended: AbortSignal,
): Promise<Result<OpenBoard, JoinError>> => withoutBoard(() => claimBoard(secret, name, ended));

async function claimBoard(
  secret: InviteSecret,
  name: string,
  ended: AbortSignal,
): Promise<Result<OpenBoard, JoinError>> {
  const inviteKeys = await deriveInviteKeys(secret);
  const claimed = await claimInvite(inviteKeys.auth);
  if (!claimed.ok) return claimed;
  const { board, inviteId } = claimed.value;
  const envelope = await openEnvelope(inviteKeys, claimed.value.envelope, board.boardId);
  if (!envelope.ok) return err({ tag: "broken-link" });
  const keys: BoardKeys = {
    boardId: board.boardId,
    boardSecret: envelope.value.boardSecret,
    memberSecret: randomBytes(32),
    board,
    unconfirmed: inviteId,
  };
  const stored = await storeKeys(keys);
  if (!stored.ok) return err(stored.error);
  const open = await openBoard(keys, ended);
  sayHello(open, name);
  await open.flush();
  return ok(open);
}
