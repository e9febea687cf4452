import { NAME_LENGTH_MAX, WORDING_LENGTH_MAX } from "@mendboard/shared/limits";
import { Navigate, useNavigate } from "@solidjs/router";
import { createSignal, For, type JSX, onMount, Show } from "solid-js";
import { startBoard } from "../../board/start-board.ts";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { WordsField } from "../../components/WordsField.tsx";
import { t } from "../../words/words.ts";
import { OurPage } from "../shell/OurPage.tsx";
import { useSession } from "../shell/session-context.tsx";
import { NoCryptoPage, NoStoragePage } from "../shell/TroublePages.tsx";
import styles from "./StartPage.module.css";

const EXAMPLES = ["start.examples.talk", "start.examples.walk", "start.examples.plans"] as const;

/** Two questions, one at a time: a name, and one thing for the plan, which may wait. Then the board is there. */
export function StartPage(): JSX.Element {
  const session = useSession();
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal<"name" | "want">("name");
  const [name, setName] = createSignal("");
  const [nameError, setNameError] = createSignal<string>();
  const [want, setWant] = createSignal("");
  const [making, setMaking] = createSignal(false);
  const [trouble, setTrouble] = createSignal<"storage" | "failed">();

  const giveName = () => {
    if (name().trim() === "") setNameError(t("start.nameMissing"));
    else setAsking("want");
  };
  const make = async (words: string) => {
    if (making()) return;
    setMaking(true);
    setTrouble(undefined);
    const started = await startBoard({ name: name(), want: words }, session.ended);
    if (!started.ok && started.error.tag === "has-board") return location.replace("/plan");
    if (!started.ok) {
      setMaking(false);
      setTrouble(started.error.tag === "refused" ? "storage" : "failed");
      return;
    }
    session.enter(started.value);
    navigate("/invite?first=yes", { replace: true });
  };
  const focusOnMount = (element: HTMLElement) => onMount(() => element.focus());

  return (
    <Show when={session.current().state !== "open" || making()} fallback={<Navigate href="/plan" />}>
      <Show when={session.current().state !== "no-crypto"} fallback={<NoCryptoPage />}>
        <Show
          when={trouble() !== "storage" && session.current().state !== "no-storage"}
          fallback={<NoStoragePage />}
        >
          <Show
            when={asking() === "want"}
            fallback={
              <OurPage title={t("start.nameTitle")}>
                <form
                  class={styles.form}
                  onSubmit={(event) => {
                    event.preventDefault();
                    giveName();
                  }}
                >
                  <TextField
                    label={t("start.nameLabel")}
                    hint={t("start.nameHint")}
                    value={name()}
                    onInput={(text) => {
                      setName(text);
                      setNameError(undefined);
                    }}
                    error={nameError()}
                    limit={NAME_LENGTH_MAX}
                    autocomplete="given-name"
                    ref={focusOnMount}
                  />
                  <div class={styles.actions}>
                    <Button type="submit" look="main">
                      {t("common.goOn")}
                    </Button>
                  </div>
                </form>
              </OurPage>
            }
          >
            <OurPage title={t("start.wantTitle")} lead={t("start.wantLead")}>
              <form
                class={styles.form}
                onSubmit={(event) => {
                  event.preventDefault();
                  void make(want());
                }}
              >
                <WordsField
                  label={t("start.wantLabel")}
                  value={want()}
                  onInput={setWant}
                  limit={WORDING_LENGTH_MAX}
                  leftText={(left) => t("common.lettersLeft", left)}
                  ref={focusOnMount}
                />
                <Show when={want().trim() === ""}>
                  <div class={styles.examples}>
                    <p>{t("start.wantExamples")}</p>
                    <For each={EXAMPLES}>
                      {(key) => (
                        <button type="button" class={styles.example} onClick={() => setWant(t(key))}>
                          {t(key)}
                        </button>
                      )}
                    </For>
                  </div>
                </Show>
                <Show when={trouble() === "failed"}>
                  <Notice tone="important" icon="info">
                    {t("start.failed")}
                  </Notice>
                </Show>
                <div class={styles.actions}>
                  <Show when={want().trim() !== ""}>
                    <Button type="submit" look="main" busy={making()}>
                      {t("start.putOnBoard")}
                    </Button>
                  </Show>
                  <Button look="quiet" busy={making()} onClick={() => void make("")}>
                    {t("start.leaveIt")}
                  </Button>
                </div>
              </form>
            </OurPage>
          </Show>
        </Show>
      </Show>
    </Show>
  );
}
