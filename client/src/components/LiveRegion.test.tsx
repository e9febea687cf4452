// @vitest-environment jsdom
import { expect, test } from "vitest";
import { createAnnouncer, LiveRegion } from "./LiveRegion.tsx";
import { find, mount } from "./testing/mount.ts";

test("the same sentence twice is a change twice, so it is read twice", () => {
  const announcer = createAnnouncer();
  const place = mount(() => <LiveRegion text={announcer.text()} />);
  const said = [1, 2, 3].map(() => {
    announcer.announce("Sam changed 1 thing in Plan.");
    return find(place, "[role=status]").textContent;
  });
  expect(new Set(said.slice(0, 2)).size).toBe(2);
  expect(new Set(said.slice(1)).size).toBe(2);
  expect(new Set(said.map((text) => text.trim()))).toEqual(new Set(["Sam changed 1 thing in Plan."]));
});
