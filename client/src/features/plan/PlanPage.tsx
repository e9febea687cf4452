import { addItem } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import type { Item } from "@mendboard/shared/read";
import { jointRoots } from "@mendboard/shared/schema";
import type { StepNumber } from "@mendboard/shared/steps";
import { type Lane, LANES } from "@mendboard/shared/words";
import { useLocation } from "@solidjs/router";
import {
  createEffect,
  createSignal,
  ErrorBoundary,
  For,
  type JSX,
  lazy,
  onCleanup,
  Show,
  Suspense,
  untrack,
} from "solid-js";
import { mintItemId } from "../../board/mint-id.ts";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { IconButton } from "../../components/IconButton.tsx";
import { Segmented } from "../../components/Segmented.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { AloneNotice } from "../invite/AloneNotice.tsx";
import { useFrame } from "../shell/frame.tsx";
import { PanelError } from "../shell/PanelError.tsx";
import { createBegun } from "../words/begun.ts";
import { Composer } from "../words/Composer.tsx";
import { focusItem } from "../words/focus.ts";
import { createHeldRow } from "../words/held-row.ts";
import { RemovedPart } from "../words/RemovedPart.tsx";
import { ShowAll } from "../words/ShowAll.tsx";
import { createShownRow } from "../words/shown-row.ts";
import { PlanCard } from "./PlanCard.tsx";
import { Purpose } from "./Purpose.tsx";
import { hasOwnWords, keepUnsavedCard, readUnsavedCard } from "./unsaved-card.ts";
import styles from "./PlanPage.module.css";

/** Seen once, right after joining. */
const Welcome = lazy(async () => ({ default: (await import("../join/Welcome.tsx")).Welcome }));

/** Everything that is not a boundary stands on the plan, also what a newer app put there. */
const isPlanItem = (item: Item): boolean => item.kind !== "boundary";

