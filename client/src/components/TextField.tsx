import { createUniqueId, type JSX } from "solid-js";
import { describedBy, Field, type FieldWords } from "./Field.tsx";
import styles from "./Field.module.css";

export type TextFieldProps = FieldWords & {
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly ref?: ((element: HTMLInputElement) => void) | undefined;
  readonly name?: string | undefined;
  readonly autocomplete?: JSX.HTMLAutocomplete | undefined;
  readonly placeholder?: string | undefined;
  /** In UTF-16 code units; typing stops there. */
  readonly limit?: number | undefined;
  readonly readOnly?: boolean | undefined;
  readonly required?: boolean | undefined;
};

/** One line: a name, a link to copy. For the couple's words there is {@link WordsField}. */
export function TextField(props: TextFieldProps): JSX.Element {
  const id = createUniqueId();
  return (
    <Field
      label={props.label}
      labelHidden={props.labelHidden}
      hint={props.hint}
      error={props.error}
      controlId={id}
    >
      <input
        id={id}
        ref={(element) => props.ref?.(element)}
        class={styles.control}
        type="text"
        dir="auto"
        name={props.name}
        value={props.value}
        autocomplete={props.autocomplete}
        placeholder={props.placeholder}
        maxLength={props.limit}
        readOnly={props.readOnly}
        required={props.required}
        aria-invalid={props.error ? "true" : undefined}
        aria-describedby={describedBy(id, props)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Field>
  );
}
