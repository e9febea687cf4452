import { type JSX, Show } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { t } from "../../words/words.ts";
import type { ShownRow } from "./shown-row.ts";

/** Under a long list: the way to the rest of it. */
export function ShowAll(props: { readonly of: ShownRow }): JSX.Element {
  return (
    <Show when={props.of.isCut()}>
      <p>
        <Button look="quiet" size="small" onClick={() => props.of.showAll()}>
          {t("common.showAll", props.of.count())}
        </Button>
      </p>
    </Show>
  );
}
