import { type JSX, Show } from "solid-js";
import { ButtonLink } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";

/** A board of one says so once, quietly, and goes on working. */
export function AloneNotice(): JSX.Element {
  const view = useBoard();
  return (
    <Show when={view.board.host !== null && view.partner() === null}>
      <Notice
        icon="people"
        actions={
          <ButtonLink href="/invite" size="small">
            {t("invite.titleUnnamed")}
          </ButtonLink>
        }
      >
        {t("invite.aloneUnnamed")}
      </Notice>
    </Show>
  );
}
