import { lexer } from "marked";
import { expect, test } from "vitest";
import { type Block, parseBlocks, plainText } from "./prose.ts";

function parse(markdown: string): { readonly blocks: readonly Block[]; readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  const blocks = parseBlocks(lexer(markdown), (reason) => reasons.push(reason));
  return { blocks, reasons };
}

test("a paragraph keeps its emphasis and its links, and a line break is a space", () => {
  const { blocks, reasons } = parse(
    'Say *what* was **done**,\nnot "why". See [this page](https://example.org/a).',
  );
  expect(reasons).toEqual([]);
  expect(blocks).toEqual([
    {
      type: "paragraph",
      inlines: [
        { type: "text", text: "Say " },
        { type: "emphasis", inlines: [{ type: "text", text: "what" }] },
        { type: "text", text: " was " },
        { type: "strong", inlines: [{ type: "text", text: "done" }] },
        { type: "text", text: ', not "why". See ' },
        { type: "link", href: "https://example.org/a", text: "this page" },
        { type: "text", text: "." },
      ],
    },
  ]);
});

test("a list keeps its order and its kind, written tight or with gaps", () => {
  const items = [[{ type: "text", text: "one line" }], [{ type: "text", text: "two" }]];
  expect(parse("- one\n  line\n- two").blocks).toEqual([{ type: "list", ordered: false, items }]);
  expect(parse("1. one line\n\n2. two\n").blocks).toEqual([{ type: "list", ordered: true, items }]);
});

test("an escaped character is the character", () => {
  expect(plainText(parse("Two \\* two & more").blocks)).toBe("Two * two & more");
});

test.for([
  ["a block of markup", "<div>x</div>", '"html" has no place in prose: "<div>x</div>"'],
  ["markup in a line", "a <b>c", '"html" has no place in prose: "<b>"'],
  ["a deeper heading", "### More", '"heading" has no place in prose: "### More"'],
  ["a code span", "a `b`", '"codespan" has no place in prose: "`b`"'],
  [
    "an image",
    "![a](https://example.org/a.png)",
    '"image" has no place in prose: "![a](https://example.org/a.png)"',
  ],
  ["a table", "| a |\n| - |\n| b |", '"table" has no place in prose: "| a |\\n| - |\\n| b |"'],
  ["a list in a list", "- a\n  - b", 'a list item holds more than one run of text: "- a\\n  - b"'],
  ["a task", "- [ ] a", 'a list item holds more than one run of text: "- [ ] a"'],
  ["an http link", "[a](http://example.org)", 'a link may only be https: "[a](http://example.org)"'],
  ["a script link", "[a](javascript:b)", 'a link may only be https: "[a](javascript:b)"'],
  ["a character reference", "a &amp; b", "write the character itself instead of &amp;"],
] as const)("%s is refused with its reason", ([, markdown, reason]) => {
  expect(parse(markdown).reasons).toContain(reason);
});
