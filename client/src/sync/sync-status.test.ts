import { isDocumentId } from "@mendboard/shared/ids";
import { expect, test } from "vitest";
import type { DocumentStatus } from "./document-status.ts";
import type { Environment } from "./environment.ts";
import { summarize, SyncStatusWatch, type SyncLine } from "./sync-status.ts";

const documentId = "D".repeat(22);
if (!isDocumentId(documentId)) throw new Error("not an id");

const saved: DocumentStatus = {
  documentId,
  access: "write",
  connection: { state: "synced", since: 0 },
  storage: { state: "saved" },
  unsealed: 0,
  unsent: 0,
  confirmed: true,
  unopened: 0,
  serverWentBack: false,
};
const waiting: DocumentStatus = { ...saved, connection: { state: "waiting", retryAt: 200 } };

const lineOf = (documents: readonly DocumentStatus[], longOffline = false): SyncLine =>
  summarize(documents, longOffline).line;

test("[I7] saved: every document is confirmed, and nothing waits anywhere", () => {
  expect(lineOf([saved, saved])).toEqual({ state: "saved" });
});

test.for<[string, Partial<DocumentStatus>]>([
  ["an edit is not sealed yet", { unsealed: 1 }],
  ["a change has not come back confirmed", { unsent: 1 }],
  ["the server has confirmed nothing on this visit", { confirmed: false }],
  ["the device keeps no copy", { storage: { state: "refused", reason: "full" } }],
  ["the server does not take it", { connection: { state: "refused", reason: "too-large" } }],
])('[I7] one document is enough to take "saved" away: %s', ([, trouble]) => {
  expect(lineOf([saved, { ...saved, ...trouble }, saved]).state).not.toBe("saved");
});

test("an edit that is not on this device yet goes before what is on its way", () => {
  expect(
    lineOf([
      { ...saved, unsent: 3 },
      { ...saved, unsealed: 1 },
    ]),
  ).toEqual({ state: "saving-on-device" });
});

test("a copy of what the server has already may still be on its way to this device", () => {
  expect(lineOf([{ ...saved, storage: { state: "writing" } }])).toEqual({ state: "saved" });
});

test("what is on its way is counted over all documents", () => {
  expect(
    lineOf([
      { ...saved, unsent: 1 },
      { ...saved, unsent: 2 },
    ]),
  ).toEqual({ state: "sending", count: 3 });
});

test("without a connection nothing is said to be on its way", () => {
  expect(lineOf([{ ...waiting, unsent: 2 }])).toEqual({ state: "saved-on-device" });
  expect(lineOf([{ ...waiting, unsent: 2 }], true)).toEqual({ state: "offline", unsent: 2 });
});

test('[I7] "no connection, it is saved on this device" waits until it is', () => {
  expect(lineOf([{ ...waiting, unsent: 1, storage: { state: "writing" } }], true)).toEqual({
    state: "saving-on-device",
  });
});

test("a refusal says how much is only here; an app that is too old goes before every other trouble", () => {
  const refused: DocumentStatus = {
    ...saved,
    unsent: 2,
    connection: { state: "refused", reason: "no-seat" },
  };
  const tooOld: DocumentStatus = { ...saved, connection: { state: "refused", reason: "protocol-too-old" } };
  expect(lineOf([saved, refused])).toEqual({ state: "refused", reason: "no-seat", unsent: 2 });
  expect(lineOf([refused, tooOld])).toEqual({ state: "app-too-old" });
});

test("a device that keeps nothing says so even when the server has all", () => {
  const bare: DocumentStatus = { ...saved, storage: { state: "refused", reason: "missing" } };
  expect(lineOf([bare])).toEqual({ state: "storage-refused", reason: "missing", unsent: 0 });
});

test("changes that cannot be opened are counted over all documents", () => {
  expect(
    summarize(
      [
        { ...saved, unopened: 1 },
        { ...saved, unopened: 2 },
      ],
      false,
    ).unopened,
  ).toBe(3);
});

class OneTimer {
  due: (() => void) | null = null;
  started = 0;
  readonly environment: Environment = {
    now: () => 0,
    random: () => 0,
    randomBytes: (length) => new Uint8Array(length),
    after: (delayMs, run) => {
      expect(delayMs).toBe(5_000);
      this.started += 1;
      this.due = run;
      return () => {
        this.due = null;
      };
    },
  };
}

test('"no connection" is said after five seconds without one, and not before', () => {
  const timer = new OneTimer();
  const lines: string[] = [];
  const watch = new SyncStatusWatch(timer.environment, ({ line }) => lines.push(line.state));
  watch.update([waiting]);
  expect(lines).toEqual(["saved"]);
  timer.due?.();
  expect(lines).toEqual(["saved", "offline"]);
  watch.update([saved]);
  expect(lines.at(-1)).toBe("saved");
});

test("a gap shorter than that is no news, and each gap is timed anew", () => {
  const timer = new OneTimer();
  const watch = new SyncStatusWatch(timer.environment, () => undefined);
  watch.update([waiting]);
  watch.update([{ ...waiting, unsent: 1 }]);
  expect(timer.started).toBe(1);
  watch.update([saved]);
  expect(timer.due).toBeNull();
  watch.update([waiting]);
  expect(timer.started).toBe(2);
});
