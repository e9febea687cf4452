import { removeEntry, restoreEntry } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import { jointRoots } from "@mendboard/shared/schema";
import { type JSX, Show } from "solid-js";
import { Card, CardRow } from "../../components/Card.tsx";
import { Menu } from "../../components/Menu.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { useFrame } from "../shell/frame.tsx";
import { partnerWord } from "../shell/people.ts";
import { AuthorNote } from "../words/AuthorNote.tsx";
import { focusItem, neighbourOf, wordsIdOf } from "../words/focus.ts";
import { SharedWords } from "../words/SharedWords.tsx";

export type JointBoundaryProps = {
  readonly id: ItemId;
  /** The boundaries it stands among, in order. */
  readonly row: readonly ItemId[];
  readonly editing: boolean;
  readonly onEdit: () => void;
  readonly onDone: () => void;
};

/** Words that bind both; both may change them, letter by letter. */
export function JointBoundary(props: JointBoundaryProps): JSX.Element {
  const view = useBoard();
  const frame = useFrame();
  const { joint } = view.board;
  const { items } = jointRoots(joint);
  const wordsId = () => wordsIdOf(props.id);
  const item = () => view.items.entries[props.id];
  const wording = () => item()?.wording ?? "";
  /** Words that a foreign app wrote whole can be read, moved and removed, and not changed letter by letter. */
  const isLive = () => view.items.text(props.id) !== null;
  const isOpen = () => props.editing && isLive();
  const writing = () => {
    const partner = view.partner();
    return partner !== null && view.presence().writing === props.id
      ? { place: partner.member.place, text: t("presence.writing", partnerWord(view)) }
      : undefined;
  };
  const remove = () => {
    const next = neighbourOf(props.row, props.id);
    removeEntry(joint, items, props.id, Date.now());
    focusItem(next);
    frame.toast.show({
      text: t("common.removed"),
      action: { label: t("common.undo"), run: () => void restoreEntry(joint, items, props.id) },
    });
  };
  return (
    <Card roomy writing={writing()}>
      <SharedWords
        id={props.id}
        wording={wording()}
        wordsId={wordsId()}
        removed={item()?.deletedAt !== null}
        editing={props.editing}
        label={t("boundaries.bothLabel")}
        size="boundary"
        onDone={() => {
          props.onDone();
          focusItem(props.id);
        }}
      />
      <CardRow
        end={
          <Show when={view.canWrite() && !isOpen()}>
            <Menu
              label={t("common.moreFor")}
              of={wordsId()}
              items={[
                {
                  label: t("boundaries.changeWords"),
                  icon: "pencil",
                  disabled: !isLive(),
                  onSelect: props.onEdit,
                },
                { label: t("boundaries.remove"), icon: "trash", danger: true, onSelect: remove },
              ]}
            />
          </Show>
        }
      >
        <AuthorNote author={item()?.author ?? ""} />
      </CardRow>
    </Card>
  );
}
