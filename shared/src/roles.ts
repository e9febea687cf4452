/** What a seat may be on a board. */
export type Role = "partner";

export type DocumentKind = "joint" | "voice" | "private";

/** Whose document it is, seen from the seat that asks. A joint document belongs to both. */
export type Relation = "shared" | "own" | "other";

export type Action = "read" | "write";

type Rights = { readonly [R in Relation]: readonly Action[] };

/** The whole permission table (PROTOCOL.md M1). A place that is not named is closed. */
const TABLE: { readonly [R in Role]: { readonly [K in DocumentKind]: Rights } } = {
  partner: {
    joint: { shared: ["read", "write"], own: [], other: [] },
    voice: { shared: [], own: ["read", "write"], other: ["read"] },
    private: { shared: [], own: ["read", "write"], other: [] },
  },
};

export const can = (role: Role, kind: DocumentKind, relation: Relation, action: Action): boolean =>
  TABLE[role][kind][relation].includes(action);
