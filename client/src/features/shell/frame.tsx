import { createContext, type JSX, useContext } from "solid-js";
import { createToast, type Toast } from "../../components/createToast.ts";
import { type Announcer, createAnnouncer, LiveRegion } from "../../components/LiveRegion.tsx";

/** What every screen may ask of the window around it. */
export type Frame = {
  readonly toast: Toast;
  readonly announce: Announcer["announce"];
  readonly onExit: () => void;
};

const FrameContext = createContext<Frame>();

export function FrameProvider(props: {
  readonly onExit: () => void;
  readonly children: JSX.Element;
}): JSX.Element {
  const announcer = createAnnouncer();
  const frame: Frame = { toast: createToast(), announce: announcer.announce, onExit: () => props.onExit() };
  return (
    <FrameContext.Provider value={frame}>
      {props.children}
      <LiveRegion text={announcer.text()} />
    </FrameContext.Provider>
  );
}

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (frame === undefined) throw new Error("useFrame() was called outside of a FrameProvider");
  return frame;
}
