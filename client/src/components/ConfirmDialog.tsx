import type { JSX } from "solid-js";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";

export type ConfirmDialogProps = {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, and what stays. */
  readonly text: string;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  /** Something is deleted by it. */
  readonly destructive?: boolean | undefined;
  readonly busy?: boolean | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** One question with two answers. The answer that changes nothing has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  return (
    <Dialog
      open={props.open}
      onClose={props.onCancel}
      title={props.title}
      closeLabel={props.cancelLabel}
      actions={
        <>
          <Button autofocus onClick={() => props.onCancel()}>
            {props.cancelLabel}
          </Button>
          <Button
            look={props.destructive ? "danger" : "main"}
            busy={props.busy}
            onClick={() => props.onConfirm()}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <p>{props.text}</p>
    </Dialog>
  );
}
