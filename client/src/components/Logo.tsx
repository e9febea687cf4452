import type { JSX } from "solid-js";
import styles from "./Logo.module.css";

/** Two different shapes and one line between them: what the app is about, without saying it. */
export function Logo(): JSX.Element {
  return (
    <svg class={styles.logo} viewBox="0 0 28 22" aria-hidden="true">
      <path d="M4 16.5C5.25 8 8.75 3.5 14 3.5s8.75 4.5 10 13" />
      <circle class={styles.first} cx="4" cy="17.25" r="3" />
      <rect class={styles.second} x="21.15" y="14.4" width="5.7" height="5.7" rx="1.5" />
    </svg>
  );
}
