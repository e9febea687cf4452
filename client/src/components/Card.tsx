import { type JSX, Show } from "solid-js";
import type { Place } from "./place.ts";
import styles from "./Card.module.css";

export type CardProps = {
  /** surface: alive · resolved: settled or at rest, so without fill · draft: only the reader sees it. */
  readonly tone?: "surface" | "resolved" | "draft" | undefined;
  /** More air around longer words, as on Boundaries. */
  readonly roomy?: boolean | undefined;
  /** Someone else is writing in it: a ring and a flag in their colour. */
  readonly writing?: { readonly place: Place; readonly text: string } | undefined;
  /** Someone else has just changed it: a bar in their colour. The parent takes it away again after 2 s. */
  readonly changedBy?: Place | undefined;
  /** Above the words on a narrow card, beside them on a wide one. */
  readonly tag?: JSX.Element;
  readonly labelledBy?: string | undefined;
  readonly children: JSX.Element;
};

/** One thing on the board. Inside: words first, then {@link CardRow}, then {@link CardActions}. */
export function Card(props: CardProps): JSX.Element {
  return (
    <article
      class={styles.card}
      data-tone={props.tone ?? "surface"}
      data-roomy={props.roomy ? "" : undefined}
      data-place={props.writing?.place ?? props.changedBy}
      data-writing={props.writing ? "" : undefined}
      data-changed={props.changedBy ? "" : undefined}
      aria-labelledby={props.labelledBy}
    >
      <Show when={props.writing}>{(writing) => <p class={styles.flag}>{writing().text}</p>}</Show>
      <div class={styles.body}>
        <Show when={props.tag}>
          <div class={styles.tag}>{props.tag}</div>
        </Show>
        {props.children}
      </div>
    </article>
  );
}

export type CardRowProps = {
  readonly children?: JSX.Element;
  /** At the far end: a menu, or the tag of a card too small for a line of its own. */
  readonly end?: JSX.Element;
};

/** Who and when, small, under the words. */
export function CardRow(props: CardRowProps): JSX.Element {
  return (
    <div class={styles.row}>
      <div class={styles.facts}>{props.children}</div>
      <Show when={props.end}>
        <div class={styles.end}>{props.end}</div>
      </Show>
    </div>
  );
}

export type CardActionsProps = {
  /** What is asked, in a sentence above the buttons. */
  readonly note?: JSX.Element;
  readonly children: JSX.Element;
};

/** What is asked of the reader; left out when nothing is. */
export function CardActions(props: CardActionsProps): JSX.Element {
  return (
    <div class={styles.actions}>
      <Show when={props.note}>
        <p class={styles.note}>{props.note}</p>
      </Show>
      <div class={styles.buttons}>{props.children}</div>
    </div>
  );
}
