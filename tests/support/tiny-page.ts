import { mkdtempDisposable, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Plugin } from "vite";
import solid from "vite-plugin-solid";

/** Builds one script (TypeScript, with Solid's JSX) as the client is built, with these plugins besides Solid's own. */
export async function buildTinyPage(script: string, plugins: readonly Plugin[]): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mendboard-page-"));
  await symlink(CLIENT_PACKAGES, join(folder.path, "node_modules"));
  await writeFile(join(folder.path, "main.tsx"), script);
  await build({
    root: folder.path,
    mode: "production",
    configFile: false,
    logLevel: "silent",
    plugins: [...plugins, solid()],
    build: { target: "es2023", lib: { entry: "main.tsx", formats: ["es"], fileName: () => "page.js" } },
  });
  return await readFile(join(folder.path, "dist/page.js"), "utf8");
}

const CLIENT_PACKAGES = join(import.meta.dirname, "../../client/node_modules");
