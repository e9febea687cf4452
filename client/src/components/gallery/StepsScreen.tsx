import { createSignal, For, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import { Button } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { Disclosure } from "../Disclosure.tsx";
import { Menu } from "../Menu.tsx";
import { PageHeader } from "../PageHeader.tsx";
import { PersonPill } from "../PersonPill.tsx";
import { SectionHeader } from "../SectionHeader.tsx";
import { Segmented } from "../Segmented.tsx";
import { TickLine } from "../TickLine.tsx";
import { WordsField } from "../WordsField.tsx";
import { WordsText } from "../WordsText.tsx";
import { SampleShell } from "./SampleShell.tsx";
import styles from "./gallery.module.css";

/** One step, opened: why, both words, and the list both write. */
export function StepsScreen(): JSX.Element {
  const [word, setWord] = createSignal<"none" | "not-now" | "starting" | "working" | "steadier">("starting");
  const [lines, setLines] = createStore([
    { text: "Ask your sister to keep the children on Friday", done: true },
    {
      text: "Write down what I want to say first, so that I do not lose the thread halfway through",
      done: false,
    },
    { text: "Tea, and no phones", done: false },
  ]);
  const [next, setNext] = createSignal("");
  return (
    <SampleShell title="Our 21 steps" here="steps">
      <PageHeader lead="Start anywhere. Nothing is locked, nothing is late." />
      <SectionHeader
        title="4  Talk, and really listen"
        note="Pick one thing, take turns, and stop while it still feels all right."
      />
      <div class={styles.stack}>
        <Card roomy>
          <Segmented
            label="My word for this step"
            value={word()}
            onChange={setWord}
            options={[
              { value: "none", label: "No word yet" },
              { value: "not-now", label: "Not now" },
              { value: "starting", label: "Starting" },
              { value: "working", label: "Working on it" },
              { value: "steadier", label: "Steadier" },
            ]}
          />
          <div class={styles.row}>
            <PersonPill place="first" initial="M">
              You: Starting
            </PersonPill>
            <PersonPill place="second" initial="S" tone="open">
              Sam: no word yet
            </PersonPill>
          </div>
        </Card>
        <Card roomy>
          <SectionHeader
            title="Our list"
            note="Small things to do for this step. Both of you can write and tick."
          />
          <ul>
            <For each={lines}>
              {(line, index) => (
                <li>
                  <TickLine
                    label={line.text}
                    checked={line.done}
                    changedBy={index() === 2 ? "second" : undefined}
                    onChange={(done) => setLines(index(), "done", done)}
                    actions={
                      <Menu
                        label={`More for: ${line.text}`}
                        items={[
                          { label: "Move up", icon: "arrow-up", onSelect: () => undefined },
                          { label: "Move down", icon: "arrow-down", onSelect: () => undefined },
                          { label: "Delete", icon: "trash", danger: true, onSelect: () => undefined },
                        ]}
                      />
                    }
                  >
                    <WordsText as="span" text={line.text} />
                  </TickLine>
                </li>
              )}
            </For>
          </ul>
          <WordsField
            label="A new line"
            rows={1}
            placeholder="One small thing"
            value={next()}
            onInput={setNext}
            limit={60}
            leftText={(left) => `${left} letters left`}
          />
          <div class={styles.row}>
            <Button size="small" icon="add">
              Add to our list
            </Button>
          </div>
        </Card>
        <Disclosure summary="What this rests on">
          <p>Some support. Taking turns helps when both can stop in time.</p>
        </Disclosure>
      </div>
    </SampleShell>
  );
}
