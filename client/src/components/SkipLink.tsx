import type { JSX } from "solid-js";
import styles from "./SkipLink.module.css";

/** Past the navigation, straight to the page; shown once it has the focus. */
export function SkipLink(props: { readonly label: string; readonly target: string }): JSX.Element {
  const skip = (event: Event) => {
    event.preventDefault(); // an address with a fragment would be one more line of history
    document.getElementById(props.target)?.focus();
  };
  return (
    <a class={styles.skip} href={`#${props.target}`} onClick={skip}>
      {props.label}
    </a>
  );
}
