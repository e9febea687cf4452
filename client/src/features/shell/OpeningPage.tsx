import type { JSX } from "solid-js";
import { Skeleton } from "../../components/Skeleton.tsx";
import { t } from "../../words/words.ts";
import { OurPage } from "./OurPage.tsx";

/** While the board is opened from this device: a moment, and no words are asked for. */
export const OpeningPage = (): JSX.Element => (
  <OurPage title={t("app.name")}>
    <Skeleton label={t("common.loading")} />
  </OurPage>
);
