import { WORDING_LENGTH_MAX } from "@mendboard/shared/limits";
import { type JSX, onCleanup, onMount, untrack } from "solid-js";
import type * as Y from "yjs";
import type { WritingIn } from "../../board/board.ts";
import { WordsField, type WordsFieldProps } from "../../components/WordsField.tsx";
import { bindTextarea } from "../../stores/bind-textarea.ts";
import { createText } from "../../stores/bind.ts";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";

export type LiveWordsFieldProps = Pick<
  WordsFieldProps,
  "label" | "labelHidden" | "hint" | "size" | "look" | "rows" | "placeholder" | "error"
> & {
  readonly text: Y.Text;
  /** What the partner is told is being written in; null for words that only this member can see. */
  readonly writing: WritingIn | null;
  readonly lengthMax?: number | undefined;
  /** Put the caret here when it appears. */
  readonly autofocus?: boolean | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
};

/** A field whose letters are the document's own letters: both may write in it at once. */
export function LiveWordsField(props: LiveWordsFieldProps): JSX.Element {
  const { board } = useBoard();
  // Another text is another field: whoever shows it makes a new one (a keyed Show).
  const text = untrack(() => props.text);
  const words = createText(text);
  let field: HTMLTextAreaElement | undefined;

  onMount(() => {
    if (field === undefined) return;
    onCleanup(bindTextarea(field, text));
    if (!props.autofocus) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
  onCleanup(() => board.presence.setWriting(null));

  return (
    <WordsField
      {...props}
      ref={(element) => (field = element)}
      length={words().length}
      limit={props.lengthMax ?? WORDING_LENGTH_MAX}
      leftText={(left) => t("common.lettersLeft", left)}
      onFocus={() => board.presence.setWriting(props.writing)}
      onBlur={() => board.presence.setWriting(null)}
    />
  );
}
