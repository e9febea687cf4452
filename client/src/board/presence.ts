import { isItemId, type MemberId } from "@mendboard/shared/ids";
import * as v from "valibot";
import type { SealedAwareness } from "../sealed/open-document.ts";
import type { PartnerPresence, Presence, WritingIn } from "./board.ts";

/** What one tab says of itself. Who says it is a claim inside the seal; only the two of them could have made it. */
const StateSchema = v.object({
  member: v.string(),
  writing: v.nullable(
    v.union([
      v.literal("purpose"),
      v.custom<WritingIn>((input) => typeof input === "string" && isItemId(input)),
    ]),
  ),
});

export type BoardPresence = Presence & {
  /** Whether this tab may be seen: it is in front, and its member wants to be seen. */
  readonly setVisible: (visible: boolean) => void;
};

/** Who is here, over the sealed awareness of the joint document. Nothing of it is ever stored. */
export function createPresence(awareness: SealedAwareness, me: MemberId): BoardPresence {
  let visible = false;
  let writing: WritingIn | null = null;
  const announce = (): void => awareness.setLocal(visible ? { member: me, writing } : null);
  return {
    read: () => partnerPresence(awareness.states().values(), me),
    on: (listener) => awareness.onChange(listener),
    setWriting: (next) => {
      if (next === writing) return;
      writing = next;
      announce();
    },
    setVisible: (next) => {
      if (next === visible) return;
      visible = next;
      announce();
    },
  };
}

/** Several tabs of one person are one person: here if any is, writing where any is. */
function partnerPresence(states: Iterable<unknown>, me: MemberId): PartnerPresence {
  let here = false;
  let writing: WritingIn | null = null;
  for (const state of states) {
    const parsed = v.safeParse(StateSchema, state);
    if (!parsed.success || parsed.output.member === me) continue;
    here = true;
    writing ??= parsed.output.writing;
  }
  return { here, writing };
}
