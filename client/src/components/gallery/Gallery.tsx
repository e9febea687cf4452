/**
 * Every component and a few whole screens over made-up people, for developing and for pictures: `/gallery.html`,
 * then `#parts`, `#plan`, `#boundaries`, `#steps`, `#first`, `#join` or `#trouble`. Never part of the build.
 */
import "../../styles/layers.css";
import { createSignal, type JSX, onCleanup } from "solid-js";
import { Dynamic, render } from "solid-js/web";
import { applyTheme } from "../../styles/theme.ts";
import { BoundariesScreen } from "./BoundariesScreen.tsx";
import { Parts } from "./Parts.tsx";
import { FirstPage, JoinPage, TroublePage } from "./PlainPages.tsx";
import { PlanScreen } from "./PlanScreen.tsx";
import { StepsScreen } from "./StepsScreen.tsx";

const SCREENS: { readonly [hash: string]: () => JSX.Element } = {
  "#boundaries": BoundariesScreen,
  "#first": FirstPage,
  "#join": JoinPage,
  "#parts": Parts,
  "#plan": PlanScreen,
  "#steps": StepsScreen,
  "#trouble": TroublePage,
};

function Gallery(): JSX.Element {
  const [hash, setHash] = createSignal(location.hash);
  const follow = () => setHash(location.hash);
  addEventListener("hashchange", follow);
  onCleanup(() => removeEventListener("hashchange", follow));
  return <Dynamic component={SCREENS[hash()] ?? Parts} />;
}

applyTheme();
const root = document.getElementById("app");
if (root) render(() => <Gallery />, root);
