import type { Board, DocumentInfo, Member } from "@mendboard/shared/http";
import { readShowsPresence } from "@mendboard/shared/read";
import { privateRoots } from "@mendboard/shared/schema";
import { confirmInvite, readBoard } from "../api/api.ts";
import { openSealedDocument, type SealedDocument } from "../sealed/open-document.ts";
import { REMOTE } from "../sealed/remote-origin.ts";
import { systemEnvironment } from "../sync/environment.ts";
import { summarize, SyncStatusWatch } from "../sync/sync-status.ts";
import type { OpenBoard, Partner } from "./board.ts";
import { createEmitter } from "./emitter.ts";
import { createHost } from "./host.ts";
import { type BoardKeys, storeKeys } from "./keychain.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { createPresence } from "./presence.ts";

/**
 * Open the documents of a board from this device, then connect them. Resolves without waiting for the network: what
 * this device holds can be read and written at once.
 *
 * @param ended drops every socket, also those that would have been opened a moment later
 */
export async function openBoard(keys: BoardKeys, ended: AbortSignal): Promise<OpenBoard> {
  const boardChanged = createEmitter();
  const partnerChanged = createEmitter();
  const syncChanged = createEmitter();
  const listening = new AbortController();
  let { board, unconfirmed } = keys;
  let partner: Partner | null = null;
  const documents: SealedDocument[] = [];
  let partnerHere = (): boolean => false;
  let sync = summarize([], false);
  const watch = new SyncStatusWatch(systemEnvironment, (status) => {
    sync = status;
    syncChanged.emit();
  });
  const lookAtSync = (): void => watch.update(documents.map((each) => each.status()));

  const open = async (info: DocumentInfo, access: "write" | "read"): Promise<SealedDocument> => {
    const document = await openSealedDocument({
      boardId: keys.boardId,
      documentId: info.documentId,
      epoch: info.epoch,
      rootKey: info.kind === "private" ? keys.memberSecret : keys.boardSecret,
      access,
      signatureBlock: info.kind === "voice",
      awareness: info.kind === "joint",
      sync: { url: syncUrl(), onBoardChanged: () => void refresh() },
      partnerHere: () => partnerHere(),
    });
    documents.push(document);
    document.onStatus(lookAtSync);
    return document;
  };

  const me = memberOf(board, (member) => member.memberId === board.me);
  if (me === undefined) throw new Error("the stored board does not name its own member");
  const [joint, voice, own] = await Promise.all([
    open(documentOf(board, "joint", null), "write"),
    open(documentOf(board, "voice", board.me), "write"),
    open(documentOf(board, "private", board.me), "write"),
  ]);
  if (joint.awareness === null) throw new Error("the joint document was opened without awareness");
  const presence = createPresence(joint.awareness, board.me);
  partnerHere = () => presence.read().here;

  const meetPartner = async (): Promise<void> => {
    const member = memberOf(board, (other) => other.memberId !== board.me);
    if (partner?.member.memberId === member?.memberId) return;
    if (partner !== null) await partFrom(partner);
    if (member === undefined) return;
    const document = await open(documentOf(board, "voice", member.memberId), "read");
    if (listening.signal.aborted) return document.close();
    document.connect();
    partner = { member, voice: document.inner };
    partnerChanged.emit();
  };

  /** A partner who stepped off again takes their voice along: it is erased here as on the server. */
  const partFrom = async ({ voice: theirs }: Partner): Promise<void> => {
    const at = documents.findIndex((each) => each.inner === theirs);
    const gone = documents.splice(at, at < 0 ? 0 : 1);
    partner = null;
    partnerChanged.emit();
    lookAtSync();
    await Promise.all(gone.map((each) => each.erase()));
  };

  // One at a time: a change of the board is told by every socket, and two answers at once would open one voice twice.
  const refresh = oneAtATime(async () => {
    // An answer that got lost is asked for again at every occasion: until it arrives the seat is not for good (PROTOCOL.md M7).
    if (unconfirmed !== null && (await confirmInvite(keys.boardId, unconfirmed)).ok) unconfirmed = null;
    const answer = await readBoard(keys.boardId);
    if (!answer.ok || listening.signal.aborted) return;
    board = answer.value;
    // The copy is a convenience for the next start; when the browser refuses it, the old one still opens the board.
    await storeKeys({ ...keys, board, unconfirmed });
    if (listening.signal.aborted) return;
    await meetPartner();
    boardChanged.emit();
  });

  const showMyself = (): void => {
    presence.setVisible(
      document.visibilityState === "visible" && readShowsPresence(privateRoots(own.inner).settings),
    );
  };
  privateRoots(own.inner).settings.observe(showMyself);
  const onVisibility = (): void => {
    showMyself();
    if (document.visibilityState === "visible") void refresh();
  };
  document.addEventListener("visibilitychange", onVisibility, { signal: listening.signal });
  let syncedSince = 0;
  joint.onStatus(({ connection }) => {
    if (connection.state !== "synced" || connection.since === syncedSince) return;
    syncedSince = connection.since;
    // Who came or went while there was no connection was told to nobody here.
    void refresh();
  });

  const close = async (): Promise<void> => {
    listening.abort();
    watch.stop();
    presence.setVisible(false);
    await Promise.all(documents.map((each) => each.close()));
  };
  // A quick exit may come while the board is being opened: then nothing may connect any more.
  ended.addEventListener("abort", () => void close(), { once: true, signal: listening.signal });

  await meetPartner();
  if (ended.aborted) await close();
  else {
    for (const each of documents) each.connect();
    lookAtSync();
    showMyself();
    void refresh();
  }

  return {
    me,
    joint: joint.inner,
    voice: voice.inner,
    own: own.inner,
    partner: { read: () => partner, on: partnerChanged.on },
    presence,
    sync: { read: () => sync, on: syncChanged.on },
    isRemote: (origin) => origin === REMOTE,
    host: createHost({
      keys,
      board: { read: () => board, on: boardChanged.on },
      refresh,
      forget: async () => {
        listening.abort();
        watch.stop();
        await Promise.all(documents.map((each) => each.erase()));
      },
    }),
    forgetErased: () => own.compactSoon(),
    flush: async () => {
      await Promise.all(documents.map((each) => each.flush()));
      return documents.every((each) => each.status().storage.state !== "refused");
    },
    close,
  };
}

const memberOf = (board: Board, is: (member: Member) => boolean): Member | undefined =>
  board.members.find(is);

function documentOf(board: Board, kind: DocumentInfo["kind"], owner: DocumentInfo["owner"]): DocumentInfo {
  const found = board.documents.find((info) => info.kind === kind && info.owner === owner);
  if (found === undefined) throw new Error(`the board names no ${kind} document`);
  return found;
}

const syncUrl = (): string => `${location.origin.replace(/^http/, "ws")}/sync`;
