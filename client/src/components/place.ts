/**
 * Which of the two seats a person has. It decides their shape and colour everywhere (first: a blue circle,
 * second: an ochre square with round corners) and stays theirs for as long as the board lasts.
 */
export type Place = "first" | "second";
