import type { Plugin } from "vite";

/** The order of the cascade layers, as `src/styles/layers.css` has it. */
const ORDER = "@layer reset, tokens, base, components, utilities;";

/**
 * Opens every built style sheet with the order of the layers. The first sheet that names a layer fixes its place, and
 * which of the split sheets arrives first is up to the network.
 */
export function layerOrder(): Plugin {
  return {
    name: "mendboard:layer-order",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "asset" && file.fileName.endsWith(".css"))
          file.source = `${ORDER}${String(file.source)}`;
      }
    },
  };
}
