/** The modules `stepsPlugin` serves. A project that imports them lists `@mendboard/content/virtual` in its `types`. */

declare module "virtual:steps" {
  import type { StepIndexEntry } from "@mendboard/content/step";

  /** All 21 in the order of their numbers. */
  export const steps: readonly StepIndexEntry[];
}

declare module "virtual:step-bodies" {
  import type { Question } from "@mendboard/content/parse-questions";
  import type { StepBody, StepKey } from "@mendboard/content/step";

  export const bodies: Readonly<Record<StepKey, StepBody>>;
  /** In the order couples ask them. */
  export const questions: readonly Question[];
}
