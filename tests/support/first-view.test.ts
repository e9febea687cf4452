import { randomBytes } from "node:crypto";
import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { measureFirstView } from "./first-view.ts";

test("the first view is the entry with its static imports, each once; what is loaded later does not count", async () => {
  await using dist = await mkdtempDisposable(join(tmpdir(), "mendboard-dist-"));
  await mkdir(join(dist.path, ".vite"));
  // Random bytes do not compress, so sizes can be told apart.
  for (const [file, size] of [
    ["entry.js", 1000],
    ["shared.js", 2000],
    ["deep.js", 4000],
    ["later.js", 8000],
  ] as const) {
    await writeFile(join(dist.path, file), randomBytes(size));
  }
  await writeFile(
    join(dist.path, ".vite/manifest.json"),
    JSON.stringify({
      "index.html": {
        file: "entry.js",
        imports: ["_shared.js", "_deep.js"],
        dynamicImports: ["src/later.ts"],
      },
      "_shared.js": { file: "shared.js", imports: ["_deep.js"] },
      "_deep.js": { file: "deep.js", imports: ["_shared.js"] },
      "src/later.ts": { file: "later.js", imports: ["index.html"] },
    }),
  );

  const { files, gzipBytes } = await measureFirstView(dist.path);
  expect(files).toEqual(["entry.js", "shared.js", "deep.js"]);
  expect(gzipBytes).toBeGreaterThan(7000);
  expect(gzipBytes).toBeLessThan(7200);
});
