import { createContext, type JSX, useContext } from "solid-js";

/**
 * Where the screens of a board live: "" for one's own board, "/sample" for the sample. Screens link through it, so the
 * same screens serve both.
 */
const BaseContext = createContext<() => string>(() => "");

export function BaseProvider(props: { readonly base: string; readonly children: JSX.Element }): JSX.Element {
  const base = () => props.base;
  return <BaseContext.Provider value={base}>{props.children}</BaseContext.Provider>;
}

export const useBase = (): (() => string) => useContext(BaseContext);
