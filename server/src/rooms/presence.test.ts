import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { type Announcer, Presence } from "./presence.ts";

const maya = (): Announcer => ({ memberId: "maya" });
const sam = (): Announcer => ({ memberId: "sam" });

const said = (client: number, clock: number, state: string) =>
  encoding.encode((encoder) => {
    for (const value of [1, client, clock]) encoding.writeVarUint(encoder, value);
    encoding.writeVarString(encoder, state);
  });

/** What a stock client would show after all these updates. */
function shown(...updates: (Uint8Array | null)[]): unknown[] {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(null);
  for (const update of updates) if (update !== null) applyAwarenessUpdate(awareness, update, "test");
  const states = [...awareness.getStates().values()];
  awareness.destroy();
  return states;
}

test("[W8] a state is relayed, shown to whoever comes later, and gone when its connection is", () => {
  const presence = new Presence();
  const from = maya();
  const announced = presence.announce(from, said(1, 1, '{"here":true}'));
  if (!announced.ok) throw new Error(announced.error);
  expect(shown(announced.value)).toEqual([{ here: true }]);
  expect(shown(presence.states())).toEqual([{ here: true }]);
  expect(shown(announced.value, presence.leave(from))).toEqual([]);
  expect(presence.states()).toBeNull();
});

test("[W8] a connection speaks for one client alone, the first it announced", () => {
  const presence = new Presence();
  const [left, right] = [maya(), sam()];
  presence.announce(left, said(1, 1, '{"name":"Maya"}'));
  presence.announce(right, said(2, 1, '{"name":"Sam"}'));
  expect(presence.announce(right, said(1, 9, '{"name":"not Maya"}'))).toEqual({ ok: true, value: null });
  expect(presence.announce(right, said(3, 1, "{}"))).toEqual({ ok: true, value: null });
  expect(shown(presence.states())).toEqual([{ name: "Maya" }, { name: "Sam" }]);
});

test("[W8] a stock client's echo of everybody raises no ghost of one who has left", () => {
  const presence = new Presence();
  const [left, silent] = [maya(), maya()];
  const state = said(1, 4, '{"name":"Maya"}');
  presence.announce(left, state);
  presence.leave(left);
  presence.announce(silent, state);
  expect(presence.states()).toBeNull();
});

test("[W8] who comes back on a new connection takes their client over with the next clock, and no stranger can", () => {
  const presence = new Presence();
  const [before, after, stranger] = [maya(), maya(), sam()];
  presence.announce(before, said(1, 4, '{"at":1}'));
  presence.announce(stranger, said(1, 5, '{"at":"stranger"}'));
  presence.announce(after, said(1, 5, '{"at":2}'));
  expect(shown(presence.states())).toEqual([{ at: 2 }]);
  // The old connection's end is noticed late, and takes nothing away.
  expect(presence.leave(before)).toBeNull();
  expect(shown(presence.states())).toEqual([{ at: 2 }]);
});

test("[W8] going away without closing is relayed as well", () => {
  const presence = new Presence();
  const from = maya();
  presence.announce(from, said(1, 1, "{}"));
  expect(presence.announce(from, said(1, 1, "null"))).toMatchObject({ ok: true, value: said(1, 1, "null") });
  expect(presence.leave(from)).toBeNull();
});

test("[W8] a state above its limit, cut bytes and text that is no JSON are refused", () => {
  const presence = new Presence();
  expect(presence.announce(maya(), said(1, 1, `"${"x".repeat(600)}"`))).toEqual({
    ok: false,
    error: "too-large",
  });
  expect(presence.announce(maya(), said(1, 1, "{").subarray(0, -1))).toEqual({
    ok: false,
    error: "malformed",
  });
  expect(presence.announce(maya(), said(1, 1, "{"))).toEqual({ ok: false, error: "malformed" });
});

test("[W8] rooms remember the departed only up to a bound", () => {
  const presence = new Presence();
  for (let client = 0; client < 1_000; client += 1) {
    const from = maya();
    presence.announce(from, said(client, 1, "{}"));
    presence.leave(from);
  }
  // Long forgotten: its old clock is news again. Just departed: it is not.
  presence.announce(maya(), said(0, 1, "{}"));
  presence.announce(maya(), said(999, 1, "{}"));
  expect(shown(presence.states())).toHaveLength(1);
});

test("[W8] it reads what a stock awareness writes", () => {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState({ here: true });
  const presence = new Presence();
  presence.announce(maya(), encodeAwarenessUpdate(awareness, [awareness.clientID]));
  expect(shown(presence.states())).toEqual([{ here: true }]);
  awareness.destroy();
});
