/** The three parts the steps are shown in. They order the steps and lock nothing. */
export const SEASONS = ["steadying", "understanding", "building"] as const;
export type Season = (typeof SEASONS)[number];

/**
 * What never changes about the 21 steps, whatever the language: at index `step - 1`, the key documents store and
 * the season. A key is for ever, even when it no longer fits a title; renaming one would orphan what people wrote.
 */
export const OUTLINE = [
  { key: "acknowledge", season: "steadying" },
  { key: "apologize", season: "steadying" },
  { key: "patience", season: "steadying" },
  { key: "listen", season: "understanding" },
  { key: "limits", season: "steadying" },
  { key: "reliability", season: "building" },
  { key: "help", season: "steadying" },
  { key: "closeness", season: "building" },
  { key: "learn", season: "understanding" },
  { key: "good-things", season: "building" },
  { key: "empathy", season: "steadying" },
  { key: "openness", season: "steadying" },
  { key: "no-blame", season: "understanding" },
  { key: "plan", season: "building" },
  { key: "forgiveness", season: "understanding" },
  { key: "commitment", season: "building" },
  { key: "future", season: "building" },
  { key: "habits", season: "building" },
  { key: "underneath", season: "understanding" },
  { key: "pace", season: "steadying" },
  { key: "actions", season: "building" },
] as const satisfies readonly { readonly key: string; readonly season: Season }[];

export type StepKey = (typeof OUTLINE)[number]["key"];
