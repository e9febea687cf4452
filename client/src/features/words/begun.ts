import { isStepNumber, type StepNumber } from "@mendboard/shared/steps";
import { useLocation, useNavigate } from "@solidjs/router";
import { type Accessor, createMemo } from "solid-js";
import * as v from "valibot";
import { useBoard } from "../../stores/board-context.tsx";
import { useBase } from "../shell/base.tsx";

export type BeginningKind = "plan" | "boundary" | "limit";

/** Something to write, as a step or the Add sheet began it. */
export type Beginning = {
  readonly kind: BeginningKind;
  readonly start: string;
  readonly steps: readonly StepNumber[];
};

/** Where each kind is written. */
const PATHS: { readonly [K in BeginningKind]: string } = {
  plan: "/plan",
  boundary: "/boundaries",
  limit: "/boundaries",
};

/** Goes to the page where `kind` is written and begins it there. By the router's own state: no address may write. */
export function useBegin(): (beginning: Beginning) => void {
  const navigate = useNavigate();
  const base = useBase();
  return (beginning) => navigate(base() + PATHS[beginning.kind], { state: { beginning } });
}

/** What this page was asked to begin, if it is one of `kinds`; `clear` forgets the question. */
export function createBegun(...kinds: readonly BeginningKind[]): {
  readonly beginning: Accessor<Beginning | null>;
  readonly clear: () => void;
} {
  const location = useLocation();
  const navigate = useNavigate();
  const view = useBoard();
  const beginning = createMemo((): Beginning | null => {
    const asked = v.safeParse(StateSchema, location.state);
    if (!asked.success || !view.canWrite()) return null;
    return kinds.includes(asked.output.beginning.kind) ? asked.output.beginning : null;
  });
  return {
    beginning,
    clear: () => navigate(location.pathname, { replace: true, scroll: false, state: null }),
  };
}

/** The browser keeps the state of an entry across reloads, so it may be an older app's. */
const StateSchema = v.object({
  beginning: v.object({
    kind: v.picklist(["plan", "boundary", "limit"]),
    start: v.string(),
    steps: v.array(v.custom<StepNumber>((step) => typeof step === "number" && isStepNumber(step))),
  }),
});
