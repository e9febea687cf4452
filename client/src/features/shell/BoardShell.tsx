import { useLocation } from "@solidjs/router";
import { createEffect, createSignal, ErrorBoundary, type JSX, lazy, Show, Suspense } from "solid-js";
import { AppShell } from "../../components/AppShell.tsx";
import { AvatarPair } from "../../components/AvatarPair.tsx";
import { BottomBar } from "../../components/BottomBar.tsx";
import { ButtonLink } from "../../components/Button.tsx";
import type { NavAction, NavItem } from "../../components/nav-items.ts";
import { Notice } from "../../components/Notice.tsx";
import { PersonHeader } from "../../components/PersonHeader.tsx";
import { Rail } from "../../components/Rail.tsx";
import { SyncLine } from "../../components/SyncLine.tsx";
import { ToastRegion } from "../../components/ToastRegion.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { createRemoteChanges } from "../../stores/remote-changes.ts";
import { t } from "../../words/words.ts";
import { focusPage } from "../words/focus.ts";
import { useBase } from "./base.tsx";
import { useFrame } from "./frame.tsx";
import { initialOf, myWord, partnerWord } from "./people.ts";
import { syncWords } from "./sync-words.ts";

/** Fetched when the first page stands: the sheet is there before anybody can ask for it, and the page is there before it. */
const AddSheet = lazy(async () => ({ default: (await import("./AddSheet.tsx")).AddSheet }));

export type BoardShellProps = {
  readonly title: string;
  /** Above everything: the ribbon of the sample. */
  readonly ribbon?: JSX.Element;
  readonly aside?: JSX.Element;
  readonly children: JSX.Element;
};

/** The frame of every screen of a board: the way around, who is here, where the words are. */
export function BoardShell(props: BoardShellProps): JSX.Element {
  const view = useBoard();
  const frame = useFrame();
  const base = useBase();
  const location = useLocation();
  const [adding, setAdding] = createSignal(false);

  createRemoteChanges(view, (place, count) => frame.announce(t(`changes.${place}`, count)));

  // A page opened by a link begins at its head, for eyes and ears. The first one does by itself, and so does what the
  // bare address leads on to.
  createEffect((before: string) => {
    const path = location.pathname;
    if (before !== path && before !== (base() || "/")) {
      window.scrollTo(0, 0);
      focusPage();
    }
    return path;
  }, location.pathname);

  const link = (path: string, label: string, icon: NavItem["icon"]): NavItem => ({
    href: base() + path,
    label,
    icon,
    current: location.pathname === base() + path || location.pathname.startsWith(`${base()}${path}/`),
  });
  const plan = (): NavItem => link("/plan", t("places.plan"), "plan");
  const boundaries = (): NavItem => link("/boundaries", t("places.boundaries"), "boundaries");
  const steps = (): NavItem => link("/steps", t("places.steps"), "steps");
  const settings = (): NavItem => link("/settings", t("places.settings"), "settings");
  const add: NavAction = {
    label: t("places.add"),
    icon: "add",
    raised: true,
    onSelect: () => setAdding(true),
  };

  const sync = () => syncWords(view.sync());
  const line = () => <SyncLine state={sync().state} text={sync().text} />;

  return (
    <>
      <AppShell
        exitLabel={t("common.quickExit")}
        onExit={frame.onExit}
        skipLabel={t("common.skipToMain")}
        title={props.title}
        person={<PersonHeader text={t("presence.speaksFor", myWord(view))} />}
        people={<People />}
        rail={
          <Rail
            label={t("places.main")}
            appName={t("app.name")}
            groups={[[plan(), boundaries(), steps()]]}
            last={[settings()]}
            status={line()}
          />
        }
        bottomBar={
          <BottomBar label={t("places.main")} items={[plan(), boundaries(), add, steps(), settings()]} />
        }
        ribbon={props.ribbon}
        phoneLine={sync().state === "saved" || props.ribbon !== undefined ? undefined : line()}
        aside={props.aside}
        toast={<ToastRegion toast={frame.toast} closeLabel={t("common.close")} />}
      >
        <Show when={!view.canWrite()}>
          <Notice tone="important" icon="info">
            {t("sync.updateApp")}
          </Notice>
        </Show>
        {/* A browser that was closed in the middle of joining has a side and no name. */}
        <Show when={view.mine.name() === "" && view.canWrite()}>
          <Notice
            icon="info"
            actions={
              <ButtonLink href={`${base()}/settings`} size="small">
                {t("settings.giveName")}
              </ButtonLink>
            }
          >
            {t("settings.nameless")}
          </Notice>
        </Show>
        {props.children}
      </AppShell>
      {/* Without it the page still stands: each thing can be begun in its own place. */}
      <ErrorBoundary fallback={null}>
        <Suspense>
          <AddSheet open={adding()} onClose={() => setAdding(false)} />
        </Suspense>
      </ErrorBoundary>
    </>
  );
}

/** Both people in the order of their seats; where the other is, said in words only when there is something to say. */
function People(): JSX.Element {
  const view = useBoard();
  const me = () => ({ initial: initialOf(myWord(view)) });
  const other = () => {
    const partner = view.partner();
    return partner === null
      ? undefined
      : {
          initial: initialOf(partnerWord(view)),
          presence: view.presence().here ? ("here" as const) : ("away" as const),
        };
  };
  const text = () => {
    const presence = view.presence();
    if (presence.writing !== null) return t("presence.writing", partnerWord(view));
    return presence.here ? t("presence.here", partnerWord(view)) : undefined;
  };
  const iAmFirst = () => view.board.me.place === "first";
  return (
    <AvatarPair
      first={(iAmFirst() ? me() : other()) ?? me()}
      second={iAmFirst() ? other() : me()}
      text={text()}
    />
  );
}
