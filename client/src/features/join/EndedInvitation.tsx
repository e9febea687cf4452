import type { InviteLook } from "@mendboard/shared/http";
import { type JSX, Show } from "solid-js";
import type { JoinError } from "../../board/join-board.ts";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { t } from "../../words/words.ts";
import { OurPage } from "../shell/OurPage.tsx";

/** A link that opens nothing any more: why, and what helps. */
export function EndedInvitation(props: { readonly look: InviteLook }): JSX.Element {
  const words = (): { readonly title: string; readonly lead: string } => {
    switch (props.look.state) {
      case "expired":
        // Begun and not finished within ten minutes, it runs out before its day.
        return {
          title: t("join.expiredTitle"),
          lead: props.look.expiresAt > Date.now() ? t("join.tooLate") : t("join.expired"),
        };
      case "voided":
        return { title: t("join.voidedTitle"), lead: t("join.voided") };
      case "full":
        return { title: t("join.fullTitle"), lead: t("join.full") };
      case "open":
      case "claimed-here":
      case "used":
        return { title: t("join.usedTitle"), lead: t("join.used") };
    }
  };
  return (
    <OurPage
      title={words().title}
      lead={words().lead}
      actions={<ButtonLink href="/">{t("trouble.toStart")}</ButtonLink>}
    />
  );
}

/** A link that lost a part on its way. */
export const BrokenLink = (): JSX.Element => (
  <OurPage
    title={t("join.brokenTitle")}
    lead={t("join.broken")}
    actions={<ButtonLink href="/">{t("trouble.toStart")}</ButtonLink>}
  />
);

/** Looking did not work. Nothing is used up by it, so trying again is always right. */
export function LookFailed(props: { readonly error: JoinError; readonly onRetry: () => void }): JSX.Element {
  const isBroken = () =>
    props.error.tag === "broken-link" ||
    props.error.tag === "not-found" ||
    props.error.tag === "malformed-request";
  return (
    <Show when={!isBroken()} fallback={<BrokenLink />}>
      <OurPage
        title={t("app.name")}
        lead={props.error.tag === "too-many-requests" ? t("join.tooMany") : t("join.offline")}
        actions={
          <Button look="main" onClick={() => props.onRetry()}>
            {t("common.tryAgain")}
          </Button>
        }
      />
    </Show>
  );
}
