import type { Token, Tokens } from "marked";

/**
 * Prose as plain data. The page builds elements from it and never parses markup, so nothing here can become a
 * script, and Trusted Types stay strict.
 */
export type Block =
  | { readonly type: "paragraph"; readonly inlines: readonly Inline[] }
  | { readonly type: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "emphasis"; readonly inlines: readonly Inline[] }
  | { readonly type: "strong"; readonly inlines: readonly Inline[] }
  | { readonly type: "link"; readonly href: string; readonly text: string };

/**
 * The blocks of one section. Whatever has no place in calm prose (markup, tables, images, code, nested lists) is
 * reported and left out.
 *
 * @param report called with the reason alone; the caller knows file and field
 */
export function parseBlocks(tokens: readonly Token[], report: (reason: string) => void): readonly Block[] {
  return tokens.flatMap((token): readonly Block[] => {
    if (isParagraph(token)) return [{ type: "paragraph", inlines: parseInlines(token.tokens, report) }];
    if (isList(token)) {
      const items = token.items.map((item) => parseItem(item, report));
      return [{ type: "list", ordered: token.ordered, items }];
    }
    if (token.type !== "space") report(unknownToken(token));
    return [];
  });
}

/** What a reader would read of `blocks`, one line a paragraph or list item. */
export function plainText(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) => (block.type === "list" ? block.items : [block.inlines]))
    .map(inlineText)
    .join("\n");
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) =>
      inline.type === "text" || inline.type === "link" ? inline.text : inlineText(inline.inlines),
    )
    .join("");
}

function parseItem(item: Tokens.ListItem, report: (reason: string) => void): readonly Inline[] {
  const [content, ...rest] = item.tokens.filter(({ type }) => type !== "space");
  const isOneLine = content !== undefined && rest.length === 0 && !item.task;
  if (isOneLine && (isParagraph(content) || isText(content)))
    return parseInlines(content.tokens ?? [content], report);
  report(`a list item holds more than one run of text: ${quote(item.raw)}`);
  return [];
}

function parseInlines(tokens: readonly Token[], report: (reason: string) => void): readonly Inline[] {
  return tokens.flatMap((token): readonly Inline[] => {
    if (isText(token) || isEscape(token)) return [{ type: "text", text: parseText(token.text, report) }];
    if (isEm(token)) return [{ type: "emphasis", inlines: parseInlines(token.tokens, report) }];
    if (isStrong(token)) return [{ type: "strong", inlines: parseInlines(token.tokens, report) }];
    if (isLink(token)) return [parseLink(token, report)];
    report(unknownToken(token));
    return [];
  });
}

/** A line break in the file is a space on the page; a character reference would be shown as it stands. */
function parseText(text: string, report: (reason: string) => void): string {
  const reference = /&#?\w+;/.exec(text);
  if (reference) report(`write the character itself instead of ${reference[0]}`);
  return text.replaceAll(/\s+/g, " ");
}

/** Links leave the app, so they are plain words and https only. */
function parseLink(link: Tokens.Link, report: (reason: string) => void): Inline {
  if (!link.href.startsWith("https://")) report(`a link may only be https: ${quote(link.raw)}`);
  return { type: "link", href: link.href, text: inlineText(parseInlines(link.tokens, report)) };
}

const unknownToken = (token: Token): string => `"${token.type}" has no place in prose: ${quote(token.raw)}`;
const quote = (raw: string): string => JSON.stringify(raw.trim().slice(0, 40));

// `Token` includes an open-ended member for extensions, so checking `type` alone does not narrow it.
const isParagraph = (token: Token): token is Tokens.Paragraph => token.type === "paragraph";
const isList = (token: Token): token is Tokens.List => token.type === "list";
const isText = (token: Token): token is Tokens.Text => token.type === "text";
const isEscape = (token: Token): token is Tokens.Escape => token.type === "escape";
const isEm = (token: Token): token is Tokens.Em => token.type === "em";
const isStrong = (token: Token): token is Tokens.Strong => token.type === "strong";
const isLink = (token: Token): token is Tokens.Link => token.type === "link";
