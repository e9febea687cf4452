import { NAME_LENGTH_MAX } from "@mendboard/shared/limits";
import { createSignal, type JSX, Show } from "solid-js";
import type { JoinError } from "../../board/join-board.ts";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { WordsText } from "../../components/WordsText.tsx";
import type { InviteCard } from "../../sealed/invite.ts";
import { t } from "../../words/words.ts";
import { OurPage } from "../shell/OurPage.tsx";
import styles from "./InvitationPage.module.css";

export type InvitationPageProps = {
  readonly card: InviteCard;
  readonly joining: boolean;
  readonly trouble: JoinError | undefined;
  readonly onJoin: (name: string) => void;
  readonly onNotNow: () => void;
};

/** Who invites, what is shared and what never is, before anything is used up. The three ways on weigh the same. */
export function InvitationPage(props: InvitationPageProps): JSX.Element {
  const [name, setName] = createSignal("");
  const [nameError, setNameError] = createSignal<string>();
  const inviter = () => props.card.inviterName.trim() || t("common.yourPartner");
  const join = () => {
    if (name().trim() === "") setNameError(t("start.nameMissing"));
    else props.onJoin(name());
  };
  const underBoundaries = () => props.card.counts.boundaries + props.card.counts.limits;
  return (
    <OurPage title={t("app.name")} lead={<span dir="auto">{t("join.title", inviter())}</span>}>
      <Show when={props.card.purpose}>
        <div class={styles.purpose}>
          <p class={styles.line}>{t("join.purpose", inviter())}</p>
          <WordsText text={props.card.purpose} />
        </div>
      </Show>
      <ul class={styles.facts}>
        <li>{t("join.share")}</li>
        <Show when={props.card.counts.plan > 0}>
          <li>{t("join.therePlan", props.card.counts.plan)}</li>
        </Show>
        <Show when={underBoundaries() > 0}>
          <li>{t("join.thereBoundaries", underBoundaries())}</li>
        </Show>
        <li>{t("join.never")}</li>
      </ul>
      <p>{t("first.notForEveryone")}</p>
      <form
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          join();
        }}
      >
        <TextField
          label={t("join.nameLabel", inviter())}
          hint={t("start.nameHint")}
          value={name()}
          onInput={(text) => {
            setName(text);
            setNameError(undefined);
          }}
          error={nameError()}
          limit={NAME_LENGTH_MAX}
          autocomplete="given-name"
        />
        <Show when={props.trouble}>
          {(error) => (
            <Notice tone="important" icon="info">
              {joinTroubleWords(error())}
            </Notice>
          )}
        </Show>
        <div class={styles.ways}>
          <Button type="submit" busy={props.joining}>
            {name().trim() === "" ? t("join.join") : t("join.joinAs", name().trim())}
          </Button>
          <Button onClick={() => props.onNotNow()}>{t("join.notNow")}</Button>
          <ButtonLink href="/unsafe">{t("first.unsafe")}</ButtonLink>
        </div>
        <p class={styles.line}>{t("join.onSecondPhone")}</p>
      </form>
    </OurPage>
  );
}

function joinTroubleWords(error: JoinError): string {
  switch (error.tag) {
    case "unreachable":
    case "storage-unavailable":
      return t("join.lost");
    case "too-many-requests":
      return t("join.tooMany");
    case "broken-link":
      return t("join.broken");
    default:
      return t("common.saveFailed");
  }
}
