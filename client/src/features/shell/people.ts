import type { BoardView } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";

/** The first letter of a name as it should be shown; whole, also where a letter takes several code units. */
export function initialOf(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return (first?.segment ?? "·").toLocaleUpperCase();
}

/** What to call the partner inside a sentence. */
export const partnerWord = (view: BoardView): string => view.partnerName() ?? t("common.yourPartner");

/** What to call the member this browser speaks for. */
export const myWord = (view: BoardView): string => view.mine.name() || t("common.you");
