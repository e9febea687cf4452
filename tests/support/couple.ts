import { randomBytes } from "node:crypto";
import { createInviteSecret, deriveInviteKeys } from "@mendboard/client/sealed/invite";
import type { Board } from "@mendboard/shared/http";
import { Device } from "./sealed-board.ts";

export type Seat = { readonly device: Device; readonly board: Board };

/** A board with both partners on it, each in a browser profile of their own, joined through a real invite. */
export async function joinTwo(origins: readonly [string, string]): Promise<readonly [Seat, Seat]> {
  const [first, second] = [new Device(origins[0]), new Device(origins[1])];
  const { boardId } = await first.startBoard();
  const secret = createInviteSecret((length) => new Uint8Array(randomBytes(length)));
  const { auth, authHash } = await deriveInviteKeys(secret);
  await first.invite(boardId, authHash);
  const seconds = { device: second, board: await second.claim(auth) };
  return [{ device: first, board: await first.readBoard(boardId) }, seconds];
}
