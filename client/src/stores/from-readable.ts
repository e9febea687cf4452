import { type Accessor, createSignal, onCleanup } from "solid-js";
import type { Readable } from "../board/board.ts";

/** A value of the board layer as a signal. */
export function fromReadable<T>(
  readable: Readable<T>,
  equals: (a: T, b: T) => boolean = Object.is,
): Accessor<T> {
  const [value, setValue] = createSignal(readable.read(), { equals });
  onCleanup(readable.on(() => void setValue(() => readable.read())));
  return value;
}
