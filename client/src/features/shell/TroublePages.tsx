import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { t } from "../../words/words.ts";
import { OurPage } from "./OurPage.tsx";

/** Plain pages for what a person cannot go on from without knowing why. Each says what stands and what helps. */

export const NoCryptoPage = (): JSX.Element => (
  <OurPage title={t("trouble.noCryptoTitle")} lead={t("trouble.noCrypto")} />
);

export const NoStoragePage = (): JSX.Element => (
  <OurPage
    title={t("trouble.storageTitle")}
    lead={t("trouble.storage")}
    actions={<Button onClick={() => location.reload()}>{t("common.tryAgain")}</Button>}
  />
);

export function KeysGonePage(): JSX.Element {
  const navigate = useNavigate();
  return (
    <OurPage
      title={t("trouble.keysGoneTitle")}
      lead={t("trouble.keysGone")}
      actions={<Button onClick={() => navigate("/start")}>{t("trouble.startAnew")}</Button>}
    />
  );
}

export const NotFoundPage = (): JSX.Element => (
  <OurPage
    title={t("trouble.notFoundTitle")}
    lead={t("trouble.notFound")}
    actions={<ButtonLink href="/">{t("trouble.toStart")}</ButtonLink>}
  />
);

export function CrashedPage(): JSX.Element {
  return (
    <OurPage
      title={t("trouble.crashedTitle")}
      lead={t("trouble.crashed")}
      actions={<Button onClick={() => location.reload()}>{t("trouble.reload")}</Button>}
    />
  );
}

/** Where an exit without a connection leads, also when that address is loaded again. */
export const AwayPage = (): JSX.Element => (
  <main class="away">
    <h1>{t("exit.title")}</h1>
    <p>{t("exit.body")}</p>
  </main>
);
