import { useLocation, useNavigate } from "@solidjs/router";
import { createMemo, createResource, createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { type Invitation, joinBoard, type JoinError, lookAt, secretInLink } from "../../board/join-board.ts";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import type { InviteSecret } from "../../sealed/invite.ts";
import { isInAppBrowser } from "../../stores/device.ts";
import { t } from "../../words/words.ts";
import { dayOf } from "../shell/days.ts";
import { OurPage } from "../shell/OurPage.tsx";
import { useSession } from "../shell/session-context.tsx";
import { KeysGonePage, NoCryptoPage, NoStoragePage } from "../shell/TroublePages.tsx";
import { BrokenLink, EndedInvitation, LookFailed } from "./EndedInvitation.tsx";
import { InAppPage } from "./InAppPage.tsx";
import { InvitationPage } from "./InvitationPage.tsx";
import { SameBrowserPage } from "./SameBrowserPage.tsx";

/** From an opened link to the board. Looking uses nothing up; only "Join" does. */
export function JoinPage(): JSX.Element {
  const session = useSession();
  const opened = useLocation();
  // A link pasted into this same tab changes the fragment alone, and nothing is loaded anew.
  const secret = createMemo(() => secretInLink(opened.hash));
  const [hereAnyway, setHereAnyway] = createSignal(!isInAppBrowser());
  return (
    <Switch>
      <Match when={session.current().state === "no-crypto"}>
        <NoCryptoPage />
      </Match>
      <Match when={!hereAnyway()}>
        <InAppPage onContinue={() => setHereAnyway(true)} />
      </Match>
      <Match when={session.current().state === "no-storage"}>
        <NoStoragePage />
      </Match>
      <Match when={secret() === null}>
        <BrokenLink />
      </Match>
      <Match when={session.current().state === "loading"}>
        <Looking />
      </Match>
      <Match when={secret()} keyed>
        {(whole) => <OpenedInvitation secret={whole} />}
      </Match>
    </Switch>
  );
}

const Looking = (): JSX.Element => (
  <OurPage title={t("app.name")}>
    <Skeleton label={t("join.looking")} />
  </OurPage>
);

function OpenedInvitation(props: { readonly secret: InviteSecret }): JSX.Element {
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
  /** The board this browser had before the invitation was opened. */
  const hadBoard = () => {
    const now = session.current();
    return now.state === "open" && !joining() ? now.board : undefined;
  };
  /** This browser already speaks for a member of this very board. */
  const mine = () => {
    const board = hadBoard();
    return board?.host?.board.read().boardId === invitation()?.look.boardId ? board : undefined;
  };
  /** The server knows this browser as a member whose keys are gone. One that is still joining has yet to get them. */
  const lostKeys = () => {
    const look = invitation()?.look;
    return look !== undefined && look.memberId !== null && look.state !== "claimed-here";
  };

  const join = async (name: string) => {
    if (joining()) return;
    setJoining(true);
    setJoinTrouble(undefined);
    const joined = await joinBoard(props.secret, name, session.ended);
    if (joined.ok) {
      session.enter(joined.value);
      navigate("/plan?welcome=yes", { replace: true });
      return;
    }
    // Joined a moment ago in another tab: loaded again, this page knows whose side this browser has.
    if (joined.error.tag === "has-board" || joined.error.tag === "already-a-member") return location.reload();
    setJoining(false);
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
      <Match when={lostKeys()}>
        <KeysGonePage />
      </Match>
      <Match when={hadBoard()}>
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
          <Show when={known().card} fallback={<EndedInvitation look={known().look} />}>
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
