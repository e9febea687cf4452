import { createContext, type JSX, useContext } from "solid-js";
import { createSession, type Session } from "../../stores/session.ts";
import { quickExit } from "../exit/quick-exit.ts";
import { FrameProvider } from "./frame.tsx";

const SessionContext = createContext<Session>();

/** One session for the life of the page, and the exit that ends it. */
export function SessionProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const session = createSession();
  return (
    <SessionContext.Provider value={session}>
      <FrameProvider onExit={() => quickExit(session.drop)}>{props.children}</FrameProvider>
    </SessionContext.Provider>
  );
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("useSession() was called outside of a SessionProvider");
  return session;
}
