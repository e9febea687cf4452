import { moveLine, removeEntry, restoreEntry, tickLine } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import { LINE_LENGTH_MAX } from "@mendboard/shared/limits";
import { jointRoots } from "@mendboard/shared/schema";
import type { StepNumber } from "@mendboard/shared/steps";
import { createMemo, type JSX, Show } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { Menu } from "../../components/Menu.tsx";
import { TickLine } from "../../components/TickLine.tsx";
import { WordsText } from "../../components/WordsText.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { useFrame } from "../shell/frame.tsx";
import { partnerWord } from "../shell/people.ts";
import { focusItem, neighbourOf, wordsIdOf } from "../words/focus.ts";
import { LiveWordsField } from "../words/LiveWordsField.tsx";
import { closeLine, openLine, openLineId } from "./open-line.ts";
import styles from "./OurList.module.css";

export type ListLineProps = {
  readonly id: ItemId;
  readonly step: StepNumber;
  /** The lines of its list, in order. */
  readonly row: readonly ItemId[];
  /** Enter at the end of a line: begin the next. */
  readonly onNext: () => void;
};

export function ListLine(props: ListLineProps): JSX.Element {
  const view = useBoard();
  const frame = useFrame();
  const { joint } = view.board;
  const { lines } = jointRoots(joint);
  const wordsId = () => wordsIdOf(props.id);
  const line = () => view.lines.entries[props.id];
  const wording = () => line()?.wording ?? "";
  const text = createMemo(() => (openLineId() === props.id ? view.lines.text(props.id) : null));

  const remove = () => {
    const next = neighbourOf(props.row, props.id);
    removeEntry(joint, lines, props.id, Date.now());
    focusItem(next);
    frame.toast.show({
      text: t("common.removed"),
      action: { label: t("common.undo"), run: () => void restoreEntry(joint, lines, props.id) },
    });
  };
  /** An empty one goes with it; the list sees to that however a line is left. */
  const done = () => {
    const next = wording().trim() === "" ? neighbourOf(props.row, props.id) : props.id;
    if (openLineId() === props.id) closeLine();
    focusItem(next);
  };
  const move = (by: 1 | -1) => {
    closeLine(); // the list stands still while one of its lines is open
    const index = at() + by;
    moveLine(joint, props.id, props.step, index);
    focusItem(props.id);
    frame.announce(t("steps.lineMoved", index + 1, props.row.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Escape") return done();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault(); // a line is one line
    const goesOn = wording().trim() !== "";
    done();
    if (goesOn) props.onNext();
  };
  const at = () => props.row.indexOf(props.id);

  return (
    <TickLine
      checked={line()?.ticked ?? false}
      onChange={(ticked) => void tickLine(joint, props.id, ticked)}
      label={t("steps.listLabel")}
      labelledBy={text() === null && wording() !== "" ? wordsId() : undefined}
      disabled={!view.canWrite()}
      actions={
        <Show
          when={text() === null}
          fallback={
            <Button size="small" onClick={done}>
              {t("common.done")}
            </Button>
          }
        >
          <Show when={view.canWrite()}>
            <Menu
              label={t("common.moreFor")}
              of={wordsId()}
              items={[
                {
                  label: t("steps.lineChange"),
                  icon: "pencil",
                  disabled: view.lines.text(props.id) === null,
                  onSelect: () => openLine(props.id),
                },
                {
                  label: t("plan.moveUp"),
                  icon: "arrow-up",
                  disabled: at() <= 0,
                  onSelect: () => move(-1),
                },
                {
                  label: t("plan.moveDown"),
                  icon: "arrow-down",
                  disabled: at() === props.row.length - 1,
                  onSelect: () => move(1),
                },
                { label: t("steps.lineRemove"), icon: "trash", danger: true, onSelect: remove },
              ]}
            />
          </Show>
        </Show>
      }
    >
      <Show when={text()} keyed fallback={<WordsText id={wordsId()} text={wording()} />}>
        {(live) => (
          <>
            <LiveWordsField
              text={live}
              writing={props.id}
              label={t("steps.listLabel")}
              labelHidden
              look="bare"
              rows={1}
              lengthMax={LINE_LENGTH_MAX}
              placeholder={t("steps.listLabel")}
              autofocus
              onKeyDown={onKeyDown}
            />
            <Show when={line()?.deletedAt !== null}>
              <p>{t("plan.removedByOther", partnerWord(view))}</p>
              <Button size="small" onClick={() => void restoreEntry(joint, lines, props.id)}>
                {t("plan.keepWords")}
              </Button>
              <Button size="small" look="quiet" onClick={closeLine}>
                {t("plan.letGo")}
              </Button>
            </Show>
          </>
        )}
      </Show>
      <Show when={view.presence().writing === props.id}>
        <p class={styles.writing}>{t("presence.writing", partnerWord(view))}</p>
      </Show>
    </TickLine>
  );
}
