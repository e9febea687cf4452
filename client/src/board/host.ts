import type { Board } from "@mendboard/shared/http";
import { INVITE_HOURS_MAX } from "@mendboard/shared/limits";
import { ok } from "@mendboard/shared/result";
import { createInvite, stepOff, voidInvite } from "../api/api.ts";
import {
  createInviteSecret,
  deriveInviteKeys,
  type InviteCard,
  inviteSecretText,
  sealCard,
  sealEnvelope,
} from "../sealed/invite.ts";
import type { BoardHost, Readable } from "./board.ts";
import { type BoardKeys, forgetKeys } from "./keychain.ts";
import { randomBytes } from "./random-bytes.ts";

export type HostOptions = {
  readonly keys: BoardKeys;
  readonly board: Readable<Board>;
  readonly refresh: () => Promise<void>;
  /** Close the documents and delete this device's copies. */
  readonly forget: () => Promise<void>;
};

/** Where an invitation opens. The secret stands in the fragment, which browsers never send. */
export const JOIN_PATH = "/join";

export function createHost({ keys, board, refresh, forget }: HostOptions): BoardHost {
  return {
    board,
    invite: async (card: InviteCard) => {
      const secret = createInviteSecret(randomBytes);
      const inviteKeys = await deriveInviteKeys(secret);
      const known = board.read();
      const joint = known.documents.find((info) => info.kind === "joint");
      if (joint === undefined) throw new Error("the board names no joint document");
      const made = await createInvite(keys.boardId, {
        role: "partner",
        authHash: inviteKeys.authHash,
        card: await sealCard(inviteKeys, card, randomBytes),
        envelope: await sealEnvelope(
          inviteKeys,
          {
            boardId: keys.boardId,
            inviterId: known.me,
            epoch: joint.epoch,
            boardSecret: keys.boardSecret,
            jointDocumentId: joint.documentId,
          },
          randomBytes,
        ),
        expiresInHours: INVITE_HOURS_MAX,
      });
      if (!made.ok) return made;
      void refresh();
      return ok({ invite: made.value, link: `${location.origin}${JOIN_PATH}#${inviteSecretText(secret)}` });
    },
    voidInvite: async (invite) => {
      const voided = await voidInvite(keys.boardId, invite);
      await refresh();
      return voided;
    },
    stepOff: async () => {
      const left = await stepOff(keys.boardId, board.read().me);
      if (!left.ok) return left;
      await forget();
      await forgetKeys(keys.boardId);
      return ok(undefined);
    },
  };
}
