import { editText } from "@mendboard/shared/edits";
import * as Y from "yjs";
import {
  mapThroughDelta,
  rawIndex,
  shownText,
  type Splice,
  spliceBetween,
  type TextDelta,
} from "./splice.ts";

/**
 * Bind a textarea to a live text: letters go both ways, the caret stays with its letter when the other writes, a
 * composition (an input method, a dead key) is never disturbed, and undo takes back only what was written here.
 *
 * @returns ends the binding
 */
export function bindTextarea(field: HTMLTextAreaElement, text: Y.Text): () => void {
  const origin = { bindTextarea: field };
  const undo = new Y.UndoManager(text, { trackedOrigins: new Set([origin]) });
  /** What the field held when it and the text last agreed. */
  let shown = shownText(text.toString());
  /** What the other wrote while a composition is under way; it waits, because touching the field would end it. */
  let waiting: TextDelta[] | null = null;
  field.value = shown;

  const takeInput = (): void => {
    if (waiting !== null) return;
    const splice = spliceBetween(shown, field.value, field.selectionEnd);
    if (splice === null) return;
    shown = field.value;
    write(splice);
  };

  const write = ({ index, deleted, inserted }: Splice): void => {
    const raw = text.toString();
    const start = rawIndex(raw, index);
    editText(text, start, rawIndex(raw, index + deleted) - start, inserted, origin);
  };

  const onRemote = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === origin) return;
    if (waiting === null) show(event.delta);
    else waiting.push(event.delta);
  };

  const show = (...deltas: readonly TextDelta[]): void => {
    const { selectionDirection } = field;
    const [start, end] = [field.selectionStart, field.selectionEnd].map((place) =>
      deltas.reduce((at, delta) => mapThroughDelta(delta, at), place),
    );
    const scroll = field.scrollTop;
    const hadFocus = field.ownerDocument.activeElement === field;
    shown = shownText(text.toString());
    field.value = shown;
    // A selection set on a field without focus would move the page to it in some browsers.
    if (hadFocus) field.setSelectionRange(start ?? shown.length, end ?? shown.length, selectionDirection);
    field.scrollTop = scroll;
  };

  const onCompositionStart = (): void => {
    waiting ??= [];
  };

  const onCompositionEnd = (): void => {
    const deltas = waiting ?? [];
    waiting = null;
    const splice = spliceBetween(shown, field.value, field.selectionEnd);
    if (deltas.length === 0) return takeInput();
    if (splice !== null) {
      const [start = 0, end = 0] = [splice.index, splice.index + splice.deleted].map((place) =>
        deltas.reduce((at, delta) => mapThroughDelta(delta, at), place),
      );
      write({ index: start, deleted: Math.max(0, end - start), inserted: splice.inserted });
    }
    show(...deltas);
  };

  const onBeforeInput = (event: InputEvent): void => {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    stepHistory(event.inputType === "historyUndo");
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // Setting `value` empties the browser's own history, so it may offer no undo event at all.
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    stepHistory(key === "z" && !event.shiftKey);
  };

  const stepHistory = (back: boolean): void => {
    if (back) undo.undo();
    else undo.redo();
  };

  const onBlur = (): void => {
    if (waiting !== null) onCompositionEnd();
    undo.stopCapturing();
  };

  text.observe(onRemote);
  field.addEventListener("input", takeInput);
  field.addEventListener("compositionstart", onCompositionStart);
  field.addEventListener("compositionend", onCompositionEnd);
  field.addEventListener("beforeinput", onBeforeInput);
  field.addEventListener("keydown", onKeyDown);
  field.addEventListener("blur", onBlur);
  return () => {
    text.unobserve(onRemote);
    undo.destroy();
    field.removeEventListener("input", takeInput);
    field.removeEventListener("compositionstart", onCompositionStart);
    field.removeEventListener("compositionend", onCompositionEnd);
    field.removeEventListener("beforeinput", onBeforeInput);
    field.removeEventListener("keydown", onKeyDown);
    field.removeEventListener("blur", onBlur);
  };
}
