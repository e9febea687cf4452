import type { Block, Inline } from "@mendboard/content/prose";
import { For, type JSX } from "solid-js";

/** Our own prose, from typed data to elements: no markup ever passes through a string. */
export const Prose = (props: { readonly blocks: readonly Block[] }): JSX.Element => (
  <For each={props.blocks}>{blockElement}</For>
);

function blockElement(block: Block): JSX.Element {
  if (block.type === "paragraph") return <p>{inlines(block.inlines)}</p>;
  const items = <For each={block.items}>{(item) => <li>{inlines(item)}</li>}</For>;
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

const inlines = (list: readonly Inline[]): JSX.Element => <For each={list}>{inlineElement}</For>;

function inlineElement(inline: Inline): JSX.Element {
  switch (inline.type) {
    case "text":
      return inline.text;
    case "emphasis":
      return <em>{inlines(inline.inlines)}</em>;
    case "strong":
      return <strong>{inlines(inline.inlines)}</strong>;
    case "link":
      return (
        <a href={inline.href} target="_blank" rel="noreferrer">
          {inline.text}
        </a>
      );
  }
}
