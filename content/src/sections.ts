import { lexer, type Token, type Tokens } from "marked";

/** A `##` heading and what stands below it, up to the next. */
type Section = { readonly heading: string; readonly tokens: readonly Token[] };

/**
 * Markdown cut at its `##` headings, in file order.
 *
 * @param report called when something stands before the first heading
 */
export function parseSections(markdown: string, report: (reason: string) => void): readonly Section[] {
  const sections: { readonly heading: string; readonly tokens: Token[] }[] = [];
  for (const token of lexer(markdown)) {
    const current = sections.at(-1);
    if (isSectionHeading(token)) sections.push({ heading: token.text, tokens: [] });
    else if (current) current.tokens.push(token);
    else if (token.type !== "space")
      report(`text before the first "##" heading: ${token.raw.trim().slice(0, 40)}`);
  }
  return sections;
}

const isSectionHeading = (token: Token): token is Tokens.Heading =>
  token.type === "heading" && token.depth === 2;
