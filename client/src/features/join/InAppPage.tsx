import type { JSX } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { t } from "../../words/words.ts";
import { OurPage } from "../shell/OurPage.tsx";
import { createLinkCopy } from "./createLinkCopy.tsx";

/** A browser inside another app forgets the board's keys when that app likes: said before the invitation is opened. */
export function InAppPage(props: { readonly onContinue: () => void }): JSX.Element {
  const link = createLinkCopy();
  return (
    <OurPage
      title={t("join.inAppTitle")}
      lead={t("join.inApp")}
      actions={
        <>
          <link.Button look="main" />
          <Button onClick={() => props.onContinue()}>{t("join.continueHere")}</Button>
        </>
      }
    >
      <link.ByHand />
    </OurPage>
  );
}
