import { createSignal, type JSX, Show } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { TextField } from "../../components/TextField.tsx";
import { t } from "../../words/words.ts";

export type LinkCopy = {
  readonly Button: (props: { readonly look?: "main" | "outline" }) => JSX.Element;
  /** Empty until the browser has refused; then the link itself, marked, for the hand to copy. */
  readonly ByHand: () => JSX.Element;
};

/** Take this page's whole address elsewhere: by the clipboard, or by hand where a browser inside an app refuses that. */
export function createLinkCopy(): LinkCopy {
  const [outcome, setOutcome] = createSignal<"not-tried" | "copied" | "refused">("not-tried");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  };
  return {
    Button: (props) => (
      <Button look={props.look} icon="copy" onClick={() => void copy()}>
        {outcome() === "copied" ? t("invite.copied") : t("join.copyLink")}
      </Button>
    ),
    ByHand: () => (
      <Show when={outcome() === "refused"}>
        <TextField
          label={t("invite.linkLabel")}
          hint={t("join.copyByHand")}
          value={location.href}
          onInput={() => undefined}
          readOnly
          ref={(field) => queueMicrotask(() => field.select())}
        />
      </Show>
    ),
  };
}
