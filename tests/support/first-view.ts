import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** JavaScript a person waits for before the first page shows, gzipped: what a weak phone line carries in about two seconds. */
export const FIRST_VIEW_BYTES_MAX = 90_000;

export type FirstView = { readonly files: readonly string[]; readonly gzipBytes: number };

/**
 * Measures what `index.html` of a finished build loads at once: its entry, and all that the entry imports statically,
 * each file compressed by itself as a server sends it.
 *
 * @param dist the folder Vite built into, with its manifest
 */
export async function measureFirstView(dist: string): Promise<FirstView> {
  const manifest: Manifest = JSON.parse(await readFile(join(dist, ".vite/manifest.json"), "utf8"));
  const files = [...staticGraph(manifest, "index.html")].map((key) => chunkOf(manifest, key).file);
  const sizes = await Promise.all(
    files.map(async (file) => (await compress(await readFile(join(dist, file)))).length),
  );
  return { files, gzipBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Vite's manifest: a source, or a shared chunk, and where it was built to. `imports` are keys of the same record. */
type Manifest = Readonly<Record<string, { readonly file: string; readonly imports?: readonly string[] }>>;

const compress = promisify(gzip);

function staticGraph(manifest: Manifest, key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of chunkOf(manifest, key).imports ?? []) staticGraph(manifest, imported, seen);
  return seen;
}

function chunkOf(manifest: Manifest, key: string): Manifest[string] {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The client's manifest has no ${key}.`);
  return chunk;
}
