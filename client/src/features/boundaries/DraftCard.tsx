import { addDraft, liveText } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import { privateRoots } from "@mendboard/shared/schema";
import { createSignal, type JSX, Show } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { Card, CardActions } from "../../components/Card.tsx";
import { Tag } from "../../components/Tag.tsx";
import { WordsText } from "../../components/WordsText.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { useFrame } from "../shell/frame.tsx";
import { partnerWord } from "../shell/people.ts";
import { focusItem } from "../words/focus.ts";
import { LiveWordsField } from "../words/LiveWordsField.tsx";
import { eraseForGood, showDraft } from "./show-draft.ts";

export type DraftCardProps = {
  readonly id: ItemId;
  readonly editing: boolean;
  readonly onEdit: () => void;
  readonly onDone: () => void;
};

/** Words only their writer can see. Showing them copies the finished words; their keystrokes stay behind. */
export function DraftCard(props: DraftCardProps): JSX.Element {
  const view = useBoard();
  const frame = useFrame();
  const { own } = view.board;
  const { drafts } = privateRoots(own);
  const [error, setError] = createSignal<string>();
  const [showing, setShowing] = createSignal(false);
  const draft = () => view.drafts.entries[props.id];
  const wording = () => draft()?.wording ?? "";
  const isLimit = () => draft()?.kind === "limit";
  const text = () => (props.editing ? liveText(drafts, props.id) : null);

  const show = async () => {
    const known = draft();
    if (known === undefined || showing()) return;
    setShowing(true);
    const shown = await showDraft(view, known);
    setShowing(false);
    if (!shown.ok) {
      const { error: refusal } = shown;
      setError(
        refusal.tag === "empty"
          ? t("boundaries.writeFirst")
          : t("common.tooLong", known.wording.trim().length - refusal.lengthMax),
      );
      props.onEdit();
      return;
    }
    props.onDone();
    focusItem(known.replaces ?? known.id);
    const partner = view.partnerName();
    frame.announce(partner === null ? t("boundaries.shownAlone") : t("boundaries.shown", partner));
  };

  const drop = () => {
    const known = draft();
    if (known === undefined) return;
    eraseForGood(view, known);
    props.onDone();
    focusItem(undefined);
    if (known.wording.trim() === "") return;
    const { id, kind, replaces, steps, wording: words } = known;
    // What a newer app drafted can be erased here, and not written again.
    if (kind === "unknown") return;
    frame.toast.show({
      text: t("boundaries.erased"),
      action: {
        label: t("common.undo"),
        run: () => addDraft(own, { id, kind, wording: words, replaces, steps, now: Date.now() }),
      },
    });
  };

  const rest = () => {
    setError(undefined);
    if (wording().trim() === "") drop();
    else props.onDone();
  };

  return (
    <Card
      tone="draft"
      tag={
        <Tag tone="private" icon="only-you">
          {t("boundaries.draftTag")}
        </Tag>
      }
    >
      <Show when={text()} keyed fallback={<WordsText text={wording()} />}>
        {(live) => (
          <LiveWordsField
            text={live}
            writing={null}
            label={isLimit() ? t("boundaries.limitLabel") : t("boundaries.bothLabel")}
            hint={isLimit() ? undefined : hintFor(wording())}
            error={error()}
            autofocus
            onKeyDown={(event) => {
              if (event.key === "Escape") rest();
            }}
          />
        )}
      </Show>
      <Show when={view.canWrite()}>
        <CardActions
          note={
            view.partnerName() === null
              ? t("boundaries.draftLineAlone")
              : t("boundaries.draftLine", partnerWord(view))
          }
        >
          <Show when={draft()?.kind !== "unknown"}>
            <Button
              look={props.editing ? "main" : "outline"}
              size="small"
              busy={showing()}
              onClick={() => void show()}
            >
              {view.partnerName() === null
                ? t("boundaries.showOnBoard")
                : t("boundaries.show", partnerWord(view))}
            </Button>
          </Show>
          <Show
            when={props.editing}
            fallback={
              <Button look="quiet" size="small" onClick={() => props.onEdit()}>
                {t("boundaries.keepWriting")}
              </Button>
            }
          >
            <Button look="quiet" size="small" onClick={rest}>
              {t("boundaries.doneWriting")}
            </Button>
          </Show>
          <Button look="quiet" size="small" onClick={drop}>
            {t("boundaries.erase")}
          </Button>
        </CardActions>
      </Show>
    </Card>
  );
}

/** Words for two people are clearer with names than with "I" or "you"; said once, while it helps. */
const hintFor = (wording: string): string | undefined =>
  /\b(I|me|my|you|your)\b/i.test(wording) ? t("boundaries.hintNames") : undefined;
