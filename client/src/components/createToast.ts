import { createSignal, onCleanup } from "solid-js";

/** How long a toast stays while nobody points at it. */
export const TOAST_MS = 10_000;

export type ToastMessage = {
  readonly text: string;
  /** At most one thing to do about it: usually to take it back. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
};

/** Runs `done` once after `delayMs`, unless the returned function is called before. */
export type Timer = (done: () => void, delayMs: number) => () => void;

const browserTimer: Timer = (done, delayMs) => {
  const handle = setTimeout(done, delayMs);
  return () => clearTimeout(handle);
};

export type Toast = {
  /** What is shown now: one at a time, the newest wins. */
  readonly current: () => ToastMessage | undefined;
  readonly show: (message: ToastMessage) => void;
  readonly dismiss: () => void;
  /** Someone points at it or has the focus in it: it waits. */
  readonly hold: () => void;
  /** They left: its time begins anew. */
  readonly release: () => void;
};

/** The one toast of the app and its time. It never carries an error, because it goes by itself. */
export function createToast(timer: Timer = browserTimer): Toast {
  const [current, setCurrent] = createSignal<ToastMessage>();
  let stop = (): void => undefined;

  const dismiss = () => {
    stop();
    setCurrent(undefined);
  };
  const release = () => {
    stop();
    if (current()) stop = timer(dismiss, TOAST_MS);
  };
  const show = (message: ToastMessage) => {
    setCurrent(message);
    release();
  };
  onCleanup(() => stop());
  return { current, show, dismiss, hold: () => stop(), release };
}
