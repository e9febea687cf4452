// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { AppShell, MAIN_ID } from "./AppShell.tsx";
import { BottomBar } from "./BottomBar.tsx";
import { PlainPage } from "./PlainPage.tsx";
import { Rail } from "./Rail.tsx";
import { find, mount } from "./testing/mount.ts";

const FOCUSABLE = "a[href], button, input, textarea, select, summary";
const focusOrder = (place: ParentNode) =>
  [...place.querySelectorAll(FOCUSABLE)].map((element) => element.textContent);

function shell(onExit = vi.fn()) {
  return mount(() => (
    <AppShell
      exitLabel="Quick exit"
      onExit={onExit}
      skipLabel="Skip to the page"
      title="Plan"
      rail={
        <Rail
          label="Places"
          appName="Our plan"
          groups={[[{ href: "/plan", label: "Plan", icon: "plan", current: true }]]}
          last={[{ href: "/settings", label: "Settings", icon: "settings" }]}
        />
      }
      bottomBar={
        <BottomBar label="Places" items={[{ label: "Add", icon: "add", onSelect: () => undefined }]} />
      }
    >
      <button type="button">In the page</button>
    </AppShell>
  ));
}

test("on the board the quick exit comes first for the keyboard, before even the skip link", () => {
  expect(focusOrder(shell())).toEqual([
    "Quick exit",
    "Skip to the page",
    "Plan",
    "Settings",
    "In the page",
    "Add",
  ]);
});

test("on a plain page the quick exit comes first for the keyboard", () => {
  const place = mount(() => (
    <PlainPage
      exitLabel="Quick exit"
      onExit={() => undefined}
      appName="Our plan"
      title="This link has been used."
      lead={<a href="/sample">Look around</a>}
    />
  ));
  expect(focusOrder(place)[0]).toBe("Quick exit");
});

test("the quick exit acts at the first press", () => {
  const onExit = vi.fn();
  find(shell(onExit), "button").click();
  expect(onExit).toHaveBeenCalledTimes(1);
});

test("the skip link moves the focus to the page and adds no line to the history", () => {
  const place = shell();
  const click = new MouseEvent("click", { bubbles: true, cancelable: true });
  find(place, `a[href="#${MAIN_ID}"]`).dispatchEvent(click);
  expect(document.activeElement?.id).toBe(MAIN_ID);
  expect(click.defaultPrevented).toBe(true);
});

test("the page shown is marked in the navigation", () => {
  expect(find(shell(), "[aria-current=page]").textContent).toBe("Plan");
});
