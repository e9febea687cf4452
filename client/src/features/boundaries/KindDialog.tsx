import type { DraftKind } from "@mendboard/shared/words";
import type { JSX } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { t } from "../../words/words.ts";
import styles from "./KindDialog.module.css";

export type KindDialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChoose: (kind: DraftKind) => void;
};

/** Mine alone, or for both: the one question before writing, because it decides who may change the words. */
export function KindDialog(props: KindDialogProps): JSX.Element {
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t("boundaries.kindTitle")}
      closeLabel={t("common.close")}
    >
      <div class={styles.kinds}>
        <div>
          <Button icon="lock" onClick={() => props.onChoose("limit")}>
            {t("boundaries.kindLimit")}
          </Button>
          <p>{t("boundaries.kindLimitLine")}</p>
        </div>
        <div>
          <Button icon="boundaries" onClick={() => props.onChoose("boundary")}>
            {t("boundaries.kindBoth")}
          </Button>
          <p>{t("boundaries.kindBothLine")}</p>
        </div>
      </div>
    </Dialog>
  );
}
