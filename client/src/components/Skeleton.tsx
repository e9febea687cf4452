import { For, type JSX } from "solid-js";
import styles from "./Skeleton.module.css";

export type SkeletonProps = {
  /** Read aloud: what is being opened. */
  readonly label: string;
  /** Cards it stands for, so that nothing jumps when they come. */
  readonly cards?: number | undefined;
};

/** The quiet outline of what is about to be there. It does not move. */
export function Skeleton(props: SkeletonProps): JSX.Element {
  return (
    <div class={styles.skeleton} role="status">
      <span class="visually-hidden">{props.label}</span>
      <For each={Array.from({ length: props.cards ?? 3 })}>
        {() => (
          <div class={styles.card} aria-hidden="true">
            <span class={styles.line} />
            <span class={styles.line} />
          </div>
        )}
      </For>
    </div>
  );
}
