import { useLocation } from "@solidjs/router";
import { ErrorBoundary, type JSX, Match, Switch } from "solid-js";
import { BoardProvider } from "../../stores/board-context.tsx";
import { FirstPage } from "../start/FirstPage.tsx";
import { BoardShell } from "./BoardShell.tsx";
import { OpeningPage } from "./OpeningPage.tsx";
import { titleOf } from "./screens.ts";
import { useSession } from "./session-context.tsx";
import { KeysGonePage, NoCryptoPage, NoStoragePage, CrashedPage } from "./TroublePages.tsx";

function crashed(error: unknown): JSX.Element {
  // oxlint-disable-next-line no-console -- the outermost boundary: a person sees words, a developer the cause
  console.error(error);
  return <CrashedPage />;
}

/** The screens of one's own board, once it is open; until then, whatever this browser has instead. */
export function BoardRoute(props: { readonly children?: JSX.Element }): JSX.Element {
  const session = useSession();
  const location = useLocation();
  const open = () => {
    const now = session.current();
    return now.state === "open" ? now.board : undefined;
  };
  return (
    <Switch fallback={<OpeningPage />}>
      <Match when={open()} keyed>
        {(board) => (
          <BoardProvider board={board}>
            <ErrorBoundary fallback={crashed}>
              <BoardShell title={titleOf(location.pathname)}>{props.children}</BoardShell>
            </ErrorBoundary>
          </BoardProvider>
        )}
      </Match>
      <Match when={session.current().state === "none"}>
        <FirstPage />
      </Match>
      <Match when={session.current().state === "keys-gone"}>
        <KeysGonePage />
      </Match>
      <Match when={session.current().state === "no-crypto"}>
        <NoCryptoPage />
      </Match>
      <Match when={session.current().state === "broken"}>
        <CrashedPage />
      </Match>
      <Match when={session.current().state === "no-storage"}>
        <NoStoragePage />
      </Match>
    </Switch>
  );
}
