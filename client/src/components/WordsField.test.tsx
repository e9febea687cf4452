// @vitest-environment jsdom
import { createSignal } from "solid-js";
import { expect, test, vi } from "vitest";
import { find, mount } from "./testing/mount.ts";
import { WordsField, type WordsFieldProps } from "./WordsField.tsx";

const leftText = (left: number) => `${left} letters left`;

const findArea = (place: ParentNode) => find(place, "textarea") as HTMLTextAreaElement;

function field(props: Partial<WordsFieldProps>) {
  const place = mount(() => <WordsField label="Your words" leftText={leftText} {...props} />);
  const area = findArea(place);
  const type = (text: string) => {
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  return { place, area, type, text: () => place.textContent };
}

test("the limit is not mentioned before it is near", () => {
  const { type, text } = field({ limit: 100 });
  type("x".repeat(79));
  expect(text()).not.toContain("left");
  type("x".repeat(80));
  expect(text()).toContain("20 letters left");
});

test("near means the last tenth of a long limit", () => {
  const { type, text } = field({ limit: 1000 });
  type("x".repeat(899));
  expect(text()).not.toContain("left");
  type("x".repeat(900));
  expect(text()).toContain("100 letters left");
});

test("typing ends at the limit, and what is left is never less than nothing", () => {
  const { area, text } = field({ limit: 5, length: 7 });
  expect(area.maxLength).toBe(5);
  expect(text()).toContain("0 letters left");
});

test("whoever writes the element from outside says how long it is", () => {
  const [length, setLength] = createSignal(10);
  const place = mount(() => <WordsField label="Words" limit={100} length={length()} leftText={leftText} />);
  expect(place.textContent).not.toContain("left");
  setLength(95);
  expect(place.textContent).toContain("5 letters left");
});

test("what is left, the hint and the trouble all describe the field", () => {
  const { place, area } = field({ limit: 10, value: "123456789", hint: "Names help.", error: "Too short." });
  const described = (area.getAttribute("aria-describedby") ?? "").split(" ");
  expect(described.map((id) => find(place, `#${id}`).textContent)).toEqual([
    "Too short.",
    "Names help.",
    "1 letters left",
  ]);
  expect(area.getAttribute("aria-invalid")).toBe("true");
});

test("the same words coming back leave the caret where it is", () => {
  const [value, setValue] = createSignal("One question");
  const onInput = vi.fn(setValue);
  const place = mount(() => <WordsField label="Words" value={value()} onInput={onInput} />);
  const area = findArea(place);
  area.focus();
  area.setRangeText("small ", 4, 4, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  expect(onInput).toHaveBeenLastCalledWith("One small question");
  expect(area.selectionStart).toBe(10);
});

test("an element written from outside is left alone", () => {
  const place = mount(() => (
    <WordsField label="Words" ref={(element) => (element.value = "From the board")} length={14} limit={500} />
  ));
  expect(findArea(place).value).toBe("From the board");
});

test("its label names it, seen or not", () => {
  const { area } = field({ labelHidden: true });
  expect(area.labels[0]?.textContent).toBe("Your words");
});
