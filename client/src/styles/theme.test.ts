// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { applyTheme, readTheme, setTheme } from "./theme.ts";

beforeEach(() => {
  document.head.innerHTML = `
    <meta name="theme-color" content="white" media="(prefers-color-scheme: light)" data-scheme="light" />
    <meta name="theme-color" content="black" media="(prefers-color-scheme: dark)" data-scheme="dark" />`;
});

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  applyTheme();
});

const barMedia = () => [...document.querySelectorAll("meta")].map((meta) => meta.media);

test("a chosen theme is shown and is there again after a restart", () => {
  expect(setTheme("dark")).toBe(true);
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  document.documentElement.removeAttribute("data-theme");
  applyTheme();
  expect(document.documentElement.dataset["theme"]).toBe("dark");
});

test("going back to the system leaves nothing behind", () => {
  setTheme("light");
  setTheme("system");
  expect(document.documentElement.hasAttribute("data-theme")).toBe(false);
  expect(localStorage).toHaveLength(0);
  expect(readTheme()).toBe("system");
});

test("the browser's own bars follow the chosen theme, and the system again after it", () => {
  setTheme("dark");
  expect(barMedia()).toEqual(["not all", "all"]);
  setTheme("system");
  expect(barMedia()).toEqual(["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"]);
});

test("anything unknown in storage is the system", () => {
  localStorage.setItem("theme", "sepia");
  expect(readTheme()).toBe("system");
});

test("refused storage is the system, and a choice then lasts as long as the page", () => {
  const refuse = () => {
    throw new DOMException("refused", "SecurityError");
  };
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(refuse);
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(refuse);
  expect(readTheme()).toBe("system");
  expect(setTheme("dark")).toBe(false);
  expect(document.documentElement.dataset["theme"]).toBe("dark");
});
