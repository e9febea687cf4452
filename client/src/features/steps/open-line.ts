import type { ItemId } from "@mendboard/shared/ids";
import { createSignal } from "solid-js";

/** The one line of "our list" whose words are open in this window. A step's own button opens one as well as the list. */
const [openLineId, setOpenLineId] = createSignal<ItemId | null>(null);

export { openLineId };
export const openLine = (id: ItemId): void => void setOpenLineId(id);
export const closeLine = (): void => void setOpenLineId(null);
