import { readName } from "@mendboard/shared/read";
import { voiceRoots } from "@mendboard/shared/schema";
import type { JSX } from "solid-js";
import type { OpenBoard } from "../../board/board.ts";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { t } from "../../words/words.ts";
import { OurPage } from "../shell/OurPage.tsx";
import { copyLink } from "./copy-link.ts";

/** One browser speaks for one member of a board, so the inviter's own browser can not also join. */
export const SameBrowserPage = (props: { readonly board: OpenBoard }): JSX.Element => (
  <OurPage
    title={t("join.sameBrowserTitle")}
    lead={t("join.sameBrowser", readName(voiceRoots(props.board.voice).profile) || t("common.you"))}
    actions={
      <>
        <ButtonLink look="main" href="/plan">
          {t("join.toBoard")}
        </ButtonLink>
        <Button icon="copy" onClick={() => void copyLink()}>
          {t("join.copyLink")}
        </Button>
      </>
    }
  />
);
