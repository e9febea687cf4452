import { stepsPlugin } from "@mendboard/content/vite-plugin";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { layerOrder } from "./layer-order.ts";
import { solidTrustedTypes } from "./solid-trusted-types.ts";

export default defineConfig({
  plugins: [solid(), solidTrustedTypes(), stepsPlugin(), layerOrder()],
  build: {
    target: "es2023",
    // The first of each that know light-dark() and :dir(): an older target would write both out at length, and wrongly.
    cssTarget: ["chrome123", "edge123", "firefox121", "safari17.5"],
    // The site's policy allows no inline script and no data: address, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // tests/support/first-view.ts reads from it what the first view loads.
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      // Whoever starts Mendboard did not ask which plugin took longest.
      checks: { pluginTimings: false },
      output: {
        // Everything the first view needs in one file: split into thirty, it is a tenth larger compressed.
        codeSplitting: {
          groups: [{ name: "first", tags: ["$initial"], test: (id) => !/main\.tsx|index\.html/.test(id) }],
        },
      },
    },
  },
});
