import type { JSX } from "solid-js";
import styles from "./PersonHeader.module.css";

/** Whom this browser speaks for, said on every screen: two people may share a table, and sometimes a laptop. */
export function PersonHeader(props: { readonly text: string }): JSX.Element {
  return <p class={styles.person}>{props.text}</p>;
}
