import { join } from "node:path";
import { stepsPlugin } from "@mendboard/content/vite-plugin";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

/** The folder that holds all packages; names given on the command line are sought from here. */
const root = join(import.meta.dirname, "..");
const exclude = ["**/node_modules/**"];

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    testTimeout: 20_000,
    projects: [
      {
        root,
        test: {
          name: "unit",
          environment: "node",
          include: [
            "{shared,content,server}/src/**/*.test.ts",

            "tests/support/**/*.test.ts",
          ],
          exclude,
        },
      },
      {
        // Apart from the others for its module conditions: Solid's reactive build, where Node alone would take the server's.
        root,
        plugins: [solid({ hot: false }), stepsPlugin()],
        test: { name: "client", environment: "node", include: ["client/src/**/*.test.ts"], exclude },
      },
      {
        root,
        plugins: [solid({ hot: false }), stepsPlugin()],
        test: { name: "screens", environment: "jsdom", include: ["client/src/**/*.test.tsx"], exclude },
      },
      {
        root,
        test: {
          name: "integration",
          environment: "node",
          include: ["tests/integration/**/*.test.ts"],
          exclude,
        },
      },
    ],
  },
});
