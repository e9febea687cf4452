/** Where the two of them have put a plan card. Either may move it; it says nothing about a yes. */
export const LANES = ["talking", "trying", "living"] as const;
export type Lane = (typeof LANES)[number];

/** A member's own word for a step. Always reversible; a step is never "done". */
export const STEP_WORDS = ["not-now", "starting", "working", "steadier"] as const;
export type StepWord = (typeof STEP_WORDS)[number];

/** What a joint item is about. `boundary` stands under Boundaries, the others on the Plan. */
export const ITEM_KINDS = ["plan", "boundary"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const DRAFT_KINDS = ["limit", "boundary"] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** A guard over one of the lists above. */
export const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
  list.some((entry) => entry === value);
