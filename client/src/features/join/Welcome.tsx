import { useSearchParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { myWord } from "../shell/people.ts";
import { StepOff } from "./StepOff.tsx";

/** Right after joining: as whom, and the way back if this was the wrong phone. Gone when it is put away. */
export function Welcome(): JSX.Element {
  const view = useBoard();
  const [params, setParams] = useSearchParams<{ welcome: string }>();
  return (
    <Show when={params.welcome === "yes" && view.board.me.place === "second" && view.board.host}>
      {(host) => (
        <>
          <Notice
            tone="us"
            icon="check"
            actions={
              <Button
                look="quiet"
                size="small"
                onClick={() => setParams({ welcome: undefined }, { replace: true })}
              >
                {t("common.close")}
              </Button>
            }
          >
            {t("join.welcome", myWord(view))}
          </Notice>
          <StepOff host={host()} />
        </>
      )}
    </Show>
  );
}
