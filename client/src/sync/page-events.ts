export type PageEvents = {
  /** There is a network again. */
  readonly onOnline: () => void;
  readonly onOffline: () => void;
  /** The page is looked at again, perhaps after hours. */
  readonly onVisible: () => void;
  /** The page is put away and may never come back: save now. */
  readonly onHidden: () => void;
};

/** A window, or what a test puts in its place. */
export type Page = EventTarget & { readonly document: { readonly visibilityState: string } };

/** @returns stops listening */
export function followPage(page: Page, events: PageEvents): () => void {
  const listening = new AbortController();
  // Capturing: some of these are sent to the document and do not bubble.
  const options = { capture: true, signal: listening.signal };
  const onVisibility = (): void => {
    if (page.document.visibilityState === "hidden") events.onHidden();
    else events.onVisible();
  };
  page.addEventListener("online", events.onOnline, options);
  page.addEventListener("offline", events.onOffline, options);
  page.addEventListener("visibilitychange", onVisibility, options);
  page.addEventListener("pagehide", events.onHidden, options);
  page.addEventListener("freeze", events.onHidden, options);
  page.addEventListener("pageshow", events.onVisible, options);
  return () => {
    listening.abort();
  };
}

/** The window, where there is one. */
export const thisPage = (): Page | null => (typeof window === "undefined" ? null : window);