/** The shared plan: why, and the lanes the two of them arrange. */
export function PlanPage(): JSX.Element {
  const view = useBoard();
  const frame = useFrame();
  const location = useLocation();
  const { joint } = view.board;
  const { items } = jointRoots(joint);
  const begun = createBegun("plan");
  const [unsaved, setUnsaved] = createSignal(readUnsavedCard(view.board));
  /** Not when the page is come back to: then its head is heard first. */
  const [isBegunHere, setBegunHere] = createSignal(false);
  /** The lane shown on a phone; a wide screen shows all three. */
  const [lane, setLane] = createSignal<Lane>(untrack(unsaved)?.lane ?? "talking");
  /** The one card whose words are open here; until it is closed, its lane stands still. */
  const [editing, setEditing] = createSignal<ItemId | null>(null);

  const lanes = {
    talking: createLane("talking"),
    trying: createLane("trying"),
    living: createLane("living"),
  };
  function createLane(of: Lane) {
    const standing = view.items.createRow(
      (item) => isPlanItem(item) && item.lane === of && item.deletedAt === null,
    );
    const row = createHeldRow(standing, editing, (id) => view.items.entries[id] !== undefined);
    return { row, shown: createShownRow(row, editing) };
  }
  /** The other may have moved it meanwhile: it goes to its place now, and a phone follows it there. */
  const close = (id: ItemId) => {
    setEditing(null);
    setLane((shown) => view.items.entries[id]?.lane ?? shown);
  };

  const composing = (of: Lane) => unsaved()?.lane === of;
  /** A person's own words go along to another lane; nothing takes their place. */
  const compose = (of: Lane, start = "", steps: readonly StepNumber[] = []) => {
    setBegunHere(true);
    setUnsaved((before) =>
      before !== null && hasOwnWords(before)
        ? { ...before, lane: of }
        : { lane: of, words: start, start, steps },
    );
  };
  createEffect(() => {
    const beginning = begun.beginning();
    if (beginning === null) return;
    begun.clear();
    setLane("talking");
    compose("talking", beginning.start, beginning.steps);
  });
  onCleanup(() => keepUnsavedCard(view.board, unsaved()));
  const add = (of: Lane, wording: string) => {
    const id = mintItemId();
    const added = addItem(joint, {
      id,
      kind: "plan",
      wording,
      lane: of,
      steps: unsaved()?.steps ?? [],
      author: view.board.me.memberId,
      now: Date.now(),
    });
    if (!added.ok) return;
    setUnsaved(null);
    lanes[of].shown.showAll();
    focusItem(id);
    frame.announce(t("plan.added"));
  };

  const removed = view.items.createRow(
    (item) => isPlanItem(item) && item.deletedAt !== null && item.wording.trim() !== "",
  );
  const isEmpty = () =>
    LANES.every((of) => lanes[of].row().length === 0) && LANES.every((of) => !composing(of));

  return (
    <>
      <ErrorBoundary fallback={(_, retry) => <PanelError onRetry={retry} />}>
        <Show when={location.query["welcome"]}>
          <Suspense>
            <Welcome />
          </Suspense>
        </Show>
        <Purpose />
        <AloneNotice />
      </ErrorBoundary>
      <ErrorBoundary fallback={(_, retry) => <PanelError onRetry={retry} />}>
        <div class={styles.board}>
          <div class={styles.choice}>
            <Segmented
              label={t("plan.laneChoice")}
              labelHidden
              value={lane()}
              onChange={setLane}
              options={LANES.map((of) => ({
                value: of,
                label: t(`plan.lanesShort.${of}`),
                detail: String(lanes[of].row().length),
              }))}
            />
          </div>
          <Show when={isEmpty()}>
            <EmptyState
              icon="plan"
              action={
                <Button look="main" icon="add" onClick={() => compose("talking")}>
                  {t("plan.add")}
                </Button>
              }
            >
              {t("plan.empty")}
            </EmptyState>
          </Show>
          <div class={styles.lanes} hidden={isEmpty()}>
            <For each={LANES}>
              {(of) => (
                <section
                  class={styles.lane}
                  data-shown={of === lane() ? "" : undefined}
                  aria-label={t(`plan.lanes.${of}`)}
                >
                  <header class={styles.head}>
                    <h2>
                      {t(`plan.lanes.${of}`)} <span class={styles.count}>{lanes[of].row().length}</span>
                    </h2>
                    <Show when={view.canWrite()}>
                      <IconButton
                        icon="add"
                        label={t("plan.addTo", t(`plan.lanes.${of}`))}
                        onClick={() => compose(of)}
                      />
                    </Show>
                  </header>
                  <p class={styles.line}>{t(`plan.laneLines.${of}`)}</p>
                  <div class={styles.cards}>
                    <Show when={composing(of)}>
                      <Composer
                        label={t("plan.addLabel")}
                        action={t("plan.addAction")}
                        words={unsaved()?.words ?? ""}
                        onInput={(words) => setUnsaved((card) => card && { ...card, words })}
                        start={unsaved()?.start}
                        autofocus={isBegunHere()}
                        onSave={(wording) => add(of, wording)}
                        onCancel={() => setUnsaved(null)}
                      />
                    </Show>
                    <For each={lanes[of].shown.ids()}>
                      {(id) => (
                        <PlanCard
                          id={id}
                          lane={of}
                          row={lanes[of].row()}
                          editing={editing() === id}
                          onEdit={() => setEditing(id)}
                          onDone={() => close(id)}
                          onArrange={() => setEditing(null)}
                          onMoved={(to) => {
                            setLane(to);
                            lanes[to].shown.showAll();
                          }}
                        />
                      )}
                    </For>
                    <ShowAll of={lanes[of].shown} />
                    <Show when={lanes[of].row().length === 0 && !composing(of)}>
                      <p class={styles.empty}>{t(`plan.emptyLane.${of}`)}</p>
                    </Show>
                  </div>
                </section>
              )}
            </For>
          </div>
          <RemovedPart
            doc={joint}
            collection={items}
            view={view.items}
            ids={removed().filter((id) => id !== editing())}
          />
        </div>
      </ErrorBoundary>
    </>
  );
}
