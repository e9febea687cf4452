import { createSignal, For, type JSX } from "solid-js";
import { setTheme, type Theme } from "../../styles/theme.ts";
import { Avatar } from "../Avatar.tsx";
import { Button } from "../Button.tsx";
import { Card, CardRow } from "../Card.tsx";
import { ErrorPanel } from "../ErrorPanel.tsx";
import { ICON_PATHS, type IconName } from "../icon-paths.ts";
import { Icon } from "../Icon.tsx";
import { Menu } from "../Menu.tsx";
import { Notice } from "../Notice.tsx";
import { PersonPill } from "../PersonPill.tsx";
import { SectionHeader } from "../SectionHeader.tsx";
import { Segmented } from "../Segmented.tsx";
import { Skeleton } from "../Skeleton.tsx";
import { SyncLine } from "../SyncLine.tsx";
import { Tag } from "../Tag.tsx";
import { TextField } from "../TextField.tsx";
import { WordsField } from "../WordsField.tsx";
import { SampleShell, toast } from "./SampleShell.tsx";
import styles from "./gallery.module.css";

const isIconName = (key: string): key is IconName => key in ICON_PATHS;
const names = Object.keys(ICON_PATHS).filter(isIconName);

/** All small components in all their states. */
export function Parts(): JSX.Element {
  const [theme, setShown] = createSignal<Theme>("system");
  const [text, setText] = createSignal("We say it the same day.");
  return (
    <SampleShell title="Parts" here="plan">
      <div class={styles.stack}>
        <Segmented
          label="Appearance"
          value={theme()}
          onChange={(chosen) => {
            setTheme(chosen);
            setShown(chosen);
          }}
          options={[
            { value: "system", label: "As this device" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
        <SectionHeader title="Buttons" />
        <For each={["regular", "small"] as const}>
          {(size) => (
            <div class={styles.row}>
              <Button look="main" size={size}>
                Show to Sam
              </Button>
              <Button size={size} icon="speech">
                Talk first
              </Button>
              <Button look="quiet" size={size}>
                Keep writing
              </Button>
              <Button look="danger" size={size} icon="trash">
                Delete
              </Button>
              <Button look="main" size={size} busy>
                Sending
              </Button>
              <Button size={size} disabled>
                Not yet
              </Button>
            </div>
          )}
        </For>
        <SectionHeader title="People" />
        <div class={styles.row}>
          <For each={["first", "second"] as const}>
            {(place) => (
              <For each={["here", "away", undefined] as const}>
                {(presence) => (
                  <Avatar
                    place={place}
                    presence={presence}
                    initial={place === "first" ? "M" : "S"}
                    label="A person"
                  />
                )}
              </For>
            )}
          </For>
          <PersonPill place="first" initial="M">
            Maya, 1 May
          </PersonPill>
          <PersonPill place="second" initial="S" tone="open">
            Sam, not yet
          </PersonPill>
          <PersonPill place="second" initial="S" tone="past">
            Sam, until 3 May
          </PersonPill>
        </div>
        <SectionHeader title="Tags" />
        <div class={styles.row}>
          <Tag>Needs your yes</Tag>
          <Tag icon="pencil">Words changed</Tag>
          <Tag tone="agreed" icon="check">
            Agreed by both
          </Tag>
          <Tag tone="private" icon="only-you">
            Only you can see this
          </Tag>
          <Tag tone="night" icon="speech">
            Talk first
          </Tag>
          <Tag tone="quiet">No longer holds</Tag>
        </div>
        <SectionHeader title="Notices" />
        <Notice
          tone="us"
          icon="leaf"
          actions={
            <Button look="quiet" size="small">
              Show me
            </Button>
          }
        >
          Sam suggested a Sunday walk.
        </Notice>
        <Notice icon="cloud-off">No connection. You can keep writing; it is saved on this phone.</Notice>
        <Notice tone="important" icon="info" actions={<Button size="small">Copy link</Button>}>
          You opened this inside another app, which may forget it. Open it in your usual browser first.
        </Notice>
        <Notice tone="night" icon="lock">
          Kept apart from everything you share.
        </Notice>
        <div class={styles.row}>
          <SyncLine state="device" text="Saved on this phone." />
          <SyncLine state="sending" text="Sending 2 changes." />
          <SyncLine state="saved" text="Saved." />
          <SyncLine state="offline" text="No connection." />
          <SyncLine state="attention" text="1 change can’t be opened yet. It is kept." />
        </div>
        <div class={styles.row}>
          <Button
            onClick={() =>
              toast.show({ text: "Deleted “Sunday walk”.", action: { label: "Undo", run: () => undefined } })
            }
          >
            Show a toast
          </Button>
          <Menu
            label="More"
            items={names.slice(0, 4).map((icon) => ({ label: icon, icon, onSelect: () => undefined }))}
          />
        </div>
        <SectionHeader title="Fields" />
        <TextField
          label="Your name"
          hint="You can change it any time."
          value="Maya"
          onInput={() => undefined}
        />
        <TextField label="The link" value="https://example.org/join#…" readOnly onInput={() => undefined} />
        <WordsField
          label="What would you like?"
          hint="Names make it clearer than I or you."
          value={text()}
          onInput={setText}
          limit={40}
          leftText={(left) => `${left} letters left`}
          error={text() === "" ? "Write a word or two first. Nothing is sent yet." : undefined}
        />
        <SectionHeader title="Waiting and trouble" />
        <Skeleton label="Opening the plan" cards={2} />
        <ErrorPanel
          text="This part did not open. The rest works."
          retryLabel="Try again"
          onRetry={() => undefined}
          other={{ label: "Save a copy", onSelect: () => undefined }}
        />
        <SectionHeader title="Icons" />
        <div class={styles.icons}>
          <For each={names}>
            {(name) => (
              <Card>
                <CardRow>
                  <Icon name={name} />
                  {name}
                </CardRow>
              </Card>
            )}
          </For>
        </div>
      </div>
    </SampleShell>
  );
}
