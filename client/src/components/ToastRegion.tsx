import { type JSX, Show } from "solid-js";
import { Button } from "./Button.tsx";
import type { Toast } from "./createToast.ts";
import { IconButton } from "./IconButton.tsx";
import styles from "./ToastRegion.module.css";

export type ToastRegionProps = { readonly toast: Toast; readonly closeLabel: string };

/** Where the toast appears. The region is always there, so that screen readers hear what comes into it. */
export function ToastRegion(props: ToastRegionProps): JSX.Element {
  let cameFrom: EventTarget | null = null;

  /** Focus inside a toast that goes would fall to the top of the page; it returns where it came from. */
  const leave = () => {
    if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    cameFrom = null;
  };

  return (
    <div class={styles.region} role="status">
      <Show when={props.toast.current()} keyed>
        {(message) => (
          <div
            class={styles.toast}
            onPointerEnter={() => props.toast.hold()}
            onPointerLeave={() => props.toast.release()}
            onFocusIn={(event) => {
              cameFrom ??= event.relatedTarget;
              props.toast.hold();
            }}
            onFocusOut={(event) => {
              const goesTo = event.relatedTarget;
              if (goesTo instanceof Node && event.currentTarget.contains(goesTo)) return;
              cameFrom = null;
              props.toast.release();
            }}
          >
            <p class={styles.text}>{message.text}</p>
            <Show when={message.action}>
              {(action) => (
                <Button
                  look="quiet"
                  size="small"
                  onClick={() => {
                    const { run } = action();
                    leave();
                    props.toast.dismiss();
                    run();
                  }}
                >
                  {action().label}
                </Button>
              )}
            </Show>
            <IconButton
              icon="close"
              label={props.closeLabel}
              onClick={() => {
                leave();
                props.toast.dismiss();
              }}
            />
          </div>
        )}
      </Show>
    </div>
  );
}
