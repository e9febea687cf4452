import { expect, test } from "vitest";
import { followPage, type Page } from "./page-events.ts";

function createPage(): { page: Page; show: (state: "visible" | "hidden") => void } {
  const document = { visibilityState: "visible" };
  const page = Object.assign(new EventTarget(), { document });
  const show = (state: "visible" | "hidden"): void => {
    document.visibilityState = state;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  return { page, show };
}

const recorder = () => {
  const seen: string[] = [];
  return {
    seen,
    events: {
      onOnline: () => seen.push("online"),
      onOffline: () => seen.push("offline"),
      onVisible: () => seen.push("visible"),
      onHidden: () => seen.push("hidden"),
    },
  };
};

test("network, visibility and every way a page can be put away are told, once each", () => {
  const { page, show } = createPage();
  const { seen, events } = recorder();
  followPage(page, events);
  for (const type of ["online", "offline", "pagehide", "freeze", "pageshow"])
    page.dispatchEvent(new Event(type));
  show("hidden");
  show("visible");
  expect(seen).toEqual(["online", "offline", "hidden", "hidden", "visible", "hidden", "visible"]);
});

test("after stopping nothing is told", () => {
  const { page, show } = createPage();
  const { seen, events } = recorder();
  followPage(page, events)();
  page.dispatchEvent(new Event("online"));
  show("hidden");
  expect(seen).toEqual([]);
});
