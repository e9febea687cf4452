import type { JSX } from "solid-js";
import { ButtonLink } from "../../components/Button.tsx";
import { t } from "../../words/words.ts";
import { OurPage } from "../shell/OurPage.tsx";

/** The first thing anyone sees: what this is, who it is not for, and the two ways in. */
export const FirstPage = (): JSX.Element => (
  <OurPage
    title={t("app.name")}
    lead={t("first.lead")}
    actions={
      <>
        <ButtonLink href="/start" look="main">
          {t("first.start")}
        </ButtonLink>
        <ButtonLink href="/sample/plan">{t("first.look")}</ButtonLink>
        <ButtonLink href="/unsafe" look="quiet">
          {t("first.unsafe")}
        </ButtonLink>
      </>
    }
    foot={<p>{t("first.whoRunsIt")}</p>}
  >
    <p>{t("first.notForEveryone")}</p>
    <p>{t("first.haveLink")}</p>
  </OurPage>
);
