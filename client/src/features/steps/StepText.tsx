import type { FirstAction, Source, StepIndexEntry } from "@mendboard/content/step";
import { addLine } from "@mendboard/shared/edits";
import { For, type JSX, Match, Show, Switch } from "solid-js";
import { bodies } from "virtual:step-bodies";
import { mintItemId } from "../../board/mint-id.ts";
import { Button } from "../../components/Button.tsx";
import { Disclosure } from "../../components/Disclosure.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useBoard } from "../../stores/board-context.tsx";
import { t } from "../../words/words.ts";
import { useBegin } from "../words/begun.ts";
import { openLine } from "./open-line.ts";
import { Prose } from "./Prose.tsx";
import styles from "./StepText.module.css";

/** What a step says: a first thing to do, why, how, when to take care, and what it rests on. */
export function StepText(props: { readonly step: StepIndexEntry }): JSX.Element {
  const body = () => bodies[props.step.key];
  return (
    <div class={styles.text}>
      <First step={props.step} first={body().first} />
      <section class={styles.prose}>
        <h2>{t("steps.why")}</h2>
        <Prose blocks={body().why} />
      </section>
      <section class={styles.prose}>
        <h2>{t("steps.how")}</h2>
        <Prose blocks={body().how} />
      </section>
      <Show when={body().care}>
        {(care) => (
          <section class={styles.prose}>
            <h2>{t("steps.care")}</h2>
            <Prose blocks={care()} />
          </section>
        )}
      </Show>
      <Disclosure summary={`${t("steps.restsOn")}: ${t(`steps.evidence.${body().evidence.strength}`)}`}>
        <div class={styles.prose}>
          <Prose blocks={body().restsOn} />
          <Show when={body().evidence.sources.length > 0}>
            <ul class={styles.sources}>
              <For each={body().evidence.sources}>{(source) => <SourceLine source={source} />}</For>
            </ul>
          </Show>
        </div>
      </Disclosure>
    </div>
  );
}

/** Something of under a minute, with the one tool it needs already open. */
function First(props: { readonly step: StepIndexEntry; readonly first: FirstAction }): JSX.Element {
  const view = useBoard();
  const beginAt = useBegin();

  const begin = () => {
    const { first, step } = props;
    switch (first.tool) {
      case "plan-card":
        return beginAt({ kind: "plan", start: first.start, steps: [step.step] });
      case "limit":
        return beginAt({ kind: "limit", start: first.start, steps: [step.step] });
      case "list-line": {
        const begun = Object.values(view.lines.entries).find(
          (line) =>
            line.step === step.step &&
            line.deletedAt === null &&
            !line.ticked &&
            line.wording === first.start,
        );
        if (begun !== undefined) return openLine(begun.id);
        const id = mintItemId();
        addLine(view.board.joint, {
          id,
          step: step.step,
          wording: first.start,
          author: view.board.me.memberId,
          now: Date.now(),
        });
        return openLine(id);
      }
      case "step-word":
        return document.querySelector<HTMLElement>("#my-word input")?.focus();
      case "away":
        return undefined;
    }
  };

  return (
    <Switch>
      <Match when={props.first.tool === "away" && props.first}>
        {(away) => (
          <Notice tone="us" icon="leaf">
            <strong>{away().label}</strong>
            <p>{away().text}</p>
          </Notice>
        )}
      </Match>
      <Match when={view.canWrite()}>
        <div>
          <h2 class={styles.first}>{t("steps.first")}</h2>
          <Button look="main" onClick={begin}>
            {props.first.label}
          </Button>
        </div>
      </Match>
    </Switch>
  );
}

function SourceLine(props: { readonly source: Source }): JSX.Element {
  return (
    <li>
      <cite>{props.source.title}</cite>, {props.source.by}. {props.source.says}{" "}
      <Reference reference={props.source.reference} />
    </li>
  );
}

function Reference(props: { readonly reference: Source["reference"] }): JSX.Element {
  const link = () => linkOf(props.reference);
  return (
    <Show when={link()} fallback={props.reference.type === "citation" && props.reference.text}>
      {(known) => (
        <a href={known().href} target="_blank" rel="noreferrer">
          {known().text}
        </a>
      )}
    </Show>
  );
}

function linkOf(reference: Source["reference"]): { readonly href: string; readonly text: string } | null {
  switch (reference.type) {
    case "doi":
      return { href: `https://doi.org/${reference.id}`, text: `doi ${reference.id}` };
    case "pmid":
      return { href: `https://pubmed.ncbi.nlm.nih.gov/${reference.id}/`, text: `PubMed ${reference.id}` };
    case "pmcid":
      return { href: `https://pmc.ncbi.nlm.nih.gov/articles/${reference.id}/`, text: reference.id };
    case "citation":
      return null;
  }
}
