import type { JSX } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { t } from "../../words/words.ts";
import { type BeginningKind, useBegin } from "../words/begun.ts";
import styles from "./AddSheet.module.css";

/** The one place where a person chooses what kind of thing to begin. */
export function AddSheet(props: { readonly open: boolean; readonly onClose: () => void }): JSX.Element {
  const beginAt = useBegin();
  const begin = (kind: BeginningKind) => {
    props.onClose();
    beginAt({ kind, start: "", steps: [] });
  };
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t("add.title")} closeLabel={t("common.close")}>
      <div class={styles.group}>
        <h3>{t("add.forUs")}</h3>
        <Button icon="plan" onClick={() => begin("plan")}>
          {t("add.plan")}
        </Button>
        <Button icon="boundaries" onClick={() => begin("boundary")}>
          {t("add.boundary")}
        </Button>
      </div>
      <div class={styles.group}>
        <h3>{t("add.fromMe")}</h3>
        <Button icon="lock" onClick={() => begin("limit")}>
          {t("add.limit")}
        </Button>
      </div>
    </Dialog>
  );
}
