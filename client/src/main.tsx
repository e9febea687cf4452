import "./styles/layers.css"; // first: it orders the layers that every component names
import { render } from "solid-js/web";
import { readConfig } from "./api/api.ts";
import { App } from "./app.tsx";
import { setNeutralUrl } from "./features/exit/quick-exit.ts";
import { applyTheme } from "./styles/theme.ts";

applyTheme();
const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
render(() => <App />, root);

const config = await readConfig();
if (config.ok) setNeutralUrl(config.value.quickExitUrl);
