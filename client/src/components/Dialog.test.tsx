// @vitest-environment jsdom
import { createSignal } from "solid-js";
import { beforeAll, expect, test, vi } from "vitest";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { Dialog } from "./Dialog.tsx";
import { find, mount } from "./testing/mount.ts";
import { installTopLayer } from "./testing/top-layer.ts";

beforeAll(installTopLayer);

function openDialog() {
  const [open, setOpen] = createSignal(false);
  const onClose = vi.fn(() => setOpen(false));
  const place = mount(() => (
    <>
      <button id="opener" type="button" />
      <Dialog open={open()} onClose={onClose} title="Add" closeLabel="Close">
        <p id="inside">For us</p>
      </Dialog>
    </>
  ));
  find(place, "#opener").focus();
  setOpen(true);
  return { place, dialog: find(place, "dialog") as HTMLDialogElement, onClose, open };
}

test("it is named by its title, and its content is in the page only while it is open", () => {
  const { place, dialog } = openDialog();
  expect(find(place, `#${dialog.getAttribute("aria-labelledby")}`).textContent).toBe("Add");
  expect(place.querySelector("#inside")).not.toBeNull();
  find(place, "[aria-label=Close]").click();
  expect(place.querySelector("#inside")).toBeNull();
  expect(dialog.open).toBe(false);
});

test("the focus goes into it, and back to where it was", () => {
  const { place, dialog } = openDialog();
  expect(dialog.contains(document.activeElement)).toBe(true);
  find(place, "[aria-label=Close]").click();
  expect(document.activeElement?.id).toBe("opener");
});

test("Esc asks to close and leaves the closing to whoever opened it", () => {
  const { dialog, onClose } = openDialog();
  onClose.mockImplementation(() => false);
  expect(dialog.dispatchEvent(new Event("cancel", { cancelable: true }))).toBe(false);
  expect(onClose).toHaveBeenCalledTimes(1);
  expect(dialog.open).toBe(true);
});

test("closed by the browser itself, it says so", () => {
  const { dialog, onClose, open } = openDialog();
  dialog.close();
  expect(onClose).toHaveBeenCalledTimes(1);
  expect(open()).toBe(false);
});

test("a press beside it asks to close, a press inside does not", () => {
  const { place, dialog, onClose } = openDialog();
  find(place, "#inside").click();
  expect(onClose).not.toHaveBeenCalled();
  dialog.click();
  expect(onClose).toHaveBeenCalledTimes(1);
});

test("a question about deleting begins at the answer that changes nothing", () => {
  const [onConfirm, onCancel] = [vi.fn(), vi.fn()];
  mount(() => (
    <ConfirmDialog
      open
      destructive
      title="Delete “Sunday walk”?"
      text="It goes for both of you."
      confirmLabel="Delete"
      cancelLabel="Keep it"
      onConfirm={onConfirm}
      onCancel={onCancel}
    />
  ));
  expect(document.activeElement?.textContent).toBe("Keep it");
  (document.activeElement as HTMLElement).click();
  expect(onCancel).toHaveBeenCalledTimes(1);
  expect(onConfirm).not.toHaveBeenCalled();
});

test("while its work is under way, the answer cannot be given twice", () => {
  const onConfirm = vi.fn();
  const [busy, setBusy] = createSignal(false);
  const place = mount(() => (
    <ConfirmDialog
      open
      busy={busy()}
      title="Leave?"
      text="You take a copy."
      confirmLabel="Leave"
      cancelLabel="Stay"
      onConfirm={() => {
        onConfirm();
        setBusy(true);
      }}
      onCancel={() => undefined}
    />
  ));
  const confirm = find(place, "[data-look=main]");
  confirm.click();
  confirm.click();
  expect(onConfirm).toHaveBeenCalledTimes(1);
});
