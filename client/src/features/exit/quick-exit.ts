import { t } from "../../words/words.ts";

/** Where the quick exit leads while the server has not said otherwise. */
const NEUTRAL_URL = "https://www.wikipedia.org/";

let neutralUrl = NEUTRAL_URL;

/** The host's own choice of a neutral page. */
export const setNeutralUrl = (url: string): void => {
  neutralUrl = url;
};

/** The address a page has after an exit without a connection; it shows the same empty page when it is loaded again. */
export const AWAY_PATH = "/away";

/**
 * Cover the page in this very frame, drop the sockets, then put a neutral page where this one stood in the history.
 * Without a connection the browser would show its own error page with an address; a plain page of ours stands instead.
 *
 * @param drop ends at once what others could notice; must not wait for anything
 */
export function quickExit(drop: () => void): void {
  showNothing();
  drop();
  if (navigator.onLine) location.replace(neutralUrl);
  else history.replaceState(null, "", AWAY_PATH);
}

/** A page that could be anybody's. Earlier pages stay in the history: Back may reach them. */
function showNothing(): void {
  const page = document.createElement("main");
  page.className = "away";
  const heading = document.createElement("h1");
  heading.textContent = t("exit.title");
  const words = document.createElement("p");
  words.textContent = t("exit.body");
  page.append(heading, words);
  document.title = t("exit.title");
  document.body.replaceChildren(page);
}
