import type { StepNumber } from "@mendboard/shared/steps";
import type { Lane, StepWord } from "@mendboard/shared/words";

/** Words of the sample: two made-up people, no watching of each other, nothing heavier than an ordinary week. */

type By = "maya" | "sam";

export const sampleNames = { maya: "Maya", sam: "Sam" } as const;

export const samplePurpose = "We want to feel safe telling each other the hard things.";

export const sampleCards: readonly { readonly lane: Lane; readonly by: By; readonly wording: string }[] = [
  { lane: "talking", by: "sam", wording: "Sunday walk together, nothing to solve." },
  { lane: "talking", by: "maya", wording: "One question about the past a day, then we stop." },
  { lane: "talking", by: "maya", wording: "How we tell Maya’s mother about the move." },
  { lane: "trying", by: "maya", wording: "Ten minutes to talk before bed, phones in the kitchen." },
  { lane: "trying", by: "sam", wording: "If Sam will be home after eight, Sam says so before seven." },
  { lane: "living", by: "sam", wording: "Phones face down at dinner." },
  { lane: "living", by: "maya", wording: "Both names on the shared account." },
];

export const sampleBoundaries: readonly { readonly by: By; readonly wording: string }[] = [
  { by: "maya", wording: "When one of us says “pause”, we stop and say when we will come back." },
  { by: "sam", wording: "We don’t argue in front of Nina." },
];

export const sampleLimits: readonly { readonly by: By; readonly wording: string }[] = [
  { by: "maya", wording: "I need to hear about changed plans from Sam first, not from someone else." },
  { by: "sam", wording: "I can talk about it once a day, not after ten at night." },
];

export const sampleDraft = "I don’t want to be asked about it at work.";

export const sampleLines: readonly {
  readonly step: StepNumber;
  readonly wording: string;
  readonly ticked: boolean;
}[] = [
  { step: 5, wording: "Each write one limit, alone", ticked: true },
  { step: 5, wording: "Read them to each other on Saturday", ticked: false },
  { step: 4, wording: "Try ten minutes without the phone", ticked: true },
  { step: 4, wording: "Ask “did I get that right?” once", ticked: false },
  { step: 18, wording: "Find a walk that takes half an hour", ticked: false },
];

export const sampleStepWords: readonly {
  readonly by: By;
  readonly step: StepNumber;
  readonly word: StepWord;
}[] = [
  { by: "maya", step: 1, word: "steadier" },
  { by: "sam", step: 1, word: "steadier" },
  { by: "maya", step: 5, word: "working" },
  { by: "sam", step: 5, word: "starting" },
  { by: "maya", step: 4, word: "working" },
  { by: "sam", step: 4, word: "working" },
  { by: "maya", step: 15, word: "not-now" },
];
