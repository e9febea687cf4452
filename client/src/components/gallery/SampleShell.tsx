import { createRoot, createSignal, type JSX } from "solid-js";
import { ActionList } from "../ActionList.tsx";
import { AppShell } from "../AppShell.tsx";
import { AvatarPair } from "../AvatarPair.tsx";
import { BottomBar } from "../BottomBar.tsx";
import { createToast } from "../createToast.ts";
import { Dialog } from "../Dialog.tsx";
import type { NavItem } from "../nav-items.ts";
import { PersonHeader } from "../PersonHeader.tsx";
import { Rail } from "../Rail.tsx";
import { SyncLine } from "../SyncLine.tsx";
import { ToastRegion } from "../ToastRegion.tsx";

/** The one toast of the gallery; it lives as long as the page. */
export const toast = createRoot((_dispose) => createToast());

export type SampleShellProps = {
  readonly title: string;
  readonly here: "plan" | "boundaries" | "steps";
  readonly offline?: boolean;
  readonly aside?: JSX.Element;
  readonly children: JSX.Element;
};

/** The frame of an open board, as Maya sees it. */
export function SampleShell(props: SampleShellProps): JSX.Element {
  const [sheet, setSheet] = createSignal<"add" | "more">();
  const link = (key: SampleShellProps["here"], label: string): NavItem => ({
    href: `#${key}`,
    icon: key,
    label,
    current: props.here === key,
  });
  const offline = "No connection. You can keep writing; it is saved on this phone.";
  return (
    <>
      <AppShell
        exitLabel="Quick exit"
        onExit={() => undefined}
        skipLabel="Skip to the page"
        title={props.title}
        person={<PersonHeader text="You are Maya" />}
        people={
          <AvatarPair
            first={{ initial: "M", label: "Maya, you", presence: "here" }}
            second={{
              initial: "S",
              label: props.offline ? "Sam" : "Sam is here",
              presence: props.offline ? "away" : "here",
            }}
            text={props.offline ? undefined : "Sam is here"}
          />
        }
        rail={
          <Rail
            label="Places"
            appName="Our plan"
            groups={[
              [
                link("plan", "Plan"),
                { ...link("boundaries", "Boundaries"), badge: "1 for you" },
                link("steps", "Steps"),
              ],
            ]}
            last={[{ href: "#parts", icon: "settings", label: "Settings" }]}
            status={
              <SyncLine
                state={props.offline ? "offline" : "saved"}
                text={
                  props.offline
                    ? "No connection. You can keep writing; it is saved on this computer."
                    : "Saved."
                }
              />
            }
          />
        }
        bottomBar={
          <BottomBar
            label="Places"
            items={[
              link("plan", "Plan"),
              link("boundaries", "Boundaries"),
              { label: "Add", icon: "add", raised: true, onSelect: () => setSheet("add") },
              link("steps", "Steps"),
              { label: "More", icon: "menu", onSelect: () => setSheet("more") },
            ]}
          />
        }
        phoneLine={props.offline ? <SyncLine state="offline" text={offline} /> : undefined}
        aside={props.aside}
        toast={<ToastRegion toast={toast} closeLabel="Close" />}
      >
        {props.children}
      </AppShell>
      <Dialog open={sheet() === "add"} onClose={() => setSheet(undefined)} title="Add" closeLabel="Close">
        <ActionList
          title="For us"
          items={[
            { label: "Something for our plan", icon: "plan", onSelect: () => setSheet(undefined) },
            { label: "A boundary", icon: "boundaries", onSelect: () => setSheet(undefined) },
          ]}
        />
        <ActionList
          title="Just for me"
          items={[{ label: "A limit of mine", icon: "only-you", onSelect: () => setSheet(undefined) }]}
        />
      </Dialog>
      <Dialog open={sheet() === "more"} onClose={() => setSheet(undefined)} title="More" closeLabel="Close">
        <ActionList
          title="More"
          titleHidden
          items={[{ label: "Settings", icon: "settings", href: "#parts" }]}
        />
      </Dialog>
    </>
  );
}
