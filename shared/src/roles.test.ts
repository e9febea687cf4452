import { expect, test } from "vitest";
import { type Action, can, type DocumentKind, type Relation } from "./roles.ts";

const KINDS: readonly DocumentKind[] = ["joint", "voice", "private"];
const RELATIONS: readonly Relation[] = ["shared", "own", "other"];
const ACTIONS: readonly Action[] = ["read", "write"];

/** The whole table again, as a person would say it. */
const ALLOWED = new Set([
  "joint shared read",
  "joint shared write",
  "voice own read",
  "voice own write",
  "voice other read",
  "private own read",
  "private own write",
]);

const places = KINDS.flatMap((kind) =>
  RELATIONS.flatMap((relation) => ACTIONS.map((action) => [kind, relation, action] as const)),
);

test.each(places)("[M1] a partner and %s, %s, %s: answered as the table says", (kind, relation, action) => {
  expect(can("partner", kind, relation, action)).toBe(ALLOWED.has(`${kind} ${relation} ${action}`));
});

test("[M1] nobody may write what they may not read", () => {
  for (const kind of KINDS) {
    for (const relation of RELATIONS) {
      if (can("partner", kind, relation, "write")) expect(can("partner", kind, relation, "read")).toBe(true);
    }
  }
});
