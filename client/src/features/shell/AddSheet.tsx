import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { t } from "../../words/words.ts";
import { beginningQuery } from "../words/begun.ts";
import { useBase } from "./base.tsx";
import styles from "./AddSheet.module.css";

/** The one place where a person chooses what kind of thing to begin. */
export function AddSheet(props: { readonly open: boolean; readonly onClose: () => void }): JSX.Element {
  const navigate = useNavigate();
  const base = useBase();
  const begin = (path: string) => {
    props.onClose();
    navigate(base() + path);
  };
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t("add.title")} closeLabel={t("common.close")}>
      <div class={styles.group}>
        <h3>{t("add.forUs")}</h3>
        <Button icon="plan" onClick={() => begin(`/plan${beginningQuery("plan")}`)}>
          {t("add.plan")}
        </Button>
        <Button icon="boundaries" onClick={() => begin(`/boundaries${beginningQuery("boundary")}`)}>
          {t("add.boundary")}
        </Button>
      </div>
      <div class={styles.group}>
        <h3>{t("add.fromMe")}</h3>
        <Button icon="lock" onClick={() => begin(`/boundaries${beginningQuery("limit")}`)}>
          {t("add.limit")}
        </Button>
      </div>
    </Dialog>
  );
}
