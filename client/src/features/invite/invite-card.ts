import { PURPOSE_LENGTH_MAX } from "@mendboard/shared/limits";
import type { InviteCard } from "../../sealed/invite.ts";
import type { BoardView } from "../../stores/board-context.tsx";

/** What the invited person sees before joining: counts of what is on the board now, never a private draft. */
export function inviteCard(view: BoardView): InviteCard {
  const items = Object.values(view.items.entries).filter((item) => item.deletedAt === null);
  const boundaries = items.filter((item) => item.kind === "boundary").length;
  const limits = Object.values(view.mine.limits.entries).filter((limit) => limit.deletedAt === null).length;
  return {
    inviterName: view.mine.name(),
    // Two who wrote at once may have gone past the bound of the field.
    purpose: view.purpose().trim().slice(0, PURPOSE_LENGTH_MAX),
    counts: { plan: items.length - boundaries, limits, boundaries },
  };
}
