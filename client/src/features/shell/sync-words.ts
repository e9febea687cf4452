import type { BoardSync } from "../../board/board.ts";
import type { SyncState } from "../../components/SyncLine.tsx";
import { isPhone } from "../../stores/device.ts";
import type { RefusalReason } from "../../sync/document-status.ts";
import type { SyncLine } from "../../sync/sync-status.ts";
import { t } from "../../words/words.ts";

/** The sync line: where the words are, true at every moment. */
export function syncWords({ line, unopened, serverWentBack }: BoardSync): {
  readonly state: SyncState;
  readonly text: string;
} {
  const said = lineWords(line);
  if (unopened > 0) return { state: "attention", text: `${said.text} ${t("sync.unopened", unopened)}` };
  return serverWentBack ? { state: "attention", text: `${said.text} ${t("sync.serverWentBack")}` } : said;
}

function lineWords(line: BoardSync["line"]): { readonly state: SyncState; readonly text: string } {
  switch (line.state) {
    case "saving-on-device":
      return { state: "device", text: t("sync.savingDevice") };
    case "saved-on-device":
      return { state: "device", text: isPhone() ? t("sync.savedPhone") : t("sync.savedComputer") };
    case "sending":
      return { state: "sending", text: t("sync.sending", line.count) };
    case "saved":
      return { state: "saved", text: t("sync.saved") };
    case "offline":
      return { state: "offline", text: isPhone() ? t("sync.offlinePhone") : t("sync.offlineComputer") };
    case "app-too-old":
      return { state: "attention", text: t("sync.updateApp") };
    case "refused":
      return { state: "attention", text: refusedWords(line.reason) };
    case "storage-refused":
      return { state: "attention", text: storageWords(line) };
    case "sample":
      return { state: "device", text: t("sync.sample") };
  }
}

/** A board that this browser may not see any more is one thing to a person; everything else is a fault to load again from. */
const refusedWords = (reason: RefusalReason): string =>
  reason === "no-seat" || reason === "not-allowed" || reason === "no-document"
    ? t("sync.notAllowed")
    : t("sync.trouble");

function storageWords({ reason, unsent }: Extract<SyncLine, { readonly state: "storage-refused" }>): string {
  const why = reason === "full" ? t("sync.storageFull") : t("sync.storageRefused");
  return unsent > 0 ? `${why} ${t("sync.onlyInThisPage")}` : why;
}
