/** Browsers that let a text area grow by style alone need nothing from us. */
const growsByStyle = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

/**
 * Makes a text area as tall as its text where style alone cannot. Call it after changing the value from
 * outside; for typing, {@link WordsField} calls it.
 */
export function fitHeight(area: HTMLTextAreaElement): void {
  if (growsByStyle) return;
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}
