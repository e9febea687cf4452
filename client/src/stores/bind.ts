import { liveText } from "@mendboard/shared/edits";
import type { ItemId } from "@mendboard/shared/ids";
import { isItemId } from "@mendboard/shared/ids";
import { byOrder, type Ordered } from "@mendboard/shared/order";
import { readCollection } from "@mendboard/shared/read";
import { type Accessor, batch, createMemo, createSignal, onCleanup } from "solid-js";
import { createStore, produce, unwrap } from "solid-js/store";
import * as Y from "yjs";

/** The only place that writes Solid stores from documents: one remote letter becomes one changed leaf. */

/** A live, read-only view of a collection of items. */
export type Collection<T extends Ordered> = {
  /** By id; undefined once an entry is really gone. */
  readonly entries: { readonly [id: string]: T };
  /** Ids of the entries that fit, in their order. Changes only when the row does, never for a letter. */
  readonly createRow: (fits: (entry: T) => boolean) => Accessor<readonly ItemId[]>;
  /** The live text of an entry's words, also when another has taken its place; null when they are not live, or gone. */
  readonly text: (id: ItemId) => Y.Text | null;
};

export function createCollection<T extends Ordered & { readonly id: ItemId }>(
  collection: Y.Map<unknown>,
  read: (id: ItemId, fields: Y.Map<unknown>) => T,
): Collection<T> {
  const initial: { [id: string]: T } = {};
  for (const entry of readCollection(collection, read)) initial[entry.id] = entry;
  const [entries, setEntries] = createStore(initial);
  const [shape, setShape] = createSignal(undefined, { equals: false });
  const [texts, setTexts] = createSignal(undefined, { equals: false });

  const readOne = (id: string): T | undefined => {
    const fields = collection.get(id);
    return isItemId(id) && fields instanceof Y.Map ? read(id, fields) : undefined;
  };

  /** @returns whether rows may look different now */
  const write = (id: string): boolean => {
    const next = readOne(id);
    const known = unwrap(entries)[id];
    if (next === undefined || known === undefined) {
      setEntries(
        produce((all) => {
          if (next === undefined) delete all[id];
          else all[id] = next;
        }),
      );
      return true;
    }
    const changed = changedFields(known, next);
    setEntries(
      produce((all) => {
        const entry = all[id];
        if (entry !== undefined) for (const field of changed) entry[field] = next[field];
      }),
    );
    return changed.some((field) => field !== "wording");
  };

  const onEvents = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void =>
    batch(() => {
      const ids = new Set<string>();
      let isTextReplaced = false;
      for (const event of events) {
        const [id] = event.path;
        if (id !== undefined) ids.add(String(id));
        else for (const key of event.keys.keys()) ids.add(key);
        isTextReplaced ||= id === undefined || (event.path.length === 1 && event.keys.has("wording"));
      }
      const reshaped = [...ids].map(write);
      if (reshaped.includes(true)) setShape();
      if (isTextReplaced) setTexts();
    });

  collection.observeDeep(onEvents);
  onCleanup(() => collection.unobserveDeep(onEvents));

  return {
    entries,
    text: (id) => {
      texts();
      return liveText(collection, id);
    },
    createRow: (fits) =>
      createMemo(
        () => {
          shape();
          return Object.values(unwrap(entries))
            .filter(fits)
            .toSorted(byOrder)
            .map((entry) => entry.id);
        },
        [],
        { equals: sameRow },
      ),
  };
}

const sameRow = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((entry, at) => entry === b[at]);

/** The fields of a plain record that differ; lists are compared entry by entry. */
function changedFields<T extends object>(before: T, after: T): readonly (keyof T)[] {
  const fields: (keyof T)[] = [];
  for (const field in after) {
    const [left, right]: readonly [unknown, unknown] = [before[field], after[field]];
    const same = Array.isArray(left) && Array.isArray(right) ? sameRow(left, right) : left === right;
    if (!same) fields.push(field);
  }
  return fields;
}

/** A live text as a string. */
export function createText(text: Y.Text): Accessor<string> {
  const [words, setWords] = createSignal(text.toString());
  const onChange = (): void => void setWords(text.toString());
  text.observe(onChange);
  onCleanup(() => text.unobserve(onChange));
  return words;
}

/** What `read` makes of a small map, read again whenever the map changes. */
export function createReading<T>(map: Y.Map<unknown>, read: (map: Y.Map<unknown>) => T): Accessor<T> {
  const [version, setVersion] = createSignal(undefined, { equals: false });
  const onChange = (): void => setVersion();
  map.observe(onChange);
  onCleanup(() => map.unobserve(onChange));
  return createMemo(() => {
    version();
    return read(map);
  });
}
