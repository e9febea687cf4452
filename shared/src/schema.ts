import type * as Y from "yjs";

/**
 * Every root of every document, named once (PROTOCOL.md D1). Root types need no creation, so two devices never race
 * to make one; whatever is nested is made whole by its author in one edit.
 */

/** What an app of this version writes into `meta`. A document without the field is version 1. */
export const SCHEMA_VERSION = 1;

export type ItemMap = Y.Map<unknown>;
export type ItemCollection = Y.Map<unknown>;

export type JointRoots = {
  readonly meta: Y.Map<unknown>;
  /** One sentence both co-edit: why they are doing this. */
  readonly purpose: Y.Text;
  /** Plan cards and boundaries by item id (D3). */
  readonly items: ItemCollection;
  /** Lines of "our list" of every step by item id (D4). */
  readonly lines: ItemCollection;
};

export const jointRoots = (doc: Y.Doc): JointRoots => ({
  meta: doc.getMap("meta"),
  purpose: doc.getText("purpose"),
  items: doc.getMap("items"),
  lines: doc.getMap("lines"),
});

/** What one member says in their own name; only that member's devices write it. */
export type VoiceRoots = {
  readonly meta: Y.Map<unknown>;
  /** `name`: what the partner should call them. */
  readonly profile: Y.Map<unknown>;
  /** Own limits by item id (D5); finished words, never keystrokes. */
  readonly limits: ItemCollection;
  /** Step number as text → the member's own word (D6). */
  readonly stepWords: Y.Map<unknown>;
};

export const voiceRoots = (doc: Y.Doc): VoiceRoots => ({
  meta: doc.getMap("meta"),
  profile: doc.getMap("profile"),
  limits: doc.getMap("limits"),
  stepWords: doc.getMap("stepWords"),
});

/** What stays with one member: only that member's devices hold its key. */
export type PrivateRoots = {
  readonly meta: Y.Map<unknown>;
  /** Drafts by item id (D7); an item that is shown keeps its draft's id. */
  readonly drafts: ItemCollection;
  readonly settings: Y.Map<unknown>;
};

export const privateRoots = (doc: Y.Doc): PrivateRoots => ({
  meta: doc.getMap("meta"),
  drafts: doc.getMap("drafts"),
  settings: doc.getMap("settings"),
});
