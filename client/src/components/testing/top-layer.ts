/**
 * What jsdom lacks of the platform's dialogs and popovers, as far as components lean on it: open and closed,
 * the events with their order, and where the focus goes.
 */
export function installTopLayer(): void {
  const cameFrom = new WeakMap<HTMLElement, Element | null>();
  const openPopovers = new WeakSet<HTMLElement>();

  const returnFocus = (element: HTMLElement) => {
    const before = cameFrom.get(element);
    if (before instanceof HTMLElement) before.focus();
  };
  const tell = (element: HTMLElement, type: "beforetoggle" | "toggle", newState: "open" | "closed") =>
    element.dispatchEvent(Object.assign(new Event(type), { newState }));

  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      cameFrom.set(this, document.activeElement);
      this.open = true;
      this.querySelector<HTMLElement>("[autofocus], button, input, textarea")?.focus();
      this.querySelector<HTMLElement>("[autofocus]")?.focus();
    },
    close(this: HTMLDialogElement) {
      this.open = false;
      returnFocus(this);
      this.dispatchEvent(new Event("close"));
    },
  });

  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLElement) {
      if (openPopovers.has(this)) return;
      cameFrom.set(this, document.activeElement);
      tell(this, "beforetoggle", "open");
      openPopovers.add(this);
      this.style.display = "block"; // jsdom hides what has the attribute, and knows no other state
      this.querySelector<HTMLElement>("[autofocus]")?.focus();
      tell(this, "toggle", "open");
    },
    hidePopover(this: HTMLElement) {
      if (!openPopovers.delete(this)) return;
      tell(this, "beforetoggle", "closed");
      this.style.display = "";
      returnFocus(this);
      tell(this, "toggle", "closed");
    },
  });

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[popovertarget]") : null;
    const popover = document.getElementById(button?.getAttribute("popovertarget") ?? "");
    if (!popover) return;
    if (openPopovers.has(popover)) popover.hidePopover();
    else popover.showPopover();
  });
}
