import { randomBytes } from "node:crypto";
import { createInviteSecret, deriveInviteKeys } from "@mendboard/client/sealed/invite";
import { expect, test } from "vitest";
import { Cable } from "../support/cable.ts";
import { Device, documentOf, saved, synced, until } from "../support/sealed-board.ts";
import { startServer } from "../support/server.ts";

const rootKey = new Uint8Array(randomBytes(32));

test("what one writes sealed, the other reads", async () => {
  await using server = await startServer();
  await using maya = new Device(server.origin);
  const board = await maya.startBoard();
  const joint = await maya.open(board, documentOf(board, "joint"), { rootKey });
  joint.inner.getText("t").insert(0, "hello");
  await saved(joint);
  await using again = maya.again();
  const other = await again.open(board, documentOf(board, "joint"), { rootKey });
  await synced(other);
  expect(other.inner.getText("t").toString()).toBe("hello");
});
