import { WORDING_LENGTH_MAX } from "@mendboard/shared/limits";
import { createSignal, type JSX, onMount } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { Card, CardActions } from "../../components/Card.tsx";
import { WordsField } from "../../components/WordsField.tsx";
import { t } from "../../words/words.ts";

export type ComposerProps = {
  readonly label: string;
  readonly action: string;
  /** Held by whoever shows it, so that they outlive it. */
  readonly words: string;
  readonly onInput: (words: string) => void;
  /** What they were begun with: Esc cancels as long as nothing else is there. */
  readonly start?: string | undefined;
  /** Put the caret here when it appears. */
  readonly autofocus?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly lengthMax?: number | undefined;
  /** Called with words that are not empty. */
  readonly onSave: (words: string) => void;
  readonly onCancel: () => void;
};

/** A new thing before it is there: it appears to both when it is saved, not letter by letter. */
export function Composer(props: ComposerProps): JSX.Element {
  const [error, setError] = createSignal<string>();
  let field: HTMLTextAreaElement | undefined;

  onMount(() => {
    if (!props.autofocus) return;
    field?.focus();
    field?.setSelectionRange(props.words.length, props.words.length);
  });

  const save = () => {
    if (props.words.trim() === "") {
      setError(t("boundaries.writeFirst"));
      field?.focus();
      return;
    }
    props.onSave(props.words);
  };

  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <WordsField
          label={props.label}
          value={props.words}
          onInput={(text) => {
            props.onInput(text);
            setError(undefined);
          }}
          hint={props.hint}
          error={error()}
          limit={props.lengthMax ?? WORDING_LENGTH_MAX}
          leftText={(left) => t("common.lettersLeft", left)}
          ref={(element) => (field = element)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && props.words.trim() === (props.start ?? "").trim()) props.onCancel();
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
          }}
        />
        <CardActions>
          <Button type="submit" look="main">
            {props.action}
          </Button>
          <Button look="quiet" onClick={() => props.onCancel()}>
            {t("common.cancel")}
          </Button>
        </CardActions>
      </form>
    </Card>
  );
}
