import type { Member } from "@mendboard/shared/http";
import {
  type Draft,
  isNewerThanThisApp,
  type Item,
  type Limit,
  type Line,
  readDraft,
  readItem,
  readLimit,
  readLine,
  readName,
  readShowsPresence,
  readStepWord,
} from "@mendboard/shared/read";
import { jointRoots, privateRoots, voiceRoots } from "@mendboard/shared/schema";
import type { StepNumber } from "@mendboard/shared/steps";
import type { StepWord } from "@mendboard/shared/words";
import {
  type Accessor,
  createContext,
  createMemo,
  createRoot,
  type JSX,
  onCleanup,
  useContext,
} from "solid-js";
import type * as Y from "yjs";
import type { BoardSync, OpenBoard, PartnerPresence } from "../board/board.ts";
import { type Collection, createCollection, createReading, createText } from "./bind.ts";
import { fromReadable } from "./from-readable.ts";

/** Everything a screen shows of a board, live. Screens read from here and write through `shared/edits`. */
export type BoardView = {
  readonly board: OpenBoard;
  readonly items: Collection<Item>;
  readonly lines: Collection<Line>;
  readonly purpose: Accessor<string>;
  readonly mine: VoiceView;
  /** The other member and their voice; null until they have joined. */
  readonly partner: Accessor<PartnerView | null>;
  /** What to call the other member; null while nobody has said. */
  readonly partnerName: Accessor<string | null>;
  readonly drafts: Collection<Draft>;
  readonly showsPresence: Accessor<boolean>;
  readonly presence: Accessor<PartnerPresence>;
  readonly sync: Accessor<BoardSync>;
  /** False when a newer app has written here: then this one reads on and writes nothing (PROTOCOL.md D8). */
  readonly canWrite: Accessor<boolean>;
};

export type VoiceView = {
  readonly name: Accessor<string>;
  readonly limits: Collection<Limit>;
  /** The member's own word for a step. */
  readonly stepWord: Accessor<(step: StepNumber) => StepWord | null>;
};

export type PartnerView = VoiceView & { readonly member: Member };

function createBoardView(board: OpenBoard): BoardView {
  const joint = jointRoots(board.joint);
  const own = privateRoots(board.own);
  const partner = createPartnerView(board);
  const partnerName = createMemo(() => partner()?.name() || null);
  return {
    board,
    items: createCollection(joint.items, readItem),
    lines: createCollection(joint.lines, readLine),
    purpose: createText(joint.purpose),
    mine: createVoiceView(board.voice),
    partner,
    partnerName,
    drafts: createCollection(own.drafts, readDraft),
    showsPresence: createReading(own.settings, readShowsPresence),
    presence: fromReadable(board.presence, sameWords),
    sync: fromReadable(board.sync, sameWords),
    canWrite: createCanWrite(board),
  };
}

function createVoiceView(voice: Y.Doc): VoiceView {
  const roots = voiceRoots(voice);
  return {
    name: createReading(roots.profile, readName),
    limits: createCollection(roots.limits, readLimit),
    stepWord: createReading(roots.stepWords, (words) => (step: StepNumber) => readStepWord(words, step)),
  };
}

function createPartnerView(board: OpenBoard): Accessor<PartnerView | null> {
  const partner = fromReadable(board.partner);
  return createMemo(() => {
    const known = partner();
    return known === null ? null : { member: known.member, ...createVoiceView(known.voice) };
  });
}

function createCanWrite(board: OpenBoard): Accessor<boolean> {
  const metas = [jointRoots(board.joint).meta, voiceRoots(board.voice).meta, privateRoots(board.own).meta];
  const newer = metas.map((meta) => createReading(meta, isNewerThanThisApp));
  return createMemo(() => !newer.some((isNewer) => isNewer()));
}

/** Small plain values are made afresh at each reading; equal ones must not wake the screen. */
const sameWords = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const BoardContext = createContext<BoardView>();

export function BoardProvider(props: {
  readonly board: OpenBoard;
  readonly children: JSX.Element;
}): JSX.Element {
  // One board for the life of this provider; another board is another provider.
  const { view, dispose } = createRoot((end) => ({ view: createBoardView(props.board), dispose: end }));
  onCleanup(dispose);
  return <BoardContext.Provider value={view}>{props.children}</BoardContext.Provider>;
}

export function useBoard(): BoardView {
  const view = useContext(BoardContext);
  if (view === undefined) throw new Error("useBoard() was called outside of a BoardProvider");
  return view;
}
