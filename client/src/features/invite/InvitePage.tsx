import type { InviteId } from "@mendboard/shared/ids";
import { isStepNumber, STEP_COUNT } from "@mendboard/shared/steps";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, ErrorBoundary, For, type JSX, Show, untrack } from "solid-js";
import type { BoardHost, MadeInvite } from "../../board/board.ts";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { QrCode } from "../../components/QrCode.tsx";
import { TextField } from "../../components/TextField.tsx";
import type { InviteCard } from "../../sealed/invite.ts";
import { useBoard } from "../../stores/board-context.tsx";
import { fromReadable } from "../../stores/from-readable.ts";
import { t } from "../../words/words.ts";
import { dayOf } from "../shell/days.ts";
import { useFrame } from "../shell/frame.tsx";
import { PanelError } from "../shell/PanelError.tsx";
import { inviteCard } from "./invite-card.ts";
import styles from "./InvitePage.module.css";

/** Make a link for one person, seeing first what that person will see. Or leave it: the board works alone. */
export function InvitePage(): JSX.Element {
  const view = useBoard();
  return (
    <ErrorBoundary fallback={(_, retry) => <PanelError onRetry={retry} />}>
      <Show when={view.board.host} fallback={<p>{t("sync.sample")}</p>}>
        {(host) => (
          <Show
            when={view.partner() === null}
            fallback={<p>{t("invite.joined", view.partnerName() ?? t("common.yourPartner"))}</p>}
          >
            <Inviting host={host()} />
          </Show>
        )}
      </Show>
    </ErrorBoundary>
  );
}

function Inviting(props: { readonly host: BoardHost }): JSX.Element {
  const navigate = useNavigate();
  const frame = useFrame();
  const [params] = useSearchParams<{ first: string }>();
  const view = useBoard();
  const board = fromReadable(untrack(() => props.host.board));
  const [made, setMade] = createSignal<MadeInvite>();
  const [making, setMaking] = createSignal(false);
  const [trouble, setTrouble] = createSignal<string>();
  const card = createMemo(() => inviteCard(view));
  const lines = view.lines.createRow((line) => line.deletedAt === null);
  const hasStepWords = () =>
    lines().length > 0 || STEP_NUMBERS.some((step) => view.mine.stepWord()(step) !== null);
  /** Links that are out, but the one shown here. */
  const out = () => board().invites.filter((invite) => invite.inviteId !== made()?.invite.inviteId);

  const make = async () => {
    setMaking(true);
    setTrouble(undefined);
    const answer = await props.host.invite(card());
    setMaking(false);
    if (answer.ok) setMade(answer.value);
    else setTrouble(answer.error.tag === "too-many-invites" ? t("invite.tooMany") : t("invite.failed"));
  };
  const stop = async (inviteId: InviteId) => {
    setTrouble(undefined);
    const voided = await props.host.voidInvite(inviteId);
    if (!voided.ok) {
      setTrouble(t("invite.stopFailed"));
      return;
    }
    if (made()?.invite.inviteId === inviteId) setMade(undefined);
    frame.toast.show({ text: t("invite.voided") });
  };

  return (
    <div class={styles.invite}>
      <Show when={view.mine.name() !== "" && params.first === "yes"}>
        <p class={styles.lead}>{t("invite.ready")}</p>
      </Show>
      <p>{t("invite.lead")}</p>
      <WillSee card={card()} steps={hasStepWords()} />
      <Show when={trouble()}>
        {(sentence) => (
          <Notice tone="important" icon="info">
            {sentence()}
          </Notice>
        )}
      </Show>
      <For each={out()}>
        {(invite) => (
          <Notice
            icon="link"
            actions={<Button onClick={() => void stop(invite.inviteId)}>{t("invite.void")}</Button>}
          >
            {invite.state === "claimed" ? t("invite.inUse") : t("invite.openUntil", dayOf(invite.expiresAt))}{" "}
            {t("invite.onlyHere")}
          </Notice>
        )}
      </For>
      <Show
        when={made()}
        fallback={
          <div class={styles.actions}>
            <Button look="main" icon="link" busy={making()} onClick={() => void make()}>
              {out().length === 0 ? t("invite.make") : t("invite.newLink")}
            </Button>
            <Show when={params.first === "yes"}>
              <Button onClick={() => navigate("/plan", { replace: true })}>{t("common.later")}</Button>
            </Show>
          </div>
        }
      >
        {(known) => (
          <Made
            made={known()}
            onStop={() => void stop(known().invite.inviteId)}
            onDone={() => navigate("/plan", { replace: true })}
          />
        )}
      </Show>
    </div>
  );
}

