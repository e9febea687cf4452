import type { JSX } from "solid-js";
import { ErrorPanel } from "../../components/ErrorPanel.tsx";
import { t } from "../../words/words.ts";

/** One part of a screen that broke; everything around it goes on. */
export const PanelError = (props: { readonly onRetry: () => void }): JSX.Element => (
  <ErrorPanel text={t("panel.error")} retryLabel={t("panel.tryAgain")} onRetry={props.onRetry} />
);
