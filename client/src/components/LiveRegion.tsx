import type { JSX } from "solid-js";
import { createSignal } from "solid-js";

export type Announcer = { readonly text: () => string; readonly announce: (sentence: string) => void };

/** What the one live region of the app says next. The same sentence twice is read twice. */
export function createAnnouncer(): Announcer {
  const [text, setText] = createSignal("");
  // A space that cannot be heard makes the repeated sentence a new one.
  const announce = (sentence: string) =>
    setText((before) => (before === sentence ? `${sentence}\u00A0` : sentence));
  return { text, announce };
}

/** Says to ears what eyes see change by itself. One on the whole page, politely, after whatever is being read. */
export function LiveRegion(props: { readonly text: string }): JSX.Element {
  return (
    <div class="visually-hidden" role="status">
      {props.text}
    </div>
  );
}
