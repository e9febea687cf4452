import type { Board } from "@mendboard/shared/http";
import { err, ok } from "@mendboard/shared/result";
import { stepOff, voidInvite } from "../api/api.ts";
import type { BoardHost, Readable } from "./board.ts";
import { type BoardKeys, forgetKeys } from "./keychain.ts";

export type HostOptions = {
  readonly keys: BoardKeys;
  readonly board: Readable<Board>;
  readonly refresh: () => Promise<void>;
  /** Close the documents and delete this device's copies. */
  readonly forget: () => Promise<void>;
};

export function createHost({ keys, board, refresh, forget }: HostOptions): BoardHost {
  return {
    board,
    invite: async (card) => {
      try {
        // Made once in the life of a board, so its code is fetched when it is asked for.
        const { makeInvite } = await import("./make-invite.ts");
        const made = await makeInvite(keys, board.read(), card);
        if (made.ok) void refresh();
        return made;
      } catch {
        // Only a chunk that did not arrive throws here: no connection, or a newer build on the server.
        return err({ tag: "unreachable" });
      }
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
