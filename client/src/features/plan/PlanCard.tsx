import { moveItem, removeEntry, restoreEntry } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import { jointRoots } from "@mendboard/shared/schema";
import { type Lane, LANES } from "@mendboard/shared/words";
import { type JSX, Show } from "solid-js";
import { Card, CardRow } from "../../components/Card.tsx";
import { Menu, type MenuItem } from "../../components/Menu.tsx";
import { Tag } from "../../components/Tag.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { useFrame } from "../shell/frame.tsx";
import { partnerWord } from "../shell/people.ts";
import { AuthorNote } from "../words/AuthorNote.tsx";
import { focusItem, neighbourOf, wordsIdOf } from "../words/focus.ts";
import { SharedWords } from "../words/SharedWords.tsx";

export type PlanCardProps = {
  readonly id: ItemId;
  readonly lane: Lane;
  /** The cards of its lane, in order. */
  readonly row: readonly ItemId[];
  readonly editing: boolean;
  readonly onEdit: () => void;
  readonly onDone: () => void;
  /** Called before it is moved: what stands still around open words is let go. */
  readonly onArrange: () => void;
  /** It was moved to another lane: follow it there. */
  readonly onMoved: (lane: Lane) => void;
};

export function PlanCard(props: PlanCardProps): JSX.Element {
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

  /** Up or down in its lane, or to the end of another. */
  const move = (lane: Lane, by?: 1 | -1) => {
    props.onArrange();
    const index = by === undefined ? countIn(lane) : at() + by;
    const count = lane === props.lane ? props.row.length : countIn(lane) + 1;
    moveItem(joint, props.id, lane, index);
    frame.announce(t("plan.moved", t(`plan.lanes.${lane}`), index + 1, count));
    if (lane !== props.lane) props.onMoved(lane);
    focusItem(props.id);
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

  const countIn = (lane: Lane) =>
    Object.values(view.items.entries).filter(
      (other) => other.kind !== "boundary" && other.lane === lane && other.deletedAt === null,
    ).length;
  const at = () => props.row.indexOf(props.id);
  const actions = (): readonly MenuItem[] => {
    return [
      { label: t("plan.changeWords"), icon: "pencil", disabled: !isLive(), onSelect: props.onEdit },
      ...LANES.filter((lane) => lane !== props.lane).map((lane): MenuItem => ({
        label: t("plan.moveTo", t(`plan.lanes.${lane}`)),
        icon: "forward",
        onSelect: () => move(lane),
      })),
      {
        label: t("plan.moveUp"),
        icon: "arrow-up",
        disabled: at() <= 0,
        onSelect: () => move(props.lane, -1),
      },
      {
        label: t("plan.moveDown"),
        icon: "arrow-down",
        disabled: at() === props.row.length - 1,
        onSelect: () => move(props.lane, 1),
      },
      { label: t("plan.remove"), icon: "trash", danger: true, onSelect: remove },
    ];
  };

  const writing = () => {
    const partner = view.partner();
    return partner !== null && view.presence().writing === props.id
      ? { place: partner.member.place, text: t("presence.writing", partnerWord(view)) }
      : undefined;
  };

  return (
    <Card tone={props.lane === "living" ? "resolved" : "surface"} writing={writing()}>
      <SharedWords
        id={props.id}
        wording={wording()}
        wordsId={wordsId()}
        removed={item()?.deletedAt !== null}
        editing={props.editing}
        label={t("plan.wordsLabel")}
        onDone={() => {
          props.onDone();
          focusItem(props.id);
        }}
      />
      <CardRow
        end={
          <Show when={view.canWrite() && !isOpen()}>
            <Menu label={t("common.moreFor")} of={wordsId()} items={actions()} />
          </Show>
        }
      >
        <Show when={item()?.kind === "unknown"} fallback={<AuthorNote author={item()?.author ?? ""} />}>
          <Tag tone="quiet">{t("common.writtenByNewerApp")}</Tag>
        </Show>
      </CardRow>
    </Card>
  );
}
