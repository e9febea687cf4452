import { addItem, markSchema, setName } from "@mendboard/shared/edits";
import { err, ok, type Result } from "@mendboard/shared/result";
import { jointRoots, privateRoots, voiceRoots } from "@mendboard/shared/schema";
import { type ApiError, createBoard } from "../api/api.ts";
import type { OpenBoard } from "./board.ts";
import { type BoardKeys, type KeychainError, storeKeys } from "./keychain.ts";
import { mintItemId } from "./mint-id.ts";
import { type HasBoard, withoutBoard } from "./one-board.ts";
import { openBoard } from "./open-board.ts";
import { randomBytes } from "./random-bytes.ts";

export type FirstWords = {
  readonly name: string;
  /** One thing for the plan; empty when it was left for later. */
  readonly want: string;
};

/** Make a board, with this browser as its first partner. */
export const startBoard = (words: FirstWords, ended: AbortSignal): Promise<Result<OpenBoard, StartError>> =>
  withoutBoard(() => makeBoard(words, ended));

export type StartError = ApiError | KeychainError | HasBoard;

async function makeBoard(words: FirstWords, ended: AbortSignal): Promise<Result<OpenBoard, StartError>> {
  const created = await createBoard();
  if (!created.ok) return created;
  const board = created.value;
  const keys: BoardKeys = {
    boardId: board.boardId,
    boardSecret: randomBytes(32),
    memberSecret: randomBytes(32),
    board,
    unconfirmed: null,
  };
  const stored = await storeKeys(keys);
  if (!stored.ok) return err(stored.error);
  const open = await openBoard(keys, ended);
  markSchema(jointRoots(open.joint).meta);
  sayHello(open, words.name);
  if (words.want.trim() !== "") {
    addItem(open.joint, {
      id: mintItemId(),
      kind: "plan",
      wording: words.want,
      lane: "talking",
      steps: [],
      author: open.me.memberId,
      now: Date.now(),
    });
  }
  await open.flush();
  return ok(open);
}

/** A member's first words in their own documents. */
export function sayHello(open: OpenBoard, name: string): void {
  markSchema(voiceRoots(open.voice).meta);
  markSchema(privateRoots(open.own).meta);
  setName(open.voice, name);
}
