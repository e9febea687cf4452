// @vitest-environment jsdom
import { beforeAll, expect, test, vi } from "vitest";
import { Menu } from "./Menu.tsx";
import { find, mount, press } from "./testing/mount.ts";
import { installTopLayer } from "./testing/top-layer.ts";

beforeAll(installTopLayer);

function openMenu(onSelect = vi.fn()) {
  const place = mount(() => (
    <Menu
      label="More for: Sunday walk"
      items={[
        { label: "Move to Trying", onSelect },
        { label: "Edit", onSelect },
        { label: "Move up", disabled: true, onSelect },
        { label: "Delete", danger: true, onSelect },
      ]}
    />
  ));
  const button = find(place, "button[aria-haspopup=menu]");
  button.focus();
  return { place, button, onSelect, here: () => document.activeElement?.textContent };
}

test("its actions are in the page only while it is open", () => {
  const { place, button } = openMenu();
  expect(place.querySelectorAll("[role=menuitem]")).toHaveLength(0);
  button.click();
  expect(place.querySelectorAll("[role=menuitem]")).toHaveLength(4);
  expect(button.getAttribute("aria-expanded")).toBe("true");
  press("Escape");
  expect(place.querySelectorAll("[role=menuitem]")).toHaveLength(0);
  expect(button.getAttribute("aria-expanded")).toBe("false");
});

test("opened by a press or by arrow down it begins at the first action, by arrow up at the last", () => {
  const { button, here } = openMenu();
  button.click();
  expect(here()).toBe("Move to Trying");
  press("Escape");
  press("ArrowUp");
  expect(here()).toBe("Delete");
  press("Escape");
  press("ArrowDown");
  expect(here()).toBe("Move to Trying");
});

test("arrows go round the ends, Home and End jump to them", () => {
  const { button, here } = openMenu();
  button.click();
  press("ArrowUp");
  expect(here()).toBe("Delete");
  press("ArrowDown");
  expect(here()).toBe("Move to Trying");
  press("End");
  expect(here()).toBe("Delete");
  press("Home");
  expect(here()).toBe("Move to Trying");
});

test("a letter jumps to the next action that begins with it", () => {
  const { button, here } = openMenu();
  button.click();
  press("m");
  expect(here()).toBe("Move up");
  press("m");
  expect(here()).toBe("Move to Trying");
  press("x");
  expect(here()).toBe("Move to Trying");
});

test("Esc gives the focus back to the button and goes no further", () => {
  const { button } = openMenu();
  button.click();
  expect(press("Escape")).toBe(false);
  expect(document.activeElement).toBe(button);
});

test("Tab closes it and keeps its usual meaning", () => {
  const { place, button } = openMenu();
  button.click();
  expect(press("Tab")).toBe(true);
  expect(place.querySelectorAll("[role=menuitem]")).toHaveLength(0);
});

test("an action runs once, after the menu is closed and the button has the focus", () => {
  const seen: unknown[] = [];
  const { place, button } = openMenu(
    vi.fn(() => seen.push(document.activeElement, place.querySelectorAll("[role=menuitem]").length)),
  );
  button.click();
  find(place, "[role=menuitem]").click();
  expect(seen).toEqual([button, 0]);
});

test("an action that is not possible now can be reached but does nothing", () => {
  const { place, button, onSelect } = openMenu();
  button.click();
  const disabled = find(place, "[aria-disabled=true]");
  disabled.focus();
  expect(document.activeElement).toBe(disabled);
  disabled.click();
  expect(onSelect).not.toHaveBeenCalled();
  expect(place.querySelectorAll("[role=menuitem]")).toHaveLength(4);
});

test("its name is read from the words it is for, so that a changed letter changes nothing here", () => {
  const place = mount(() => (
    <>
      <p id="words">Sunday walk</p>
      <Menu label="More about" of="words" items={[]} />
    </>
  ));
  const button = find(place, "button[aria-haspopup=menu]");
  const named = (button.getAttribute("aria-labelledby") ?? "").split(" ");
  expect(named).toEqual([button.id, "words"]);
  expect(button.getAttribute("aria-label")).toBe("More about");
});
