// @vitest-environment jsdom
import { createSignal } from "solid-js";
import { expect, test, vi } from "vitest";
import { Segmented } from "./Segmented.tsx";
import { find, mount } from "./testing/mount.ts";

const lanes = [
  { value: "talking", label: "Talking" },
  { value: "trying", label: "Trying" },
  { value: "now", label: "Now" },
] as const;

const radios = (place: ParentNode) => [...place.querySelectorAll<HTMLInputElement>("input[type=radio]")];
const checked = (place: ParentNode) =>
  radios(place)
    .filter((radio) => radio.checked)
    .map((radio) => radio.value);

test("it is a group of radio buttons with a name, one of them chosen", () => {
  const place = mount(() => (
    <Segmented label="Lane" options={lanes} value="trying" onChange={() => undefined} />
  ));
  expect(find(place, "fieldset > legend").textContent).toBe("Lane");
  expect(radios(place).map((radio) => radio.labels?.[0]?.textContent)).toEqual(["Talking", "Trying", "Now"]);
  expect(checked(place)).toEqual(["trying"]);
});

test("nothing needs to be chosen yet", () => {
  const place = mount(() => (
    <Segmented label="Lane" options={lanes} value={undefined} onChange={() => undefined} />
  ));
  expect(checked(place)).toEqual([]);
});

test("choosing tells the value, and the choice follows what comes back", () => {
  const [lane, setLane] = createSignal<"talking" | "trying" | "now">("talking");
  const onChange = vi.fn(setLane);
  const place = mount(() => <Segmented label="Lane" options={lanes} value={lane()} onChange={onChange} />);
  radios(place)[2]?.click();
  expect(onChange.mock.calls).toEqual([["now"]]);
  expect(checked(place)).toEqual(["now"]);
  setLane("trying");
  expect(checked(place)).toEqual(["trying"]);
});

test("its radios share one name, which is what makes the arrow keys move among them", () => {
  const place = mount(() => (
    <Segmented label="Lane" options={lanes} value="now" onChange={() => undefined} />
  ));
  expect(new Set(radios(place).map((radio) => radio.name)).size).toBe(1);
});

test("two of them on one page do not disturb each other", () => {
  const place = mount(() => (
    <>
      <Segmented label="Lane" options={lanes} value="talking" onChange={() => undefined} />
      <Segmented label="Other lane" options={lanes} value="now" onChange={() => undefined} />
    </>
  ));
  expect(checked(place)).toEqual(["talking", "now"]);
});
