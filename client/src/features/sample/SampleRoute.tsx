import { useLocation } from "@solidjs/router";
import type { JSX } from "solid-js";
import { openSampleBoard } from "../../board/sample-board.ts";
import { ButtonLink } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { BoardProvider } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { BaseProvider } from "../shell/base.tsx";
import { BoardShell } from "../shell/BoardShell.tsx";
import { titleOf } from "../shell/screens.ts";

/** The ordinary screens over a board that is nobody's, and a ribbon that says so on each of them. */
export function SampleRoute(props: { readonly children?: JSX.Element }): JSX.Element {
  const location = useLocation();
  return (
    <BoardProvider board={openSampleBoard()}>
      <BaseProvider base="/sample">
        <BoardShell
          title={titleOf(location.pathname)}
          ribbon={
            <Notice
              tone="quiet"
              icon="info"
              actions={
                <ButtonLink href="/start" size="small">
                  {t("sample.start")}
                </ButtonLink>
              }
            >
              {t("sample.ribbon")}
            </Notice>
          }
        >
          {props.children}
        </BoardShell>
      </BaseProvider>
    </BoardProvider>
  );
}
