/** An instant as a day, the way the reader's own language writes it: "Sunday 29 November". */
export const dayOf = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" }).format(at);
