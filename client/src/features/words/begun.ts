import { isStepNumber, type StepNumber } from "@mendboard/shared/steps";
import { useSearchParams } from "@solidjs/router";
import { type Accessor, createMemo } from "solid-js";

/** Something to write, as a step or the Add sheet began it. */
export type Beginning = {
  readonly what: string;
  readonly start: string;
  readonly steps: readonly StepNumber[];
};

/** The address that opens a page with something begun on it. The start is ours, never a person's words. */
export const beginningQuery = (
  what: "plan" | "boundary" | "limit",
  start = "",
  step: StepNumber | null = null,
): string =>
  `?${new URLSearchParams({ write: what, ...(start === "" ? {} : { start }), ...(step === null ? {} : { step: String(step) }) })}`;

/** What the address asks this page to begin, if it is one of `kinds`; `clear` takes the question out of the address. */
export function createBegun(...kinds: readonly string[]): {
  readonly beginning: Accessor<Beginning | null>;
  readonly clear: () => void;
} {
  const [params, setParams] = useSearchParams<{ write: string; start: string; step: string }>();
  const beginning = createMemo((): Beginning | null => {
    const { write: what, start = "", step } = params;
    if (what === undefined || !kinds.includes(what)) return null;
    const number = Number(step);
    return { what, start, steps: isStepNumber(number) ? [number] : [] };
  });
  return {
    beginning,
    clear: () => setParams({ write: undefined, start: undefined, step: undefined }, { replace: true }),
  };
}
