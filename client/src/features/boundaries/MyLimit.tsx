import { removeEntry, restoreEntry } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import { voiceRoots } from "@mendboard/shared/schema";
import { type JSX, Show } from "solid-js";
import { Avatar } from "../../components/Avatar.tsx";
import { Card, CardRow } from "../../components/Card.tsx";
import { Menu } from "../../components/Menu.tsx";
import { WordsText } from "../../components/WordsText.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { useFrame } from "../shell/frame.tsx";
import { initialOf, myWord } from "../shell/people.ts";
import { focusItem, neighbourOf, wordsIdOf } from "../words/focus.ts";

/** A limit of one's own: only its owner writes it, and nobody has to allow it. */
export function MyLimit(props: {
  readonly id: ItemId;
  readonly row: readonly ItemId[];
  readonly onChange: (wording: string) => void;
}): JSX.Element {
  const view = useBoard();
  const frame = useFrame();
  const { voice } = view.board;
  const { limits } = voiceRoots(voice);
  const wordsId = () => wordsIdOf(props.id);
  const wording = () => view.mine.limits.entries[props.id]?.wording ?? "";
  const layDown = () => {
    const next = neighbourOf(props.row, props.id);
    removeEntry(voice, limits, props.id, Date.now());
    focusItem(next);
    frame.toast.show({
      text: t("boundaries.laidDown"),
      action: { label: t("common.undo"), run: () => void restoreEntry(voice, limits, props.id) },
    });
  };
  return (
    <Card roomy>
      <WordsText id={wordsId()} text={wording()} size="boundary" />
      <CardRow
        end={
          <Show when={view.canWrite()}>
            <Menu
              label={t("common.moreFor")}
              of={wordsId()}
              items={[
                {
                  label: t("boundaries.changeMyWords"),
                  icon: "pencil",
                  onSelect: () => props.onChange(wording()),
                },
                { label: t("boundaries.layDown"), icon: "undo", onSelect: layDown },
              ]}
            />
          </Show>
        }
      >
        <Avatar place={view.board.me.place} initial={initialOf(myWord(view))} size="small" />
        <Show when={view.partnerName()}>{(partner) => t("boundaries.shownTag", partner())}</Show>
      </CardRow>
    </Card>
  );
}
