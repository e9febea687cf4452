import { type ItemId, newItemId } from "@mendboard/shared/ids";
import { randomBytes } from "./random-bytes.ts";

/** An id for something this device makes. */
export const mintItemId = (): ItemId => newItemId(randomBytes(16));
