import { jointRoots, voiceRoots } from "@mendboard/shared/schema";
import { createEffect, onCleanup } from "solid-js";
import * as Y from "yjs";
import type { BoardView } from "./board-context.tsx";

export type Place = "plan" | "boundaries" | "steps";

/** Long enough for somebody to pause in a sentence; short enough to still be about it. */
const QUIET_MS = 3_000;

/**
 * Tells which places changed from elsewhere, once it has been quiet for a moment: for ears, where eyes see it happen.
 * Nobody is named, because a change in shared words may come from either person's other tab.
 *
 * @param tell called with a place and how many things changed there
 */
export function createRemoteChanges(view: BoardView, tell: (place: Place, count: number) => void): void {
  const changed: { readonly [P in Place]: Set<string> } = {
    plan: new Set(),
    boundaries: new Set(),
    steps: new Set(),
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What arrives before everything is here belongs to the past, not to this moment. */
  let isCaughtUp = false;

  const tellAll = (): void => {
    for (const place of ["plan", "boundaries", "steps"] as const) {
      if (changed[place].size > 0) tell(place, changed[place].size);
      changed[place].clear();
    }
  };

  const follow = (type: Y.Map<unknown>, placeOf: (id: string) => Place): void => {
    const onEvents = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
      if (!isCaughtUp || !view.board.isRemote(transaction.origin)) return;
      for (const event of events) {
        const [id] = event.path;
        for (const each of id === undefined ? event.keys.keys() : [String(id)])
          changed[placeOf(each)].add(each);
      }
      clearTimeout(timer);
      timer = setTimeout(tellAll, QUIET_MS);
    };
    type.observeDeep(onEvents);
    onCleanup(() => type.unobserveDeep(onEvents));
  };

  createEffect(() => {
    if (view.sync().line.state === "saved") isCaughtUp = true;
  });
  const joint = jointRoots(view.board.joint);
  follow(joint.items, (id) => (view.items.entries[id]?.kind === "boundary" ? "boundaries" : "plan"));
  follow(joint.lines, () => "steps");
  createEffect(() => {
    const partner = view.partner() === null ? null : view.board.partner.read();
    if (partner === null) return;
    const voice = voiceRoots(partner.voice);
    follow(voice.limits, () => "boundaries");
    follow(voice.stepWords, () => "steps");
  });
  onCleanup(() => clearTimeout(timer));
}