/** 1 to 21. */
const STEP_NUMBERS = Array.from({ length: STEP_COUNT }, (_, at) => at + 1).filter(isStepNumber);

function WillSee(props: { readonly card: InviteCard; readonly steps: boolean }): JSX.Element {
  const shown = () => props.card.counts.boundaries + props.card.counts.limits;
  return (
    <section class={styles.see} aria-label={t("invite.willSee")}>
      <p class={styles.seeTitle}>{t("invite.willSee")}</p>
      <ul>
        <li dir="auto">{t("invite.seeName", props.card.inviterName)}</li>
        <Show when={props.card.purpose !== ""}>
          <li>{t("invite.seePurpose")}</li>
        </Show>
        <Show when={props.card.counts.plan > 0}>
          <li>{t("invite.seePlan", props.card.counts.plan)}</li>
        </Show>
        <Show when={shown() > 0}>
          <li>{t("invite.seeBoundaries", shown())}</li>
        </Show>
        <Show when={props.steps}>
          <li>{t("invite.seeSteps")}</li>
        </Show>
      </ul>
      <p class={styles.line}>{t("invite.willNotSee")}</p>
    </section>
  );
}

function Made(props: {
  readonly made: MadeInvite;
  readonly onStop: () => void;
  readonly onDone: () => void;
}): JSX.Element {
  const frame = useFrame();
  const [code, setCode] = createSignal(false);
  const canShare = typeof navigator.share === "function";
  let field: HTMLInputElement | undefined;

  const share = async () => {
    try {
      await navigator.share({ text: t("invite.shareText"), url: props.made.link });
    } catch (error) {
      // Closing the share sheet is a choice, not a fault; anything else leaves the other two ways.
      if (!(error instanceof DOMException && error.name === "AbortError")) await copy();
    }
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.made.link);
      frame.toast.show({ text: t("invite.copied") });
    } catch {
      // Some browsers refuse the clipboard; the link then stands marked, for the hand to copy.
      field?.select();
    }
  };

  return (
    <>
      <TextField
        label={t("invite.linkLabel")}
        value={props.made.link}
        onInput={() => undefined}
        readOnly
        ref={(element) => (field = element)}
        hint={t("invite.openUntil", dayOf(props.made.invite.expiresAt))}
      />
      <div class={styles.actions}>
        <Show when={canShare}>
          <Button look="main" icon="share" onClick={() => void share()}>
            {t("invite.share")}
          </Button>
        </Show>
        <Button look={canShare ? "outline" : "main"} icon="copy" onClick={() => void copy()}>
          {t("invite.copy")}
        </Button>
        <Button icon="qr" aria-expanded={code()} onClick={() => setCode(!code())}>
          {code() ? t("invite.hideCode") : t("invite.showCode")}
        </Button>
      </div>
      <Show when={code()}>
        <div class={styles.code}>
          <QrCode text={props.made.link} label={t("invite.codeLabel")} />
        </div>
      </Show>
      <div class={styles.actions}>
        <Button onClick={() => props.onDone()}>{t("invite.toBoard")}</Button>
        <Button look="quiet" onClick={() => props.onStop()}>
          {t("invite.void")}
        </Button>
      </div>
    </>
  );
}
