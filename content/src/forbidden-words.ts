/**
 * Words that never reach the screen: they label a person, score a couple, press, or are our own jargon. The list is
 * the product's, whole words only ("points" is on it, "point" is not). Titles of studies and what people write
 * themselves are exempt.
 */
export const FORBIDDEN_WORDS: readonly string[] = [
  "breach",
  "breached",
  "violate",
  "violated",
  "violation",
  "betrayal",
  "betrayer",
  "offender",
  "perpetrator",
  "victim",
  "cheater",
  "failed",
  "failure",
  "overdue",
  "streak",
  "score",
  "points",
  "percent",
  "must",
  "congratulations",
  "mechanism",
  "projection",
  "epoch",
  "roster",
  "digest",
  "plaintext",
  "ciphertext",
];

/** Characters that never reach the screen, wherever they stand. */
export const FORBIDDEN_CHARACTERS: readonly string[] = ["%", "!"];

/**
 * The forbidden words and characters that occur in `text`, each once, in the order of the lists.
 *
 * @param text what a person would read: no markup, no placeholders that stand for people's own words
 */
export function findForbiddenWords(text: string): readonly string[] {
  const words = new Set(text.toLowerCase().match(WORD) ?? []);
  return [
    ...FORBIDDEN_WORDS.filter((word) => words.has(word)),
    ...FORBIDDEN_CHARACTERS.filter((character) => text.includes(character)),
  ];
}

/** A run of letters, marks and digits: an apostrophe, hyphen or dash ends a word, so "must-have" holds "must". */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
