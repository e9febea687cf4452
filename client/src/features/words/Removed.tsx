import { restoreEntry } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import type { Ordered } from "@mendboard/shared/order";
import type { ItemCollection } from "@mendboard/shared/schema";
import { For, type JSX } from "solid-js";
import type * as Y from "yjs";
import { Button } from "../../components/Button.tsx";
import { Disclosure } from "../../components/Disclosure.tsx";
import { WordsText } from "../../components/WordsText.tsx";
import type { Collection } from "../../stores/bind.ts";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { focusItem, wordsIdOf } from "./focus.ts";
import styles from "./Removed.module.css";

export type RemovedProps = {
  readonly doc: Y.Doc;
  readonly collection: ItemCollection;
  readonly view: Collection<Ordered & { readonly wording: string }>;
  readonly ids: readonly ItemId[];
};

/** What was removed and is still kept, to be brought back; also what the other removed while words in it were on their way. */
export function Removed(props: RemovedProps): JSX.Element {
  const board = useBoard();
  const bringBack = (id: ItemId) => {
    restoreEntry(props.doc, props.collection, id);
    focusItem(id);
  };
  return (
    <Disclosure summary={t("common.removedBefore", props.ids.length)}>
      <ul class={styles.list}>
        <For each={props.ids}>
          {(id) => (
            <li class={styles.row}>
              <WordsText id={wordsIdOf(id)} text={props.view.entries[id]?.wording ?? ""} resting />
              <Button size="small" look="quiet" disabled={!board.canWrite()} onClick={() => bringBack(id)}>
                {t("common.bringBack")}
              </Button>
            </li>
          )}
        </For>
      </ul>
    </Disclosure>
  );
}
