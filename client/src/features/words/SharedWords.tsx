import { restoreEntry } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import { jointRoots } from "@mendboard/shared/schema";
import { createMemo, type JSX, Show } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { CardActions } from "../../components/Card.tsx";
import { type WordsSize, WordsText } from "../../components/WordsText.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { partnerWord } from "../shell/people.ts";
import { LiveWordsField } from "./LiveWordsField.tsx";

export type SharedWordsProps = {
  readonly id: ItemId;
  readonly wording: string;
  /** An id for the words, so that a menu can be named by them. */
  readonly wordsId: string;
  /** The other removed it while it is open here. */
  readonly removed: boolean;
  readonly editing: boolean;
  readonly label: string;
  readonly size?: WordsSize | undefined;
  readonly lengthMax?: number | undefined;
  readonly onDone: () => void;
};

/** Words of a card or boundary, which both may change: plain to read, and a live field while they are being changed here. */
export function SharedWords(props: SharedWordsProps): JSX.Element {
  const view = useBoard();
  const { joint } = view.board;
  const { items } = jointRoots(joint);
  // Another text in its place is another field; the same one, told again, is not.
  const text = createMemo(() => (props.editing ? view.items.text(props.id) : null));
  return (
    <Show
      when={text()}
      keyed
      fallback={<WordsText id={props.wordsId} text={props.wording} size={props.size} />}
    >
      {(live) => (
        <>
          <LiveWordsField
            text={live}
            writing={props.id}
            label={props.label}
            labelHidden
            size={props.size}
            lengthMax={props.lengthMax}
            autofocus
            onKeyDown={(event) => {
              const done =
                event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey));
              if (done) props.onDone();
            }}
          />
          <Show
            when={props.removed}
            fallback={
              <CardActions>
                <Button size="small" onClick={() => props.onDone()}>
                  {t("common.done")}
                </Button>
              </CardActions>
            }
          >
            <CardActions note={t("plan.removedByOther", partnerWord(view))}>
              <Button size="small" onClick={() => void restoreEntry(joint, items, props.id)}>
                {t("plan.keepWords")}
              </Button>
              <Button size="small" look="quiet" onClick={() => props.onDone()}>
                {t("plan.letGo")}
              </Button>
            </CardActions>
          </Show>
        </>
      )}
    </Show>
  );
}
