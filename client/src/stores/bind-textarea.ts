import { editText } from "@mendboard/shared/edits";
import * as Y from "yjs";
import {
  mapThroughDelta,
  type Pieces,
  piecesOf,
  rawIndex,
  shownIndex,
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
  let pieces = piecesIn(text);
  let shown = shownText(pieces);
  /** What the other wrote while a composition is under way; it waits, because touching the field would end it. */
  let waiting: TextDelta[] | null = null;
  field.value = shown;

  const takeInput = (): void => {
    if (waiting !== null) return;
    const splice = spliceBetween(shown, field.value, field.selectionEnd);
    if (splice === null) return;
    const [start, end] = rawEnds(splice);
    shown = field.value;
    editText(text, start, end - start, splice.inserted, origin);
    pieces = piecesIn(text);
  };

  /** Where in the text a splice of the screen begins and ends, as the text was when the two last agreed. */
  const rawEnds = ({ index, deleted }: Splice): readonly [start: number, end: number] => {
    const start = rawIndex(pieces, index, "after");
    return [start, Math.max(start, rawIndex(pieces, index + deleted, "before"))];
  };

  const onRemote = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === origin) return;
    if (waiting === null) show([event.delta]);
    else waiting.push(event.delta);
  };

  /** Shows the text as it is after `deltas`; the selection stays with its letters, or goes to `caret`, a raw index. */
  const show = (deltas: readonly TextDelta[], caret?: number): void => {
    const { selectionDirection } = field;
    const before = [field.selectionStart, field.selectionEnd].map(
      (place) => caret ?? throughAll(deltas, rawIndex(pieces, place, "before")),
    );
    const scroll = field.scrollTop;
    const hadFocus = field.ownerDocument.activeElement === field;
    pieces = piecesIn(text);
    shown = shownText(pieces);
    field.value = shown;
    const [start = shown.length, end = shown.length] = before.map((place) => shownIndex(pieces, place));
    // A selection set on a field without focus would move the page to it in some browsers.
    if (hadFocus) field.setSelectionRange(start, end, selectionDirection);
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
    if (splice === null) return show(deltas);
    const [start = 0, end = 0] = rawEnds(splice).map((place) => throughAll(deltas, place));
    editText(text, start, Math.max(0, end - start), splice.inserted, origin);
    show(deltas, start + splice.inserted.length);
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

const piecesIn = (text: Y.Text): Pieces => piecesOf(text.toDelta());

const throughAll = (deltas: readonly TextDelta[], place: number): number =>
  deltas.reduce((at, delta) => mapThroughDelta(delta, at), place);
