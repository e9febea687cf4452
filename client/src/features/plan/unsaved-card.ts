import type { StepNumber } from "@mendboard/shared/steps";
import type { Lane } from "@mendboard/shared/words";
import type { OpenBoard } from "../../board/board.ts";

/** A card that is being written and is not on the plan yet. */
export type UnsavedCard = {
  readonly lane: Lane;
  readonly words: string;
  /** What it was begun with; ours, not the person's. */
  readonly start: string;
  readonly steps: readonly StepNumber[];
};

/** In memory, as long as the board is open, and nowhere else: no plaintext is ever stored. */
const unsavedCards = new WeakMap<OpenBoard, UnsavedCard>();

/** The card that was being written when its page was left. */
export const readUnsavedCard = (board: OpenBoard): UnsavedCard | null => unsavedCards.get(board) ?? null;

/** Keep a card until its page is come back to; one without a person's own words is not worth coming back to. */
export function keepUnsavedCard(board: OpenBoard, card: UnsavedCard | null): void {
  if (card !== null && hasOwnWords(card)) unsavedCards.set(board, card);
  else unsavedCards.delete(board);
}

/** Whether a person has written in it. */
export const hasOwnWords = ({ words, start }: UnsavedCard): boolean =>
  words.trim() !== "" && words.trim() !== start.trim();
