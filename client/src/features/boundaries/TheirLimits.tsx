import type { Limit } from "@mendboard/shared/read";
import { createMemo, For, type JSX } from "solid-js";
import { Avatar } from "../../components/Avatar.tsx";
import { Card, CardRow } from "../../components/Card.tsx";
import { WordsText } from "../../components/WordsText.tsx";
import type { Collection } from "../../stores/bind.ts";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { initialOf, partnerWord } from "../shell/people.ts";
import { ShowAll } from "../words/ShowAll.tsx";
import { createShownRow } from "../words/shown-row.ts";
import styles from "./BoundariesPage.module.css";

/** The other's limits, to read. Nobody else can write them. */
export function TheirLimits(props: { readonly limits: Collection<Limit> }): JSX.Element {
  const view = useBoard();
  // Other limits are another partner's: one row each, not one each time it is read.
  const row = createMemo(() => props.limits.createRow((limit) => limit.deletedAt === null));
  const shown = createShownRow(() => row()());
  return (
    <section class={styles.part} aria-labelledby="theirs">
      <h2 id="theirs">
        {view.partnerName() === null
          ? t("boundaries.theirsUnnamed")
          : t("boundaries.theirs", partnerWord(view))}
      </h2>
      <For
        each={shown.ids()}
        fallback={<p class={styles.none}>{t("boundaries.theirsEmpty", partnerWord(view))}</p>}
      >
        {(id) => (
          <Card roomy>
            <WordsText text={props.limits.entries[id]?.wording ?? ""} size="boundary" />
            <CardRow>
              <Avatar
                place={view.partner()?.member.place ?? "second"}
                initial={initialOf(partnerWord(view))}
                size="small"
              />
              {partnerWord(view)}
            </CardRow>
          </Card>
        )}
      </For>
      <ShowAll of={shown} />
    </section>
  );
}
