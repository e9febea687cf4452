import type { JSX } from "solid-js";
import { render } from "solid-js/web";
import { onTestFinished } from "vitest";

/** Puts `ui` into the page, in a place of its own, until the test ends. */
export function mount(ui: () => JSX.Element): HTMLElement {
  const place = document.createElement("div");
  document.body.append(place);
  const dispose = render(ui, place);
  onTestFinished(() => {
    dispose();
    place.remove();
  });
  return place;
}

/** The first element that matches, or a sentence about what is missing. */
export function find(place: ParentNode, selector: string): HTMLElement {
  const found = place.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`Nothing in the page matches ${selector}`);
  return found;
}

/** Presses a key where the focus is; whether anything still wants its usual meaning is in the answer. */
export const press = (key: string): boolean =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
  );
