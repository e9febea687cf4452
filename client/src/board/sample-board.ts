import {
  addDraft,
  addItem,
  addLine,
  editText,
  setName,
  setStepWord,
  showLimit,
  tickLine,
} from "@mendboard/shared/edits";
import type { Member } from "@mendboard/shared/http";
import { idText, isMemberId, type MemberId } from "@mendboard/shared/ids";
import { readCollection, readItem } from "@mendboard/shared/read";
import { jointRoots } from "@mendboard/shared/schema";
import * as Y from "yjs";
import {
  sampleBoundaries,
  sampleCards,
  sampleDraft,
  sampleLimits,
  sampleLines,
  sampleNames,
  samplePurpose,
  sampleStepWords,
} from "../words/sample-en.ts";
import type { OpenBoard } from "./board.ts";
import { mintItemId } from "./mint-id.ts";
import { randomBytes } from "./random-bytes.ts";

/**
 * A board to look around in: the ordinary screens over documents in memory, seeded through the ordinary edits. No
 * server, no storage, no keys; closing the tab ends it.
 */
export function openSampleBoard(): OpenBoard {
  const maya = member("first");
  const sam = member("second");
  const documents = { joint: new Y.Doc(), maya: new Y.Doc(), sam: new Y.Doc(), own: new Y.Doc() };
  seed(documents, { maya: maya.memberId, sam: sam.memberId });
  const partner = { member: sam, voice: documents.sam };
  const still = { on: () => () => undefined };
  const writing = readCollection(jointRoots(documents.joint).items, readItem).find(
    (item) => item.wording === sampleCards[1]?.wording,
  );
  return {
    me: maya,
    joint: documents.joint,
    voice: documents.maya,
    own: documents.own,
    partner: { read: () => partner, ...still },
    presence: {
      read: () => ({ here: true, writing: writing?.id ?? null }),
      ...still,
      setWriting: () => undefined,
    },
    sync: { read: () => ({ line: { state: "sample" }, unopened: 0, serverWentBack: false }), ...still },
    isRemote: () => false,
    host: null,
    forgetErased: () => undefined,
    flush: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}

type SampleDocuments = {
  readonly joint: Y.Doc;
  readonly maya: Y.Doc;
  readonly sam: Y.Doc;
  readonly own: Y.Doc;
};

function seed(
  { joint, maya, sam, own }: SampleDocuments,
  ids: { readonly maya: MemberId; readonly sam: MemberId },
): void {
  const voices = { maya, sam };
  const now = Date.now();
  editText(jointRoots(joint).purpose, 0, 0, samplePurpose, null);
  for (const who of ["maya", "sam"] as const) setName(voices[who], sampleNames[who]);
  for (const { lane, by, wording } of sampleCards) {
    addItem(joint, { id: mintItemId(), kind: "plan", wording, lane, steps: [], author: ids[by], now });
  }
  for (const { by, wording } of sampleBoundaries) {
    addItem(joint, {
      id: mintItemId(),
      kind: "boundary",
      wording,
      lane: "talking",
      steps: [],
      author: ids[by],
      now,
    });
  }
  for (const { by, wording } of sampleLimits)
    showLimit(voices[by], { id: mintItemId(), wording, steps: [], now });
  for (const { step, wording, ticked } of sampleLines) {
    const id = mintItemId();
    addLine(joint, { id, step, wording, author: ids.maya, now });
    if (ticked) tickLine(joint, id, true);
  }
  for (const { by, step, word } of sampleStepWords) setStepWord(voices[by], step, word);
  addDraft(own, { id: mintItemId(), kind: "limit", wording: sampleDraft, replaces: null, steps: [], now });
}

function member(place: Member["place"]): Member {
  const memberId = idText(randomBytes(16));
  if (!isMemberId(memberId)) throw new Error("not a member id");
  return { memberId, role: "partner", place };
}
