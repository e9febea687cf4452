import type { BoardSync } from "../../board/board.ts";
import type { SyncState } from "../../components/SyncLine.tsx";
import { isPhone } from "../../stores/device.ts";
import { t } from "../../words/words.ts";

/** The sync line: where the words are, true at every moment. */
export function syncWords({ line, unopened }: BoardSync): { readonly state: SyncState; readonly text: string } {
  const said = lineWords(line);
  return unopened === 0 ? said : { state: "attention", text: `${said.text} ${t("sync.unopened", unopened)}` };
}

function lineWords(line: BoardSync["line"]): { readonly state: SyncState; readonly text: string } {
  switch (line.state) {
    case "saving":
      return { state: "device", text: t("sync.savingDevice") };
    case "saved-here":
      return { state: "device", text: isPhone() ? t("sync.savedPhone") : t("sync.savedComputer") };
    case "sending":
      return { state: "sending", text: t("sync.sending", line.count) };
    case "saved":
      return { state: "saved", text: t("sync.saved") };
    case "offline":
      return { state: "offline", text: isPhone() ? t("sync.offlinePhone") : t("sync.offlineComputer") };
    case "offline-unkept":
      return { state: "attention", text: t("sync.offlineOnlyOpen") };
    case "refused":
      return { state: "attention", text: refusedWords(line.reason) };
    case "storage":
      return { state: "attention", text: line.reason === "full" ? t("sync.storageFull") : t("sync.storageRefused") };
    case "sample":
      return { state: "device", text: t("sync.sample") };
  }
}

function refusedWords(reason: "not-allowed" | "update-app" | "trouble"): string {
  switch (reason) {
    case "not-allowed":
      return t("sync.notAllowed");
    case "update-app":
      return t("sync.updateApp");
    case "trouble":
      return t("sync.trouble");
  }
}
