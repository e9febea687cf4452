import { setName, setShowsPresence } from "@mendboard/shared/edits";
import { NAME_LENGTH_MAX } from "@mendboard/shared/limits";
import { createSignal, ErrorBoundary, type JSX, Show } from "solid-js";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { Segmented } from "../../components/Segmented.tsx";
import { TextField } from "../../components/TextField.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { readTheme, setTheme, type Theme } from "../../styles/theme.ts";
import { t } from "../../words/words.ts";
import { StepOff } from "../join/StepOff.tsx";
import { useFrame } from "../shell/frame.tsx";
import { PanelError } from "../shell/PanelError.tsx";
import { myWord } from "../shell/people.ts";
import styles from "./SettingsPage.module.css";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function SettingsPage(): JSX.Element {
  const view = useBoard();
  return (
    <div class={styles.settings}>
      <ErrorBoundary fallback={(_, retry) => <PanelError onRetry={retry} />}>
        <section class={styles.part} aria-labelledby="people">
          <h2 id="people">{t("settings.people")}</h2>
          <NameField />
          <PresenceSwitch />
        </section>
        <Appearance />
        <Show when={view.board.host}>
          {(host) => (
            <>
              <Show when={view.partner() === null}>
                <section class={styles.part} aria-labelledby="invitation">
                  <h2 id="invitation">{t("settings.invitation")}</h2>
                  <p>{t("invite.aloneUnnamed")}</p>
                  <p>
                    <ButtonLink href="/invite">{t("invite.titleUnnamed")}</ButtonLink>
                  </p>
                </section>
              </Show>
              <section class={styles.part} aria-labelledby="browser">
                <h2 id="browser">{t("settings.thisBrowser")}</h2>
                <p>{t("settings.speaksFor", myWord(view))}</p>
                <p class={styles.line}>{t("settings.keys")}</p>
                <StepOff host={host()} />
              </section>
            </>
          )}
        </Show>
        <section class={styles.part} aria-labelledby="exit">
          <h2 id="exit">{t("settings.quickExit")}</h2>
          <p>{t("settings.quickExitLine")}</p>
          <p>
            <a href="/unsafe">{t("first.unsafe")}</a>
          </p>
        </section>
        <section class={styles.part} aria-labelledby="host">
          <h2 id="host">{t("settings.host")}</h2>
          <p>{t("first.whoRunsIt")}</p>
        </section>
      </ErrorBoundary>
    </div>
  );
}

/** Changed when it is handed in, so that half a name is never shown to the other. */
function NameField(): JSX.Element {
  const view = useBoard();
  const frame = useFrame();
  const [typed, setTyped] = createSignal<string>();
  const [error, setError] = createSignal<string>();
  const save = () => {
    const name = typed();
    if (name === undefined) return;
    const saved = setName(view.board.voice, name);
    if (!saved.ok) {
      setError(t("start.nameMissing"));
      return;
    }
    setTyped(undefined);
    frame.toast.show({ text: t("settings.nameSaved") });
  };
  return (
    <form
      class={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        label={t("settings.name")}
        value={typed() ?? view.mine.name()}
        onInput={(text) => {
          setTyped(text);
          setError(undefined);
        }}
        error={error()}
        limit={NAME_LENGTH_MAX}
        autocomplete="given-name"
        readOnly={!view.canWrite()}
      />
      <Show when={typed() !== undefined && typed() !== view.mine.name()}>
        <div class={styles.actions}>
          <Button type="submit" look="main" size="small">
            {t("common.save")}
          </Button>
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              setTyped(undefined);
              setError(undefined);
            }}
          >
            {t("common.cancel")}
          </Button>
        </div>
      </Show>
    </form>
  );
}

function PresenceSwitch(): JSX.Element {
  const view = useBoard();
  return (
    <div>
      <label class={styles.switch}>
        <input
          type="checkbox"
          checked={view.showsPresence()}
          disabled={!view.canWrite()}
          onChange={(event) => setShowsPresence(view.board.own, event.currentTarget.checked)}
        />
        {t("settings.presence")}
      </label>
      <p class={styles.line}>{t("settings.presenceLine")}</p>
    </div>
  );
}

function Appearance(): JSX.Element {
  const [theme, setShown] = createSignal(readTheme());
  const choose = (next: Theme) => {
    setTheme(next);
    setShown(next);
  };
  return (
    <section class={styles.part} aria-labelledby="appearance">
      <h2 id="appearance">{t("settings.appearance")}</h2>
      <Segmented
        label={t("settings.appearance")}
        labelHidden
        value={theme()}
        onChange={choose}
        options={THEMES.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
      />
    </section>
  );
}
