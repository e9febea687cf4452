import type { JSX } from "solid-js";
import { PlainPage, type PlainPageProps } from "../../components/PlainPage.tsx";
import { t } from "../../words/words.ts";
import { useFrame } from "./frame.tsx";

/** {@link PlainPage} with the words and the exit that are the same everywhere. */
export function OurPage(props: Omit<PlainPageProps, "exitLabel" | "onExit" | "appName">): JSX.Element {
  const frame = useFrame();
  return (
    <PlainPage exitLabel={t("common.quickExit")} onExit={frame.onExit} appName={t("app.name")} {...props} />
  );
}
