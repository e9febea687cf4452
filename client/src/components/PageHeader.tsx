import { type JSX, Show } from "solid-js";
import styles from "./PageHeader.module.css";

export type PageHeaderProps = {
  /** One line under the title: what this page is for. */
  readonly lead?: string | undefined;
  /** The one thing to begin here. */
  readonly action?: JSX.Element;
};

/** Opens a page, under the title that the shell shows. */
export function PageHeader(props: PageHeaderProps): JSX.Element {
  return (
    <div class={styles.header}>
      <Show when={props.lead}>
        <p class={styles.lead}>{props.lead}</p>
      </Show>
      {props.action}
    </div>
  );
}
