// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bindTextarea } from "./bind-textarea.ts";

let doc: Y.Doc;
let text: Y.Text;
let field: HTMLTextAreaElement;
let unbind: () => void;

beforeEach(() => {
  doc = new Y.Doc();
  text = doc.getText();
  text.insert(0, "walk on Sunday");
  field = document.createElement("textarea");
  document.body.append(field);
  field.focus();
  unbind = bindTextarea(field, text);
});

afterEach(() => {
  unbind();
  field.remove();
});

/** What a keyboard does: the field changes first, then tells. */
function type(value: string, caret: number): void {
  field.value = value;
  field.setSelectionRange(caret, caret);
  field.dispatchEvent(new Event("input"));
}

/** The partner's edit, as it arrives from another device. */
function remote(edit: (text: Y.Text) => void): void {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  edit(other.getText());
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)), "remote");
}

describe("a bound textarea", () => {
  test("sends only the letters that were typed", () => {
    const deltas: unknown[] = [];
    text.observe((event) => deltas.push(event.delta));
    type("walk on a Sunday", 10);
    expect(text.toString()).toBe("walk on a Sunday");
    expect(deltas).toEqual([[{ retain: 8 }, { insert: "a " }]]);
  });

  test("keeps the caret with its letter when the other writes before it", () => {
    field.setSelectionRange(8, 14);
    remote((other) => other.insert(0, "A long "));
    expect(field.value).toBe("A long walk on Sunday");
    expect([field.selectionStart, field.selectionEnd]).toEqual([15, 21]);
  });

  test("does not take the focus when the other writes", () => {
    field.blur();
    remote((other) => other.insert(0, "A "));
    expect(document.activeElement).toBe(document.body);
  });

  test("lets a composition finish undisturbed, and keeps what both wrote meanwhile", () => {
    field.setSelectionRange(4, 4);
    field.dispatchEvent(new CompositionEvent("compositionstart"));
    type("walk~ on Sunday", 5);
    remote((other) => other.insert(0, "A "));
    expect(field.value).toBe("walk~ on Sunday");
    type("walkñ on Sunday", 5);
    field.dispatchEvent(new CompositionEvent("compositionend"));
    expect(text.toString()).toBe("A walkñ on Sunday");
    expect(field.value).toBe("A walkñ on Sunday");
  });

  test("undo takes back only what was written here", () => {
    type("walk on a Sunday", 10);
    remote((other) => other.insert(0, "Our "));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, cancelable: true }));
    expect(text.toString()).toBe("Our walk on Sunday");
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key: "z", ctrlKey: true, shiftKey: true, cancelable: true }),
    );
    expect(text.toString()).toBe("Our walk on a Sunday");
    expect(field.value).toBe("Our walk on a Sunday");
  });

  test("writes at the right place behind a foreign app's line ends", () => {
    remote((other) => other.insert(4, "\r\n"));
    expect(field.value).toBe("walk\n on Sunday");
    type("walk\nx on Sunday", 6);
    expect(text.toString()).toBe("walk\r\nx on Sunday");
  });

  test("writes and deletes at the right place among what a foreign app embedded or formatted", () => {
    remote((other) => {
      other.insertEmbed(4, { image: "x" });
      other.format(0, 2, { bold: true });
    });
    expect(field.value).toBe("walk on Sunday");
    type("walk on a Sunday", 10);
    expect(text.toString()).toBe("walk on a Sunday");
    type("walk a Sunday", 7);
    expect(text.toString()).toBe("walk a Sunday");
    expect(text.toDelta()).toContainEqual({ insert: { image: "x" } });
  });

  test("keeps the caret with its letter behind what a foreign app embeds", () => {
    remote((other) => other.insertEmbed(0, { image: "x" }));
    field.setSelectionRange(8, 8);
    remote((other) => other.insert(1, "A "));
    expect(field.value).toBe("A walk on Sunday");
    expect(field.selectionStart).toBe(10);
  });

  test("stops listening when it ends", () => {
    unbind();
    unbind = () => undefined;
    remote((other) => other.insert(0, "A "));
    expect(field.value).toBe("walk on Sunday");
  });
});
