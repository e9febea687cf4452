import type { Limit } from "@mendboard/shared/read";
import { For, type JSX } from "solid-js";
import { Avatar } from "../../components/Avatar.tsx";
import { Card, CardRow } from "../../components/Card.tsx";
import { WordsText } from "../../components/WordsText.tsx";
import type { Collection } from "../../stores/bind.ts";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { initialOf, partnerWord } from "../shell/people.ts";
import styles from "./BoundariesPage.module.css";

/** The other's limits, to read. Nobody else can write them. */
export function TheirLimits(props: { readonly limits: Collection<Limit> }): JSX.Element {
  const view = useBoard();
  const row = () => props.limits.createRow((limit) => limit.deletedAt === null);
  return (
    <section class={styles.part} aria-labelledby="theirs">
      <h2 id="theirs">
        {view.partnerName() === null
          ? t("boundaries.theirsUnnamed")
          : t("boundaries.theirs", partnerWord(view))}
      </h2>
      <For
        each={row()()}
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
    </section>
  );
}
