import type { Board, Member, OpenInvite } from "@mendboard/shared/http";
import type { InviteId, ItemId } from "@mendboard/shared/ids";
import type { Result } from "@mendboard/shared/result";
import type * as Y from "yjs";
import type { ApiError } from "../api/api.ts";
import type { InviteCard } from "../sealed/invite.ts";
import type { SyncStatus } from "../sync/sync-status.ts";

/**
 * One open board, as everything above this layer sees it: plain Yjs documents to read and edit, and a few facts that
 * are not in them. Behind it are sealed documents and a server, or, for the sample, nothing at all.
 */
export interface OpenBoard {
  /** The member this browser speaks for. */
  readonly me: Member;
  readonly joint: Y.Doc;
  /** What this member says in their own name. */
  readonly voice: Y.Doc;
  /** What stays with this member. */
  readonly own: Y.Doc;
  /** The other member and their voice; null until they have joined. */
  readonly partner: Readable<Partner | null>;
  readonly presence: Presence;
  readonly sync: Readable<BoardSync>;
  /** Whether a transaction's origin says that it came from another device or tab. */
  readonly isRemote: (origin: unknown) => boolean;
  /** Inviting and stepping off; null in a sample. */
  readonly host: BoardHost | null;
  /** Words were erased from `own`: what still holds them, here and on the server, goes at the next save. */
  readonly forgetErased: () => void;
  /** Seal and hand over whatever waits. @returns whether this device keeps it now */
  readonly flush: () => Promise<boolean>;
  /** Drops every socket before it returns; resolves when this device keeps everything. */
  readonly close: () => Promise<void>;
}

export type Partner = { readonly member: Member; readonly voice: Y.Doc };

/** A value that changes, outside of Solid. */
export interface Readable<T> {
  readonly read: () => T;
  /** Calls the listener after each change. @returns ends it */
  readonly on: (listener: () => void) => () => void;
}

/** What the partner is doing right now. Absence says nothing and is shown as nothing. */
export type PartnerPresence = { readonly here: boolean; readonly writing: WritingIn | null };
/** The item being written in, or the purpose; never its text. */
export type WritingIn = ItemId | "purpose";

export interface Presence extends Readable<PartnerPresence> {
  readonly setWriting: (writing: WritingIn | null) => void;
}

/** Where the words are, for all documents of the board together; a sample keeps nothing and says so. */
export type BoardSync =
  | SyncStatus
  | { readonly line: { readonly state: "sample" }; readonly unopened: 0; readonly serverWentBack: false };

/** What is done with the server rather than in a document. */
export interface BoardHost {
  /** Members and invites, as the server last told them. */
  readonly board: Readable<Board>;
  readonly invite: (card: InviteCard) => Promise<Result<MadeInvite, ApiError>>;
  readonly voidInvite: (invite: InviteId) => Promise<Result<void, ApiError>>;
  /** Leave a board joined by mistake: this device forgets it, the server erases what was written in its name. */
  readonly stepOff: () => Promise<Result<void, ApiError>>;
}

/** The link is known only here and now: its secret is never stored. */
export type MadeInvite = { readonly invite: OpenInvite; readonly link: string };
