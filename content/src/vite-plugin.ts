import { join } from "node:path";
import { normalizePath, type Plugin } from "vite";
import { type Content, CONTENT_FOLDER, type ContentPlace, loadContent } from "./load.ts";

/**
 * Serves the content as two modules, typed in `virtual.d.ts`: `virtual:steps`, small, for the first view, and
 * `virtual:step-bodies`, to be imported lazily. What is wrong in the content fails the build (in development, shows
 * as the page's error) with the loader's words. In development an edited file is read again and reloads the page.
 */
export function stepsPlugin({ folder = CONTENT_FOLDER, locale = "en" }: ContentPlace = {}): Plugin {
  const stepsFolder = normalizePath(join(folder, "steps", locale));
  const questionsFile = normalizePath(join(folder, "questions", `${locale}.md`));
  /** One reading for both modules, forgotten when a file changes. */
  let loading: Promise<Content> | undefined;

  return {
    name: "mendboard:steps",
    resolveId: {
      filter: { id: /^virtual:step(s|-bodies)$/ },
      handler: resolved,
    },
    load: {
      filter: { id: /^\0virtual:step(s|-bodies)$/ },
      async handler(id) {
        loading ??= loadContent({ folder, locale });
        const content = await loading;
        return id === resolved(INDEX_ID) ? indexModule(content) : bodiesModule(content);
      },
    },
    configureServer(server) {
      server.watcher.add([stepsFolder, questionsFile]);
    },
    hotUpdate({ file }) {
      if (file !== questionsFile && !file.startsWith(`${stepsFolder}/`)) return undefined;
      loading = undefined;
      const { moduleGraph, hot } = this.environment;
      for (const id of [INDEX_ID, BODIES_ID]) {
        const module = moduleGraph.getModuleById(resolved(id));
        if (module) moduleGraph.invalidateModule(module);
      }
      hot.send({ type: "full-reload" });
      return [];
    },
  };
}

const INDEX_ID = "virtual:steps";
const BODIES_ID = "virtual:step-bodies";

/** The NUL keeps other plugins and the file system away from the id, by bundler convention. */
const resolved = (id: string): string => `\0${id}`;

const indexModule = ({ steps }: Content): string =>
  exportConst(
    "steps",
    steps.map(({ entry }) => entry),
  );

const bodiesModule = ({ steps, questions }: Content): string =>
  exportConst("bodies", Object.fromEntries(steps.map(({ entry, body }) => [entry.key, body]))) +
  exportConst("questions", questions);

/** JSON is a subset of JavaScript since ES2019, so a value needs no further escaping in a module. */
const exportConst = (name: string, value: unknown): string =>
  `export const ${name} = ${JSON.stringify(value)};\n`;
