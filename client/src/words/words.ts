import { flatten, translator } from "@solid-primitives/i18n";
import { en } from "./en.ts";

/**
 * One sentence by its key: `t("plan.title")`, `t("sync.sending", 2)`. Sentences with a name or a count in them are
 * functions in the dictionary, so a missing argument does not compile.
 */
const flat = flatten(en);
export const t = translator(() => flat);
