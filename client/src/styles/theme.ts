/** How this device shows the app: as the system does, or always light, or always dark. */
export type Theme = "system" | "light" | "dark";

const STORAGE_KEY = "theme";

/** The choice kept on this device; `system` if there is none or storage is refused. */
export function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system"; // private windows and strict settings throw on any access
  }
}

/**
 * Shows `theme` now. Called first thing at start, before anything is drawn, so that a chosen theme never
 * flashes: the strict content policy leaves no room for the usual inline script.
 */
export function applyTheme(theme: Theme = readTheme()): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  // The browser's own bars: two metas, one a scheme. A chosen theme lets one of them speak always.
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name='theme-color'][data-scheme]")) {
    const scheme = meta.dataset["scheme"];
    if (theme === "system") meta.media = `(prefers-color-scheme: ${scheme})`;
    else meta.media = scheme === theme ? "all" : "not all";
  }
}

/**
 * Shows `theme` and keeps it on this device, never on the board: a screen read in bed is nobody's business.
 *
 * @returns false if it lasts only as long as this page, because storage is refused
 */
export function setTheme(theme: Theme): boolean {
  applyTheme(theme);
  try {
    if (theme === "system") localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, theme);
    return true;
  } catch {
    return false;
  }
}
