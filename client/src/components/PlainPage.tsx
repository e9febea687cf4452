import { type JSX, Show } from "solid-js";
import { MAIN_ID } from "./AppShell.tsx";
import { Logo } from "./Logo.tsx";
import { QuickExitButton } from "./QuickExitButton.tsx";
import styles from "./PlainPage.module.css";

export type PlainPageProps = {
  readonly exitLabel: string;
  readonly onExit: () => void;
  readonly appName: string;
  readonly title: string;
  /** What matters most, a size larger than the rest. */
  readonly lead?: JSX.Element;
  readonly children?: JSX.Element;
  /** The ways on; the main one first. */
  readonly actions?: JSX.Element;
  /** Small, at the foot: what to know about this copy. */
  readonly foot?: JSX.Element;
};

/** One column with air around it: the first page, joining, and every page that explains why something is not. */
export function PlainPage(props: PlainPageProps): JSX.Element {
  return (
    <div class={styles.frame}>
      <header class={styles.top}>
        <div class={styles.exit}>
          <QuickExitButton label={props.exitLabel} onExit={props.onExit} />
        </div>
        <p class={styles.brand}>
          <Logo />
          {props.appName}
        </p>
      </header>
      <main id={MAIN_ID} class={styles.main} tabindex="-1">
        <h1 class={styles.title}>{props.title}</h1>
        <Show when={props.lead}>
          <div class={styles.lead}>{props.lead}</div>
        </Show>
        <Show when={props.children}>
          <div class={styles.content}>{props.children}</div>
        </Show>
        <Show when={props.actions}>
          <div class={styles.actions}>{props.actions}</div>
        </Show>
      </main>
      <Show when={props.foot}>
        <footer class={styles.foot}>{props.foot}</footer>
      </Show>
    </div>
  );
}
