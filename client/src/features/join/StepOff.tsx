import { STEP_OFF_MS } from "@mendboard/shared/limits";
import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import type { BoardHost } from "../../board/board.ts";
import { Button } from "../../components/Button.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { useSession } from "../shell/session-context.tsx";

/** The way back for a joining that was a mistake: offered for a day, to the one who joined. */
export function StepOff(props: { readonly host: BoardHost }): JSX.Element {
  const view = useBoard();
  const session = useSession();
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<string>();
  const isOffered = () =>
    view.board.me.place === "second" && Date.now() - props.host.board.read().joinedAt < STEP_OFF_MS;

  const stepOff = async () => {
    setBusy(true);
    const left = await session.stepOff();
    setBusy(false);
    setAsking(false);
    if (left.ok) navigate("/stepped-off", { replace: true });
    else
      setTrouble(
        left.error.tag === "too-late-to-step-off" ? t("join.stepOffTooLate") : t("join.stepOffFailed"),
      );
  };

  return (
    <Show when={isOffered()}>
      <Notice
        icon="info"
        actions={
          <Button size="small" onClick={() => setAsking(true)}>
            {t("join.stepOff")}
          </Button>
        }
      >
        {trouble() ?? t("join.wrongPhone")}
      </Notice>
      <ConfirmDialog
        open={asking()}
        title={t("join.stepOffTitle")}
        text={t("join.stepOffBody")}
        confirmLabel={t("join.stepOff")}
        cancelLabel={t("common.cancel")}
        destructive
        busy={busy()}
        onConfirm={() => void stepOff()}
        onCancel={() => setAsking(false)}
      />
    </Show>
  );
}
