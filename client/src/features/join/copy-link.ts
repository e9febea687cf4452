/** Put this page's whole address on the clipboard. @returns whether the browser let us */
export async function copyLink(): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(location.href);
    return true;
  } catch {
    // Refused by some browsers inside other apps; the address bar's own menu is the way there.
    return false;
  }
}
