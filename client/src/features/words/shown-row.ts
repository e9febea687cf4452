import type { ItemId } from "@mendboard/shared/ids";
import { ROWS_PER_VIEW_MAX } from "@mendboard/shared/limits";
import { type Accessor, createSignal } from "solid-js";

/** How much of a row a list shows. */
export type ShownRow = {
  readonly ids: Accessor<readonly ItemId[]>;
  readonly isCut: Accessor<boolean>;
  /** How many there are in all. */
  readonly count: Accessor<number>;
  /** On request, or because this person has just put something at its end. Changes nothing while all are shown anyway. */
  readonly showAll: () => void;
};

/** The first {@link ROWS_PER_VIEW_MAX} of a row, and the one whose words are open wherever it stands; all of them on request. */
export function createShownRow(
  row: Accessor<readonly ItemId[]>,
  open: Accessor<ItemId | null> = () => null,
): ShownRow {
  const [isWhole, setWhole] = createSignal(false);
  const isCut = () => !isWhole() && row().length > ROWS_PER_VIEW_MAX;
  return {
    ids: () => (isCut() ? row().filter((id, at) => at < ROWS_PER_VIEW_MAX || id === open()) : row()),
    isCut,
    count: () => row().length,
    showAll: () => {
      if (isCut()) setWhole(true);
    },
  };
}
