import { createEffect, createSignal, createUniqueId, type JSX, on } from "solid-js";
import { describedBy, Field, type FieldWords } from "./Field.tsx";
import { fitHeight } from "./fit-height.ts";
import type { WordsSize } from "./WordsText.tsx";
import field from "./Field.module.css";
import words from "./words.module.css";
import styles from "./WordsField.module.css";

export type WordsFieldProps = FieldWords & {
  /** Left out when something else writes the element by `ref`, letter by letter, keeping the caret. */
  readonly value?: string | undefined;
  readonly onInput?: ((text: string) => void) | undefined;
  readonly onFocus?: (() => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  readonly ref?: ((element: HTMLTextAreaElement) => void) | undefined;
  readonly size?: WordsSize | undefined;
  /** `bare` sits in a card's own words, without a box until it has focus. */
  readonly look?: "boxed" | "bare" | undefined;
  /** Lines it holds open when empty. */
  readonly rows?: number | undefined;
  readonly placeholder?: string | undefined;
  readonly readOnly?: boolean | undefined;
  /** In UTF-16 code units; typing stops there. */
  readonly limit?: number | undefined;
  /** The length now, if something else writes the element; else the field counts by itself. */
  readonly length?: number | undefined;
  /** Says how many are left; shown only for the last tenth, or the last twenty. */
  readonly leftText?: ((left: number) => string) | undefined;
};

/** From how many letters left the limit is worth a word. */
const nearLimit = (limit: number): number => Math.max(20, Math.floor(limit / 10));

/** Where one of the two writes: the same voice as {@link WordsText}, growing with its text. */
export function WordsField(props: WordsFieldProps): JSX.Element {
  const id = createUniqueId();
  const [typedLength, setTypedLength] = createSignal(0);
  let area: HTMLTextAreaElement | undefined;

  const left = () =>
    props.limit === undefined
      ? Infinity
      : props.limit - (props.length ?? props.value?.length ?? typedLength());
  const leftText = () =>
    props.limit !== undefined && left() <= nearLimit(props.limit)
      ? props.leftText?.(Math.max(0, left()))
      : undefined;

  const refit = () => area && fitHeight(area);
  createEffect(() => {
    // Written only when it differs, so the caret of whoever types here stays where it is.
    if (area && props.value !== undefined && area.value !== props.value) area.value = props.value;
  });
  createEffect(on([() => props.value, () => props.length], refit));

  return (
    <Field
      label={props.label}
      labelHidden={props.labelHidden}
      hint={props.hint}
      error={props.error}
      controlId={id}
      aside={leftText()}
    >
      <textarea
        id={id}
        ref={(element) => {
          area = element;
          props.ref?.(element);
        }}
        class={`${field.control} ${words.words} ${styles.area}`}
        data-size={props.size}
        data-look={props.look}
        dir="auto"
        rows={props.rows ?? 2}
        style={{ "--rows": props.rows ?? 2 }}
        placeholder={props.placeholder}
        readOnly={props.readOnly}
        maxLength={props.limit}
        autocapitalize="sentences"
        aria-invalid={props.error ? "true" : undefined}
        aria-describedby={describedBy(id, props, leftText() !== undefined)}
        onInput={(event) => {
          setTypedLength(event.currentTarget.value.length);
          refit();
          props.onInput?.(event.currentTarget.value);
        }}
        onFocus={() => props.onFocus?.()}
        onBlur={() => props.onBlur?.()}
        onKeyDown={(event) => props.onKeyDown?.(event)}
      />
    </Field>
  );
}
