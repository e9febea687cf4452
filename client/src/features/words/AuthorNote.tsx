import { type JSX, Show } from "solid-js";
import { Avatar } from "../../components/Avatar.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { initialOf, myWord, partnerWord } from "../shell/people.ts";

/** Who began it, small, under the words. A claim of whoever wrote it down; nothing when the member is not known. */
export function AuthorNote(props: { readonly author: string }): JSX.Element {
  const view = useBoard();
  const person = () => {
    const partner = view.partner();
    if (props.author === view.board.me.memberId) return { place: view.board.me.place, name: myWord(view) };
    return partner !== null && props.author === partner.member.memberId
      ? { place: partner.member.place, name: partnerWord(view) }
      : null;
  };
  return (
    <Show when={person()}>
      {(known) => (
        <>
          <Avatar place={known().place} initial={initialOf(known().name)} size="small" />
          {t("plan.from", known().name)}
        </>
      )}
    </Show>
  );
}
