import { steps } from "virtual:steps";
import { t } from "../../words/words.ts";

/** The h1 of a board screen, by its address; the last part decides for the steps. */
export function titleOf(path: string): string {
  const [, screen = "", key] = path.replace(/^\/sample/, "").split("/");
  switch (screen) {
    case "boundaries":
      return t("places.boundaries");
    case "settings":
      return t("places.settings");
    case "invite":
      return t("invite.titleUnnamed");
    case "steps":
      return steps.find((step) => step.key === key)?.title ?? t("places.stepsHeading");
    default:
      return t("places.plan");
  }
}
