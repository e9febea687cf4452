import { createSignal, type JSX } from "solid-js";
import { Button, ButtonLink } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { PlainPage } from "../PlainPage.tsx";
import { QrCode } from "../QrCode.tsx";
import { TextField } from "../TextField.tsx";
import { WordsText } from "../WordsText.tsx";
import styles from "./gallery.module.css";

const frame = { exitLabel: "Quick exit", onExit: () => undefined, appName: "Our plan" };

/** What anybody sees first. */
export function FirstPage(): JSX.Element {
  const [name, setName] = createSignal("");
  return (
    <PlainPage
      {...frame}
      title="A shared place for two people who want to trust each other again."
      lead={<p>Only the two of you can read it.</p>}
      actions={
        <>
          <ButtonLink look="main" href="#plan">
            Start our board
          </ButtonLink>
          <ButtonLink href="#plan">Look around a sample</ButtonLink>
          <ButtonLink look="quiet" href="#first">
            Feeling unsafe?
          </ButtonLink>
        </>
      }
      foot={
        <p>
          This copy is run by whoever gave you this address. They can’t read what is stored. They could change
          the app itself, so use a copy run by someone you trust.
        </p>
      }
    >
      <p>This is not counseling. If you are afraid of your partner, please don’t start a board together.</p>
      <TextField
        label="What should your partner call you here?"
        hint="You can change it any time."
        error={name().length > 12 ? "That is longer than fits. Twelve letters are enough here." : undefined}
        value={name()}
        onInput={setName}
        autocomplete="given-name"
      />
    </PlainPage>
  );
}

/** What the invited person sees, before anything is used up. */
export function JoinPage(): JSX.Element {
  return (
    <PlainPage
      {...frame}
      title="Maya made a board for the two of you and would like you to join."
      lead={<WordsText size="boundary" text="We want to feel safe telling each other the hard things." />}
      actions={
        <>
          <Button look="outline">Join as Sam</Button>
          <Button>Not now</Button>
          <Button>Feeling unsafe?</Button>
        </>
      }
    >
      <Card>
        <p>You will share: the plan, boundaries, steps.</p>
        <p class={styles.note}>Never shared: private notes, when you were online, what you opened.</p>
      </Card>
      <QrCode
        text="http://localhost:8080/join#h3lLo-this-is-only-a-sample-of-about-the-right-length"
        label="A code to scan"
      />
    </PlainPage>
  );
}

/** One of the pages that say why something is not, and what helps. */
export function TroublePage(): JSX.Element {
  return (
    <PlainPage
      {...frame}
      title="This browser no longer holds the key to your board."
      lead={<p>Sam can let you back in. Nothing is erased.</p>}
      actions={
        <>
          <Button look="main">Try again</Button>
          <Button look="quiet">Feeling unsafe?</Button>
        </>
      }
      foot={
        <ButtonLink look="quiet" size="small" flush href="#first">
          To the first page
        </ButtonLink>
      }
    />
  );
}
