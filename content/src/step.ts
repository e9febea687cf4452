import { isStepNumber, type StepNumber } from "@mendboard/shared/steps";
import * as v from "valibot";
import { OUTLINE, SEASONS, type Season, type StepKey } from "./outline.ts";
import type { Block } from "./prose.ts";

export type { Season, StepKey };

/** What a list of all steps needs. Small, because the first view loads it. */
export type StepIndexEntry = {
  readonly step: StepNumber;
  readonly key: StepKey;
  readonly title: string;
  /** One or two sentences that ask for something small. */
  readonly invitation: string;
  readonly season: Season;
};

/** What an opened step shows. Loaded when one is opened. */
export type StepBody = {
  readonly why: readonly Block[];
  readonly how: readonly Block[];
  readonly restsOn: readonly Block[];
  /** When not to, or what to watch for. */
  readonly care?: readonly Block[];
  readonly evidence: Evidence;
  readonly first: FirstAction;
};

export type Step = { readonly entry: StepIndexEntry; readonly body: StepBody };

const Line = v.pipe(v.string(), v.trim(), v.nonEmpty("is empty"));

/** A start is written on by the person, so it opens a sentence and stops where the next word belongs. */
const SentenceStart = v.pipe(
  v.string(),
  v.regex(/^\p{Lu}.*[\p{L},:] $/u, "starts with a capital and ends in a word, comma or colon and one space"),
);

const FirstActionSchema = v.variant("tool", [
  v.strictObject({ tool: v.literal("plan-card"), label: Line, start: SentenceStart }),
  v.strictObject({ tool: v.literal("limit"), label: Line, start: SentenceStart }),
  v.strictObject({ tool: v.literal("list-line"), label: Line, start: SentenceStart }),
  v.strictObject({ tool: v.literal("step-word"), label: Line }),
  v.strictObject({ tool: v.literal("away"), label: Line, text: Line }),
]);

/**
 * Something of under a minute that works today. `label` is the button (for `away`, the heading); `start` is already
 * in the field when it opens, and the person goes on from there; `text` is read, then done away from the screen.
 */
export type FirstAction = Readonly<v.InferOutput<typeof FirstActionSchema>>;

const ReferenceSchema = v.variant("type", [
  v.strictObject({
    type: v.literal("doi"),
    id: v.pipe(v.string(), v.regex(/^10\.\d{4,}\/\S+$/, "is not a DOI")),
  }),
  v.strictObject({ type: v.literal("pmid"), id: v.pipe(v.string(), v.regex(/^\d+$/, "is not a PubMed id")) }),
  v.strictObject({
    type: v.literal("pmcid"),
    id: v.pipe(v.string(), v.regex(/^PMC\d+$/, "is not a PMC id")),
  }),
  v.strictObject({ type: v.literal("citation"), text: Line }),
]);

const SourceSchema = v.strictObject({
  title: Line,
  /** Authors and year, as a reader would say them. */
  by: Line,
  reference: ReferenceSchema,
  /** What it carries, and what it cannot. */
  says: Line,
});

export type Source = Readonly<v.InferOutput<typeof SourceSchema>>;

const EvidenceSchema = v.pipe(
  v.strictObject({ strength: v.picklist(["strong", "moderate", "weak"]), sources: v.array(SourceSchema) }),
  v.check(
    ({ strength, sources }) => strength === "weak" || sources.length > 0,
    "has no source, so its strength can only be weak",
  ),
);

/** How well tested a step is. `weak` means mostly experience, and may name no source at all. */
export type Evidence = Readonly<v.InferOutput<typeof EvidenceSchema>>;

/** The frontmatter of a step's file; an unknown field or tool is an error, never ignored. */
export const StepFrontmatterSchema = v.strictObject({
  step: v.custom<StepNumber>(
    (input) => typeof input === "number" && isStepNumber(input),
    "is not a whole number from 1 to 21",
  ),
  key: v.picklist(OUTLINE.map(({ key }) => key)),
  title: Line,
  invitation: Line,
  season: v.picklist(SEASONS),
  evidence: EvidenceSchema,
  first: FirstActionSchema,
});

export type StepFrontmatter = Readonly<v.InferOutput<typeof StepFrontmatterSchema>>;
