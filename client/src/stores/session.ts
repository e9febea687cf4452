import { ok, type Result } from "@mendboard/shared/result";
import { type Accessor, createSignal } from "solid-js";
import { type ApiError, readSeats } from "../api/api.ts";
import type { OpenBoard } from "../board/board.ts";
import { readKeychain } from "../board/keychain.ts";
import { openBoard } from "../board/open-board.ts";
import { hasCrypto } from "./device.ts";

/**
 * What this browser holds. `none`: no board yet. `keys-gone`: the server knows this browser, and its keys are not here.
 * `no-crypto`: this address cannot lock anything. `no-storage`: this browser keeps nothing. `broken`: what it holds did
 * not open.
 */
export type SessionState =
  | { readonly state: "loading" }
  | { readonly state: "none" }
  | { readonly state: "open"; readonly board: OpenBoard }
  | { readonly state: "keys-gone" }
  | { readonly state: "no-crypto" }
  | { readonly state: "no-storage" }
  | { readonly state: "broken" };

/** The one board of this browser, from the first visit to stepping off. */
export type Session = {
  readonly current: Accessor<SessionState>;
  /** A board was started or joined: it is this browser's from now on. */
  readonly enter: (board: OpenBoard) => void;
  readonly stepOff: () => Promise<Result<void, ApiError>>;
  /** Ends at once what others could notice, also what is just being opened. Must not wait: the page may be gone. */
  readonly drop: () => void;
  /** Aborted by {@link drop}. */
  readonly ended: AbortSignal;
};

export function createSession(): Session {
  const [known, setKnown] = createSignal<SessionState>({ state: "loading" });
  const ending = new AbortController();
  let isLoading = false;

  const load = async (): Promise<SessionState> => {
    if (!hasCrypto()) return { state: "no-crypto" };
    const keychain = await readKeychain();
    if (!keychain.ok) return { state: "no-storage" };
    const [keys] = keychain.value;
    if (keys !== undefined) return { state: "open", board: await openBoard(keys, ending.signal) };
    // Only the server can tell a first visit from a browser that lost its keys; without an answer it is taken for a
    // first visit, where nothing is written before the person says so.
    const seats = await readSeats();
    return { state: seats.ok && seats.value.seats.length > 0 ? "keys-gone" : "none" };
  };

  /** Looked for when it is first asked for: the sample and the safety page leave storage and server alone. */
  const current = (): SessionState => {
    if (!isLoading) {
      isLoading = true;
      void load().then(setKnown, (error: unknown) => {
        // oxlint-disable-next-line no-console -- the one boundary of loading: a person sees words, a developer the cause
        console.error(error);
        setKnown({ state: "broken" });
      });
    }
    return known();
  };

  const boardNow = (): OpenBoard | null => {
    const now = known();
    return now.state === "open" ? now.board : null;
  };

  return {
    current,
    enter: (board) => {
      void boardNow()?.close();
      setKnown({ state: "open", board });
    },
    stepOff: async () => {
      const left = await boardNow()?.host?.stepOff();
      if (left?.ok) setKnown({ state: "none" });
      return left ?? ok(undefined);
    },
    drop: () => ending.abort(),
    ended: ending.signal,
  };
}
