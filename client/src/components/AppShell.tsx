import { type JSX, Show } from "solid-js";
import { QuickExitButton } from "./QuickExitButton.tsx";
import { SkipLink } from "./SkipLink.tsx";
import styles from "./AppShell.module.css";

/** The page itself, where the skip link leads and where focus may be put after a change of page. */
export const MAIN_ID = "main";

export type AppShellProps = {
  readonly exitLabel: string;
  readonly onExit: () => void;
  readonly skipLabel: string;
  /** The one h1. */
  readonly title: string;
  /** Whom this browser speaks for: a {@link PersonHeader}. */
  readonly person?: JSX.Element;
  /** Who else is here: an {@link AvatarPair}. */
  readonly people?: JSX.Element;
  /** A {@link Rail}, shown from 900 px up. */
  readonly rail: JSX.Element;
  /** A {@link BottomBar}, shown below that. */
  readonly bottomBar: JSX.Element;
  /** Above the page at every width: the ribbon of the sample. */
  readonly ribbon?: JSX.Element;
  /** Above the bottom bar, where it moves nothing as it comes and goes: what the rail's sync line says. */
  readonly phoneLine?: JSX.Element;
  /** Beside the page where there is room, below it elsewhere. */
  readonly aside?: JSX.Element;
  readonly toast?: JSX.Element;
  readonly children: JSX.Element;
};

/** The frame around every screen of an open board. */
export function AppShell(props: AppShellProps): JSX.Element {
  return (
    <div class={styles.frame}>
      <div class={styles.shell}>
        <header class={styles.top}>
          <div class={styles.exit}>
            <QuickExitButton label={props.exitLabel} onExit={props.onExit} />
          </div>
          <SkipLink label={props.skipLabel} target={MAIN_ID} />
          <div class={styles.header}>
            <h1 class={styles.title}>{props.title}</h1>
            <div class={styles.person}>{props.person}</div>
            <div class={styles.people}>{props.people}</div>
          </div>
        </header>
        <div class={styles.body}>
          <div class={styles.rail}>{props.rail}</div>
          <div class={styles.page} data-aside={props.aside ? "" : undefined}>
            <main id={MAIN_ID} class={styles.main} tabindex="-1">
              <Show when={props.ribbon}>
                <div class={styles.ribbon}>{props.ribbon}</div>
              </Show>
              {props.children}
            </main>
            <Show when={props.aside}>
              <aside class={styles.aside}>{props.aside}</aside>
            </Show>
          </div>
        </div>
        <footer class={styles.dock}>
          {props.toast}
          <Show when={props.phoneLine}>
            <div class={styles.phoneLine}>{props.phoneLine}</div>
          </Show>
          <div class={styles.bottomBar}>{props.bottomBar}</div>
        </footer>
      </div>
    </div>
  );
}
