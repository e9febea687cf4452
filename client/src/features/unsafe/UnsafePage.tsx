import type { JSX } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { t } from "../../words/words.ts";
import { OurPage } from "../shell/OurPage.tsx";

/** Read alone, without an account: it asks the board, the server and the storage nothing. */
export const UnsafePage = (): JSX.Element => (
  <OurPage
    title={t("unsafe.title")}
    lead={t("unsafe.lead")}
    actions={<Button onClick={() => history.back()}>{t("unsafe.back")}</Button>}
  >
    <p>{t("unsafe.danger")}</p>
    <p>{t("unsafe.afraid")}</p>
    <p>{t("unsafe.talk")}</p>
    <p>{t("unsafe.device")}</p>
  </OurPage>
);
