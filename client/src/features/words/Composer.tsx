import { WORDING_LENGTH_MAX } from "@mendboard/shared/limits";
import { createSignal, type JSX, onMount, untrack } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { Card, CardActions } from "../../components/Card.tsx";
import { WordsField } from "../../components/WordsField.tsx";
import { t } from "../../words/words.ts";

export type ComposerProps = {
  readonly label: string;
  readonly action: string;
  readonly start?: string | undefined;
  readonly hint?: string | undefined;
  readonly lengthMax?: number | undefined;
  /** Called with words that are not empty. */
  readonly onSave: (words: string) => void;
  readonly onCancel: () => void;
};

/** A new thing before it is there: it appears to both when it is saved, not letter by letter. */
export function Composer(props: ComposerProps): JSX.Element {
  const [words, setWords] = createSignal(untrack(() => props.start) ?? "");
  const [error, setError] = createSignal<string>();
  let field: HTMLTextAreaElement | undefined;

  onMount(() => {
    field?.focus();
    field?.setSelectionRange(words().length, words().length);
  });

  const save = () => {
    if (words().trim() === "") {
      setError(t("boundaries.writeFirst"));
      field?.focus();
      return;
    }
    props.onSave(words());
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
          value={words()}
          onInput={(text) => {
            setWords(text);
            setError(undefined);
          }}
          hint={props.hint}
          error={error()}
          limit={props.lengthMax ?? WORDING_LENGTH_MAX}
          leftText={(left) => t("common.lettersLeft", left)}
          ref={(element) => (field = element)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && words().trim() === (props.start ?? "").trim()) props.onCancel();
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
