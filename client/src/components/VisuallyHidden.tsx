import type { JSX } from "solid-js";

/** Words for ears only. */
export function VisuallyHidden(props: { readonly children: JSX.Element }): JSX.Element {
  return <span class="visually-hidden">{props.children}</span>;
}
