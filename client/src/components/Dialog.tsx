import { createEffect, createUniqueId, type JSX, Show } from "solid-js";
import { IconButton } from "./IconButton.tsx";
import styles from "./Dialog.module.css";

export type DialogProps = {
  readonly open: boolean;
  /** Asked for by Esc, the close button or a press outside. It stays open until `open` says otherwise. */
  readonly onClose: () => void;
  readonly title: string;
  readonly closeLabel: string;
  /** One main action and what stands beside it. Give `autofocus` to the one that changes nothing, if any. */
  readonly actions?: JSX.Element;
  readonly children?: JSX.Element;
};

/**
 * The platform's own modal dialog: it keeps the focus inside, makes the rest inert, and gives the focus
 * back where it came from. In the middle on a desk, from the bottom edge on a phone.
 */
export function Dialog(props: DialogProps): JSX.Element {
  const titleId = createUniqueId();
  let dialog: HTMLDialogElement | undefined;

  createEffect(() => {
    if (!dialog || dialog.open === props.open) return;
    if (props.open) dialog.showModal();
    else dialog.close();
  });

  return (
    <dialog
      ref={(element) => (dialog = element)}
      class={styles.dialog}
      aria-labelledby={titleId}
      on:cancel={(event: Event) => {
        event.preventDefault(); // whether it closes is the parent's decision
        props.onClose();
      }}
      on:close={() => {
        if (props.open) props.onClose(); // closed by the browser itself, as a second Esc does
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) props.onClose();
      }}
    >
      <Show when={props.open}>
        <div class={styles.box}>
          <header class={styles.header}>
            <h2 id={titleId} class={styles.title}>
              {props.title}
            </h2>
            <IconButton icon="close" label={props.closeLabel} onClick={() => props.onClose()} />
          </header>
          <div class={styles.content}>{props.children}</div>
          <Show when={props.actions}>
            <footer class={styles.actions}>{props.actions}</footer>
          </Show>
        </div>
      </Show>
    </dialog>
  );
}
