import type { IconName } from "./icon-paths.ts";

/** A way to a page. Drawn as a plain link, so that it opens in a new tab and the router can hear it. */
export type NavItem = {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly current?: boolean | undefined;
  /** A few words about what waits there, such as "1 for you". Never a sum of what someone did. */
  readonly badge?: string | undefined;
};

/** Something that opens on the page itself, in the bottom bar beside the links. */
export type NavAction = {
  readonly label: string;
  readonly icon: IconName;
  readonly onSelect: () => void;
  /** The one in the middle that begins something. */
  readonly raised?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  /** The page shown is one of those behind it. */
  readonly current?: boolean | undefined;
};
