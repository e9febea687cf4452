import { useNavigate } from "@solidjs/router";
import { createResource, createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { type Invitation, joinBoard, type JoinError, lookAt } from "../../board/join-board.ts";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { type InviteSecret, parseInviteSecret } from "../../sealed/invite.ts";
import { isInAppBrowser } from "../../stores/device.ts";
import { t } from "../../words/words.ts";
import { dayOf } from "../shell/days.ts";
import { OurPage } from "../shell/OurPage.tsx";
import { useSession } from "../shell/session-context.tsx";
import { NoCryptoPage, NoStoragePage } from "../shell/TroublePages.tsx";
import { copyLink } from "./copy-link.ts";
import { EndedInvitation, LookFailed } from "./EndedInvitation.tsx";
import { InvitationPage } from "./InvitationPage.tsx";
import { SameBrowserPage } from "./SameBrowserPage.tsx";

/** From an opened link to the board. Looking uses nothing up; only "Join" does. */
export function JoinPage(): JSX.Element {
  const session = useSession();
  const secret = parseInviteSecret(location.hash.slice(1));
  const [hereAnyway, setHereAnyway] = createSignal(!isInAppBrowser());
  return (
    <Switch fallback={<OpenedInvitation secret={secret} />}>
      <Match when={session.current().state === "no-crypto"}>
        <NoCryptoPage />
      </Match>
      <Match when={!hereAnyway()}>
        <InAppPage onContinue={() => setHereAnyway(true)} />
      </Match>
      <Match when={session.current().state === "no-storage"}>
        <NoStoragePage />
      </Match>
      <Match when={secret === null}>
        <OurPage title={t("join.brokenTitle")} lead={t("join.broken")} />
      </Match>
      <Match when={session.current().state === "loading"}>
        <Looking />
      </Match>
    </Switch>
  );
}

const Looking = (): JSX.Element => (
  <OurPage title={t("app.name")}>
    <Skeleton label={t("join.looking")} />
  </OurPage>
);

function InAppPage(props: { readonly onContinue: () => void }): JSX.Element {
  const [copied, setCopied] = createSignal(false);
  return (
    <OurPage
      title={t("join.inAppTitle")}
      lead={t("join.inApp")}
      actions={
        <>
          <Button look="main" icon="copy" onClick={() => void copyLink().then(setCopied)}>
            {copied() ? t("invite.copied") : t("join.copyLink")}
          </Button>
          <Button onClick={() => props.onContinue()}>{t("join.continueHere")}</Button>
        </>
      }
    />
  );
}

function OpenedInvitation(props: { readonly secret: InviteSecret | null }): JSX.Element {
  const session = useSession();
  const navigate = useNavigate();
  const [found, { refetch }] = createResource(
    () => props.secret,
    (secret) => lookAt(secret),
  );
  const [declined, setDeclined] = createSignal(false);
  const [joinTrouble, setJoinTrouble] = createSignal<JoinError>();
  const [joining, setJoining] = createSignal(false);

  const failed = () => {
    const result = found();
    return result !== undefined && !result.ok ? result.error : undefined;
  };
  const invitation = (): Invitation | undefined => {
    const result = found();
    return result?.ok ? result.value : undefined;
  };
  /** This browser already speaks for a member of this very board. */
  const mine = () => {
    const now = session.current();
    return now.state === "open" && now.board.host?.board.read().boardId === invitation()?.look.boardId
      ? now.board
      : undefined;
  };

  const join = async (name: string) => {
    const { secret } = props;
    if (secret === null || joining()) return;
    setJoining(true);
    setJoinTrouble(undefined);
    const joined = await joinBoard(secret, name);
    setJoining(false);
    if (joined.ok) {
      session.enter(joined.value);
      navigate("/plan?welcome=yes", { replace: true });
      return;
    }
    setJoinTrouble(joined.error);
    // Used, expired or voided in the meantime: the page for that says more than an error line could.
    if (joined.error.tag.startsWith("invite-") || joined.error.tag === "board-full") void refetch();
  };

  return (
    <Switch fallback={<Looking />}>
      <Match when={joinTrouble()?.tag === "refused"}>
        <NoStoragePage />
      </Match>
      <Match when={failed()}>
        {(error) => <LookFailed error={error()} onRetry={() => void refetch()} />}
      </Match>
      <Match when={mine()}>{(board) => <SameBrowserPage board={board()} />}</Match>
      <Match when={invitation()?.look.memberId}>
        <OurPage title={t("trouble.keysGoneTitle")} lead={t("trouble.keysGone")} />
      </Match>
      <Match when={session.current().state === "open"}>
        <OurPage
          title={t("join.otherBoardTitle")}
          lead={t("join.otherBoard")}
          actions={<ButtonLink href="/plan">{t("join.toBoard")}</ButtonLink>}
        />
      </Match>
      <Match when={declined()}>
        <OurPage
          title={t("join.notNowTitle")}
          lead={t("join.notNowBody", dayOf(invitation()?.look.expiresAt ?? 0))}
          actions={
            <>
              <Button onClick={() => setDeclined(false)}>{t("join.lookAgain")}</Button>
              <ButtonLink href="/unsafe">{t("first.unsafe")}</ButtonLink>
            </>
          }
        />
      </Match>
      <Match when={invitation()}>
        {(known) => (
          <Show when={known().card} fallback={<EndedInvitation state={known().look.state} />}>
            {(card) => (
              <InvitationPage
                card={card()}
                joining={joining()}
                trouble={joinTrouble()}
                onJoin={(name) => void join(name)}
                onNotNow={() => setDeclined(true)}
              />
            )}
          </Show>
        )}
      </Match>
    </Switch>
  );
}
