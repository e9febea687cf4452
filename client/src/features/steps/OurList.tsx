import { addLine, removeEntry } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import { jointRoots } from "@mendboard/shared/schema";
import type { StepNumber } from "@mendboard/shared/steps";
import { createEffect, For, type JSX, onCleanup, Show, untrack } from "solid-js";
import { mintItemId } from "../../board/mint-id.ts";
import { Button } from "../../components/Button.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { createHeldRow } from "../words/held-row.ts";
import { RemovedPart } from "../words/RemovedPart.tsx";
import { ShowAll } from "../words/ShowAll.tsx";
import { createShownRow } from "../words/shown-row.ts";
import { ListLine } from "./ListLine.tsx";
import { closeLine, openLine, openLineId } from "./open-line.ts";
import styles from "./OurList.module.css";

/** Small things to do for a step. Both write, order and tick; nobody is named. */
export function OurList(props: { readonly step: StepNumber }): JSX.Element {
  const view = useBoard();
  const { joint } = view.board;
  const { lines } = jointRoots(joint);
  const row = createHeldRow(
    view.lines.createRow((line) => line.step === props.step && line.deletedAt === null),
    openLineId,
    (id) => view.lines.entries[id] !== undefined,
  );
  const shown = createShownRow(row, openLineId);
  const removed = view.lines.createRow(
    (line) => line.step === props.step && line.deletedAt !== null && line.wording.trim() !== "",
  );

  const add = () => {
    const id = mintItemId();
    addLine(joint, {
      id,
      step: props.step,
      wording: "",
      author: view.board.me.memberId,
      now: Date.now(),
    });
    openLine(id);
    shown.showAll();
  };

  /** A line that was begun and left without a word is no line. */
  const leave = (id: ItemId) => {
    const line = view.lines.entries[id];
    if (line?.deletedAt === null && line.wording.trim() === "") removeEntry(joint, lines, id, Date.now());
  };
  createEffect<ItemId | null>((before) => {
    const open = openLineId();
    if (before !== null && before !== open) untrack(() => leave(before));
    return open;
  }, null);
  onCleanup(() => {
    const open = openLineId();
    closeLine();
    if (open !== null) leave(open);
  });

  return (
    <section class={styles.part} aria-labelledby="our-list">
      <div>
        <h2 id="our-list">{t("steps.list")}</h2>
        <p class={styles.line}>{t("steps.listLine")}</p>
      </div>
      <Show when={row().length > 0} fallback={<p class={styles.none}>{t("steps.listEmpty")}</p>}>
        <ul class={styles.list}>
          <For each={shown.ids()}>
            {(id) => (
              <li>
                <ListLine id={id} step={props.step} row={row()} onNext={add} />
              </li>
            )}
          </For>
        </ul>
        <ShowAll of={shown} />
      </Show>
      <Show when={view.canWrite()}>
        <p>
          <Button icon="add" size="small" onClick={add}>
            {t("steps.listAdd")}
          </Button>
        </p>
      </Show>
      <RemovedPart
        doc={joint}
        collection={lines}
        view={view.lines}
        ids={removed().filter((id) => id !== openLineId())}
      />
    </section>
  );
}
