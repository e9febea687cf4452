import { For, type JSX } from "solid-js";
import { questions } from "virtual:step-bodies";
import { Disclosure } from "../../components/Disclosure.tsx";
import { t } from "../../words/words.ts";
import { Prose } from "./Prose.tsx";
import styles from "./Questions.module.css";

/** What couples ask before they begin, answered honestly. */
export const Questions = (): JSX.Element => (
  <section class={styles.questions} aria-labelledby="questions">
    <h2 id="questions">{t("steps.questions")}</h2>
    <For each={questions}>
      {(each) => (
        <Disclosure summary={each.question}>
          <div class={styles.answer}>
            <p class={styles.short}>{each.short}</p>
            <Prose blocks={each.longer} />
          </div>
        </Disclosure>
      )}
    </For>
  </section>
);
