import { addItem, eraseDraft, showLimit, type TextRefused } from "@mendboard/shared/edits";
import type { Draft } from "@mendboard/shared/read";
import { ok, type Result } from "@mendboard/shared/result";
import type { BoardView } from "../../stores/board-context.tsx";

/**
 * Copy a draft's finished words to where the other sees them, then erase the draft. The two stand in two documents: the
 * draft goes only when this device keeps the copy, so that no crash in between loses the words.
 */
export async function showDraft(view: BoardView, draft: Draft): Promise<Result<void, TextRefused>> {
  const { id, replaces, steps, wording } = draft;
  const { board } = view;
  const now = Date.now();
  const shown =
    draft.kind === "limit"
      ? showLimit(board.voice, { id: replaces ?? id, wording, steps, now })
      : addItem(board.joint, {
          id,
          kind: "boundary",
          wording,
          lane: "talking",
          steps,
          author: board.me.memberId,
          now,
        });
  if (!shown.ok) return shown;
  if (await board.flush()) eraseForGood(view, draft);
  return ok(undefined);
}

/** Erase a draft, and with it whatever an earlier showing that was cut short left behind. */
export function eraseForGood(view: BoardView, draft: Draft): void {
  eraseDraft(view.board.own, draft.id);
  for (const left of Object.values(view.drafts.entries)) {
    if (standsOnBoard(view, left)) eraseDraft(view.board.own, left.id);
  }
  view.board.forgetErased();
}

/** Whether a draft's words are on the board under its own id: then it is the rest of a showing that was cut short. */
export const standsOnBoard = (view: BoardView, draft: Draft): boolean =>
  view.items.entries[draft.id] !== undefined || view.mine.limits.entries[draft.id] !== undefined;
