import { type JSX, lazy, Show, Suspense } from "solid-js";
import type { RemovedProps } from "./Removed.tsx";

const Removed = lazy(async () => ({ default: (await import("./Removed.tsx")).Removed }));

/** {@link Removed} under a list, fetched when there is something in it. */
export function RemovedPart(props: RemovedProps): JSX.Element {
  return (
    <Show when={props.ids.length > 0}>
      <Suspense>
        <Removed {...props} />
      </Suspense>
    </Show>
  );
}
