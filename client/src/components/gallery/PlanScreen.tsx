import { createSignal, For, type JSX } from "solid-js";
import { AvatarPair } from "../AvatarPair.tsx";
import { Button } from "../Button.tsx";
import { Card, CardActions, CardRow } from "../Card.tsx";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { IconButton } from "../IconButton.tsx";
import { Menu, type MenuItem } from "../Menu.tsx";
import { Notice } from "../Notice.tsx";
import { SectionHeader } from "../SectionHeader.tsx";
import { Segmented } from "../Segmented.tsx";
import { Tag } from "../Tag.tsx";
import { WordsField } from "../WordsField.tsx";
import { WordsText } from "../WordsText.tsx";
import { SampleShell, toast } from "./SampleShell.tsx";
import styles from "./gallery.module.css";

const both = { first: { initial: "M", label: "Maya" }, second: { initial: "S", label: "Sam" } };

/** The plan, with a card in each of its states. */
export function PlanScreen(): JSX.Element {
  const [lane, setLane] = createSignal<"talking" | "trying" | "now">("talking");
  const [deleting, setDeleting] = createSignal(false);
  const [draft, setDraft] = createSignal("");
  const menu: readonly MenuItem[] = [
    {
      label: "Move to Trying",
      icon: "forward",
      onSelect: () => toast.show({ text: "Moved to Trying, 2 of 3." }),
    },
    { label: "Move up", icon: "arrow-up", disabled: true, onSelect: () => undefined },
    { label: "Move down", icon: "arrow-down", onSelect: () => undefined },
    { label: "Delete", icon: "trash", danger: true, onSelect: () => setDeleting(true) },
  ];
  const more = (name: string) => <Menu label={`More for: ${name}`} items={menu} />;
  const plain = (text: string, note: string) => (
    <Card>
      <WordsText text={text} />
      <CardRow end={more(text)}>
        <AvatarPair size="small" {...both} />
        {note}
      </CardRow>
    </Card>
  );
  return (
    <SampleShell title="Plan" here="plan" offline={location.search.includes("offline")}>
      <div class={styles.purpose}>
        <WordsText as="h2" size="purpose" text="We want to feel safe telling each other the hard things." />
        <CardRow>
          <AvatarPair size="small" {...both} text="Agreed 12 April" />
          <Button look="quiet" size="small">
            Change together
          </Button>
        </CardRow>
      </div>
      <div class={styles.wide}>
        <Notice
          tone="us"
          icon="leaf"
          actions={
            <>
              <Button look="quiet" size="small">
                Show me
              </Button>
              <Button look="quiet" size="small">
                Got it
              </Button>
            </>
          }
        >
          <b>New since you were here:</b> Sam suggested a Sunday walk.
        </Notice>
      </div>
      <div class={styles.narrow}>
        <Segmented
          label="Lane"
          labelHidden
          value={lane()}
          onChange={setLane}
          options={[
            { value: "talking", label: "Talking", detail: "3" },
            { value: "trying", label: "Trying", detail: "2" },
            { value: "now", label: "Now" },
          ]}
        />
      </div>
      <div class={styles.lanes} data-lane={lane()}>
        <section data-lane="talking">
          <SectionHeader
            title="Talking about"
            count={3}
            note="Still open."
            action={<IconButton icon="add" label="Add to Talking about" />}
          />
          <div class={styles.stack}>
            <Card>
              <WordsText text="Sunday walk together, nothing to solve." />
              <CardRow end={<Tag>Needs your yes</Tag>}>
                <AvatarPair size="small" {...both} />
                Sundays
              </CardRow>
              <CardActions>
                <Button look="main" size="small">
                  I agree to these words
                </Button>
                <Button size="small">Suggest a change</Button>
              </CardActions>
            </Card>
            <Card writing={{ place: "second", text: "Sam is writing" }}>
              <WordsText text="One question about the past a day, then we stop" />
              <CardRow end={more("One question")}>
                <AvatarPair size="small" {...both} />
                Until June
              </CardRow>
            </Card>
            <Card changedBy="second">
              <WordsText text="How we tell Maya’s mother about the move." />
              <CardRow
                end={
                  <Tag tone="night" icon="speech">
                    Talk first
                  </Tag>
                }
              >
                From Maya
              </CardRow>
            </Card>
            <Card>
              <WordsField
                label="Your words"
                labelHidden
                look="bare"
                placeholder="One small thing you could both keep"
                value={draft()}
                onInput={setDraft}
              />
              <CardActions>
                <Button look="main" size="small">
                  Add to the plan
                </Button>
                <Button look="quiet" size="small">
                  Leave it
                </Button>
              </CardActions>
            </Card>
          </div>
        </section>
        <section data-lane="trying">
          <SectionHeader
            title="Trying"
            count={2}
            note="We are giving this a go."
            action={<IconButton icon="add" label="Add to Trying" />}
          />
          <div class={styles.stack}>
            {plain("Ten minutes to talk before bed, phones in the kitchen.", "Every evening")}
            {plain("Sam writes when plans change after work.", "Until June")}
          </div>
        </section>
        <section data-lane="now">
          <SectionHeader
            title="How we live now"
            note="Part of our days."
            action={<IconButton icon="add" label="Add to How we live now" />}
          />
          <div class={styles.stack}>
            <For
              each={[
                "Phones face down at dinner.",
                "We say when we need a pause, and when we will come back.",
              ]}
            >
              {(text) => (
                <Card tone="resolved">
                  <WordsText text={text} />
                  <CardRow end={more(text)}>
                    <AvatarPair size="small" {...both} />
                    Since 2 March
                  </CardRow>
                </Card>
              )}
            </For>
            <EmptyState
              action={
                <Button size="small" icon="add">
                  Add one
                </Button>
              }
            >
              Start with one small thing you could both keep this week.
            </EmptyState>
          </div>
        </section>
      </div>
      <ConfirmDialog
        open={deleting()}
        destructive
        title="Delete “Sunday walk”?"
        text="It goes for both of you. You can undo this for 30 days."
        confirmLabel="Delete"
        cancelLabel="Keep it"
        onCancel={() => setDeleting(false)}
        onConfirm={() => {
          setDeleting(false);
          toast.show({ text: "Deleted “Sunday walk”.", action: { label: "Undo", run: () => undefined } });
        }}
      />
    </SampleShell>
  );
}
