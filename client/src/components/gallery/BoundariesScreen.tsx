import { type JSX } from "solid-js";
import { Button } from "../Button.tsx";
import { Card, CardActions, CardRow } from "../Card.tsx";
import { Disclosure } from "../Disclosure.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Menu } from "../Menu.tsx";
import { PageHeader } from "../PageHeader.tsx";
import { PersonPill } from "../PersonPill.tsx";
import { SectionHeader } from "../SectionHeader.tsx";
import { Tag } from "../Tag.tsx";
import { WordsText } from "../WordsText.tsx";
import { SampleShell } from "./SampleShell.tsx";
import styles from "./gallery.module.css";

/** Boundaries: my limits, the other's limits, what binds both. */
export function BoundariesScreen(): JSX.Element {
  const more = () => (
    <Menu
      label="More for this boundary"
      items={[{ label: "History", icon: "clock", onSelect: () => undefined }]}
    />
  );
  return (
    <SampleShell
      title="Boundaries"
      here="boundaries"
      aside={
        <>
          <SectionHeader title="Still open" />
          <div class={styles.stack}>
            <Card
              tag={
                <Tag tone="night" icon="speech">
                  Talk first
                </Tag>
              }
            >
              <WordsText text="We tell each other before seeing old friends from that time." />
              <p class={styles.note}>Saved for a talk. Nobody has to answer here.</p>
            </Card>
            <Card tag={<Tag icon="clock">With Sam</Tag>}>
              <WordsText text="Each of us may leave the room, and says when we will be back." />
              <CardRow>
                <PersonPill place="first" initial="M">
                  You, 9 May
                </PersonPill>
                <PersonPill place="second" initial="S" tone="open">
                  Sam, not yet
                </PersonPill>
              </CardRow>
            </Card>
            <Card tone="resolved" tag={<Tag tone="quiet">No longer holds</Tag>}>
              <WordsText resting text="Separate rooms on weeknights." />
            </Card>
          </div>
        </>
      }
    >
      <PageHeader
        lead="What each of us needs to feel safe."
        action={<Button icon="add">Write a limit</Button>}
      />
      <SectionHeader title="My limits" note="A limit is yours. It needs to be heard, not allowed." />
      <div class={styles.stack}>
        <Card
          roomy
          tone="draft"
          tag={
            <Tag tone="private" icon="only-you">
              Only you can see this
            </Tag>
          }
        >
          <WordsText size="boundary" text="I don’t want to be asked about it at work." />
          <CardActions note="Sam sees nothing until you show it.">
            <Button look="main">Show to Sam</Button>
            <Button look="quiet">Keep writing</Button>
          </CardActions>
        </Card>
      </div>
      <SectionHeader title="Sam’s limits" />
      <div class={styles.stack}>
        <Card roomy>
          <WordsText size="boundary" text={"I need an hour alone after work.\nThen I am all there."} />
          <CardRow end={more()}>
            <PersonPill place="second" initial="S">
              Sam, 2 May
            </PersonPill>
          </CardRow>
        </Card>
      </div>
      <SectionHeader title="What we agreed" />
      <div class={styles.stack}>
        <Card
          roomy
          tag={
            <Tag tone="agreed" icon="check">
              Agreed by both
            </Tag>
          }
        >
          <WordsText
            size="boundary"
            text="When one of us says “pause”, we stop and say when we will come back."
          />
          <CardRow end={more()}>
            <PersonPill place="first" initial="M">
              Maya, 1 May
            </PersonPill>
            <PersonPill place="second" initial="S">
              Sam, 1 May
            </PersonPill>
          </CardRow>
        </Card>
        <Disclosure summary="History of these words">
          <p>Maya wrote the first words on 28 April.</p>
        </Disclosure>
        <EmptyState icon="boundaries">
          What does each of you need to feel safe? Write one for yourself. It stays yours until you show it.
        </EmptyState>
      </div>
    </SampleShell>
  );
}
