// @vitest-environment jsdom
import { createRoot } from "solid-js";
import { expect, onTestFinished, test, vi } from "vitest";
import { createToast, type Timer, TOAST_MS } from "./createToast.ts";
import { find, mount } from "./testing/mount.ts";
import { ToastRegion } from "./ToastRegion.tsx";

/** A timer that goes off when told to. */
function handTimer() {
  let waiting: { readonly done: () => void; readonly delayMs: number } | undefined;
  const timer: Timer = (done, delayMs) => {
    waiting = { done, delayMs };
    return () => (waiting = undefined);
  };
  return { timer, delayMs: () => waiting?.delayMs, goOff: () => waiting?.done() };
}

function showToast() {
  const clock = handTimer();
  const toast = createRoot((dispose) => {
    onTestFinished(dispose);
    return createToast(clock.timer);
  });
  const place = mount(() => (
    <>
      <button id="before" type="button" />
      <ToastRegion toast={toast} closeLabel="Close" />
    </>
  ));
  const run = vi.fn();
  toast.show({ text: "Deleted “Sunday walk”.", action: { label: "Undo", run } });
  return { place, toast, clock, run, text: () => place.querySelector("p")?.textContent };
}

test("it stays ten seconds, then goes by itself", () => {
  const { clock, text } = showToast();
  expect(text()).toBe("Deleted “Sunday walk”.");
  expect(clock.delayMs()).toBe(TOAST_MS);
  expect(TOAST_MS).toBe(10_000);
  clock.goOff();
  expect(text()).toBeUndefined();
});

test("it is announced: the region is a status that was there before", () => {
  const { place, text } = showToast();
  expect(find(place, "[role=status]").textContent).toContain(text());
});

test("it waits while a pointer rests on it, and begins its time anew afterwards", () => {
  const { place, clock } = showToast();
  const toast = find(place, "[role=status] > *");
  toast.dispatchEvent(new Event("pointerenter"));
  expect(clock.delayMs()).toBeUndefined();
  toast.dispatchEvent(new Event("pointerleave"));
  expect(clock.delayMs()).toBe(TOAST_MS);
});

test("it waits while the focus is in it, wherever in it the focus moves", () => {
  const { place, clock } = showToast();
  find(place, "[data-look=quiet]").focus();
  expect(clock.delayMs()).toBeUndefined();
  find(place, "[aria-label=Close]").focus();
  expect(clock.delayMs()).toBeUndefined();
  find(place, "#before").focus();
  expect(clock.delayMs()).toBe(TOAST_MS);
});

test("a newer one takes its place, with its own ten seconds", () => {
  const { toast, clock, text } = showToast();
  toast.show({ text: "Moved to Trying." });
  expect(text()).toBe("Moved to Trying.");
  clock.goOff();
  expect(text()).toBeUndefined();
});

test("its action runs once, closes it, and gives the focus back where it came from", () => {
  const { place, run, text } = showToast();
  find(place, "#before").focus();
  const undo = find(place, "[data-look=quiet]");
  undo.focus();
  undo.click();
  expect(run).toHaveBeenCalledTimes(1);
  expect(text()).toBeUndefined();
  expect(document.activeElement?.id).toBe("before");
});

test("closed after the focus moved about in it, it still gives it back where it came from", () => {
  const { place, text } = showToast();
  find(place, "#before").focus();
  find(place, "[data-look=quiet]").focus();
  const close = find(place, "[aria-label=Close]");
  close.focus();
  close.click();
  expect(text()).toBeUndefined();
  expect(document.activeElement?.id).toBe("before");
});
