import { addDraft } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import { jointRoots, voiceRoots } from "@mendboard/shared/schema";
import type { StepNumber } from "@mendboard/shared/steps";
import type { DraftKind } from "@mendboard/shared/words";
import { createEffect, createSignal, ErrorBoundary, For, type JSX, Show } from "solid-js";
import { mintItemId } from "../../board/mint-id.ts";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { AloneNotice } from "../invite/AloneNotice.tsx";
import { PanelError } from "../shell/PanelError.tsx";
import { createBegun } from "../words/begun.ts";
import { createHeldRow } from "../words/held-row.ts";
import { RemovedPart } from "../words/RemovedPart.tsx";
import { ShowAll } from "../words/ShowAll.tsx";
import { createShownRow } from "../words/shown-row.ts";
import { DraftCard } from "./DraftCard.tsx";
import { JointBoundary } from "./JointBoundary.tsx";
import { KindDialog } from "./KindDialog.tsx";
import { MyLimit } from "./MyLimit.tsx";
import { TheirLimits } from "./TheirLimits.tsx";
import styles from "./BoundariesPage.module.css";

/** What each needs to feel safe: own limits, the other's, and what binds both. New ones begin as private drafts. */
export function BoundariesPage(): JSX.Element {
  const view = useBoard();
  const { joint, voice } = view.board;
  const { items } = jointRoots(joint);
  const { limits: mine } = voiceRoots(voice);
  const begun = createBegun("boundary", "limit");
  const [choosing, setChoosing] = createSignal(false);
  /** The card whose words are open here: a draft of mine, or a boundary that binds both. */
  const [editing, setEditing] = createSignal<ItemId | null>(null);

  const boundaries = createHeldRow(
    view.items.createRow((item) => item.kind === "boundary" && item.deletedAt === null),
    editing,
    (id) => view.items.entries[id] !== undefined,
  );
  const shownBoundaries = createShownRow(boundaries, editing);
  const limits = view.mine.limits.createRow((limit) => limit.deletedAt === null);
  const shownLimits = createShownRow(limits);
  const removedBoundaries = view.items.createRow(
    (item) => item.kind === "boundary" && item.deletedAt !== null && item.wording.trim() !== "",
  );
  const removedLimits = view.mine.limits.createRow((limit) => limit.deletedAt !== null);
  // A draft that already stands on the board under its id is the rest of a showing that was cut short.
  const drafts = view.drafts.createRow(
    (draft) => view.items.entries[draft.id] === undefined && view.mine.limits.entries[draft.id] === undefined,
  );

  const beginDraft = (
    kind: DraftKind,
    wording: string,
    steps: readonly StepNumber[],
    replaces: ItemId | null = null,
  ) => {
    const id = mintItemId();
    addDraft(view.board.own, { id, kind, wording, replaces, steps, now: Date.now() });
    setEditing(id);
  };
  const changeLimit = (id: ItemId, wording: string) => {
    const open = drafts().find((draft) => view.drafts.entries[draft]?.replaces === id);
    if (open === undefined) beginDraft("limit", wording, [], id);
    else setEditing(open);
  };

  createEffect(() => {
    const beginning = begun.beginning();
    if (beginning === null) return;
    begun.clear();
    beginDraft(beginning.kind === "limit" ? "limit" : "boundary", beginning.start, beginning.steps);
  });

  const theirs = () => view.partner()?.limits;
  const isEmpty = () =>
    drafts().length === 0 &&
    limits().length === 0 &&
    boundaries().length === 0 &&
    view.partner() === null &&
    removedBoundaries().length === 0 &&
    removedLimits().length === 0;
  const write = () => (
    <Show when={view.canWrite()}>
      <Button icon="add" onClick={() => setChoosing(true)}>
        {t("boundaries.write")}
      </Button>
    </Show>
  );

  return (
    <ErrorBoundary fallback={(_, retry) => <PanelError onRetry={retry} />}>
      <PageHeader lead={t("boundaries.lead")} action={<Show when={!isEmpty()}>{write()}</Show>} />
      <AloneNotice />
      <Show when={isEmpty()}>
        <EmptyState icon="boundaries" action={write()}>
          {t("boundaries.empty")}
        </EmptyState>
      </Show>
      <div class={styles.board} hidden={isEmpty()}>
        <div class={styles.columns} data-drafts={drafts().length > 0 ? "" : undefined}>
          <Show when={drafts().length > 0}>
            <section class={styles.drafts} aria-labelledby="drafts">
              <h2 id="drafts">{t("boundaries.drafts")}</h2>
              <For each={drafts()}>
                {(id) => (
                  <DraftCard
                    id={id}
                    editing={editing() === id}
                    onEdit={() => setEditing(id)}
                    onDone={() => setEditing(null)}
                  />
                )}
              </For>
            </section>
          </Show>
          <div class={styles.shown}>
            <section class={styles.part} aria-labelledby="both">
              <div>
                <h2 id="both">{t("boundaries.both")}</h2>
                <p class={styles.line}>{t("boundaries.bothLine")}</p>
              </div>
              <For
                each={shownBoundaries.ids()}
                fallback={<p class={styles.none}>{t("boundaries.bothEmpty")}</p>}
              >
                {(id) => (
                  <JointBoundary
                    id={id}
                    row={boundaries()}
                    editing={editing() === id}
                    onEdit={() => setEditing(id)}
                    onDone={() => setEditing(null)}
                  />
                )}
              </For>
              <ShowAll of={shownBoundaries} />
              <RemovedPart
                doc={joint}
                collection={items}
                view={view.items}
                ids={removedBoundaries().filter((id) => id !== editing())}
              />
            </section>
            <section class={styles.part} aria-labelledby="mine">
              <h2 id="mine">{t("boundaries.mine")}</h2>
              <For each={shownLimits.ids()} fallback={<p class={styles.none}>{t("boundaries.mineEmpty")}</p>}>
                {(id) => <MyLimit id={id} row={limits()} onChange={(wording) => changeLimit(id, wording)} />}
              </For>
              <ShowAll of={shownLimits} />
              <RemovedPart doc={voice} collection={mine} view={view.mine.limits} ids={removedLimits()} />
            </section>
            <Show when={theirs()}>{(limitsOfPartner) => <TheirLimits limits={limitsOfPartner()} />}</Show>
          </div>
        </div>
      </div>
      <KindDialog
        open={choosing()}
        onClose={() => setChoosing(false)}
        onChoose={(kind) => {
          setChoosing(false);
          beginDraft(kind, "", []);
        }}
      />
    </ErrorBoundary>
  );
}
