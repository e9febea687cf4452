import { readName } from "@mendboard/shared/read";
import { voiceRoots } from "@mendboard/shared/schema";
import type { JSX } from "solid-js";
import type { OpenBoard } from "../../board/board.ts";
import { ButtonLink } from "../../components/Button.tsx";
import { t } from "../../words/words.ts";
import { OurPage } from "../shell/OurPage.tsx";
import { createLinkCopy } from "./createLinkCopy.tsx";

/** One browser speaks for one member of a board, so the inviter's own browser can not also join. */
export function SameBrowserPage(props: { readonly board: OpenBoard }): JSX.Element {
  const link = createLinkCopy();
  return (
    <OurPage
      title={t("join.sameBrowserTitle")}
      lead={t("join.sameBrowser", readName(voiceRoots(props.board.voice).profile) || t("common.you"))}
      actions={
        <>
          <ButtonLink look="main" href="/plan">
            {t("join.toBoard")}
          </ButtonLink>
          <link.Button />
        </>
      }
    >
      <link.ByHand />
    </OurPage>
  );
}
