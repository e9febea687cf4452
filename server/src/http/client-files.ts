import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Handler } from "hono";

type Encoding = "br" | "gzip";

type ClientFile = {
  readonly type: string;
  readonly cacheControl: string;
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Made when first asked for; compressing everything at start would take longer than all the rest of it. */
  readonly compressed: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
};

/** The built client by path, as it is served. */
export type ClientFiles = ReadonlyMap<string, ClientFile>;

const SHELL = "/index.html";

const TYPES: { readonly [extension: string]: string } = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|manifest)|image\/svg)/;

/** Reads the built client once: it is small, and no request can then name any other file. */
export function readClientFiles(folder: string): ClientFiles {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return new Map(
    // Folders whose names begin with a dot are notes of the build, not part of the client.
    paths
      .filter((path) => !path.startsWith("."))
      .map((path) => [`/${path.replaceAll(sep, "/")}`, fileOf(path, readFileSync(join(folder, path)))]),
  );
}

function fileOf(path: string, bytes: Uint8Array<ArrayBuffer>): ClientFile {
  const isHashed = path.split(sep)[0] === "assets";
  return {
    type: TYPES[extname(path)] ?? "application/octet-stream",
    cacheControl: isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    // Weak, for it names the content, in whatever encoding it travels.
    etag: `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    bytes,
    compressed: new Map(),
  };
}

/** Files by their path; every other path of the app is the one page, which knows its own routes. */
export function serveClient(files: ClientFiles): Handler {
  return async (c) => {
    const file = files.get(c.req.path) ?? (isRoute(c.req.path) ? files.get(SHELL) : undefined);
    if (file === undefined) {
      return files.has(SHELL) || !isRoute(c.req.path)
        ? c.text("There is nothing at this address.", 404)
        : c.text(
            "The server runs, but the client is not built yet: build it, then start the server again.",
            503,
          );
    }
    const headers = {
      "Cache-Control": file.cacheControl,
      "Content-Type": file.type,
      ETag: file.etag,
      Vary: "Accept-Encoding",
    };
    if (c.req.header("If-None-Match") === file.etag) return c.body(null, 304, headers);
    const encoding = encodingFor(c.req.header("Accept-Encoding") ?? "", file);
    if (encoding === null) return c.body(file.bytes, 200, headers);
    return c.body(await compressed(file, encoding), 200, { ...headers, "Content-Encoding": encoding });
  };
}

/** A missing file must not come back as a page: a stale tab would run it as a script. */
const isRoute = (path: string): boolean =>
  !path.startsWith("/assets/") && !path.slice(path.lastIndexOf("/")).includes(".");

function encodingFor(accepted: string, { type }: ClientFile): Encoding | null {
  if (!COMPRESSIBLE.test(type)) return null;
  const names = accepted.split(",").map((name) => name.split(";", 1)[0]?.trim());
  if (names.includes("br")) return "br";
  return names.includes("gzip") ? "gzip" : null;
}

function compressed(
  { bytes, compressed: made }: ClientFile,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  const known = made.get(encoding);
  if (known !== undefined) return known;
  const making = encoding === "br" ? toBrotli(bytes, BROTLI_OPTIONS) : toGzip(bytes);
  made.set(encoding, making);
  return making;
}

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);
/** Past 9 the effort grows tenfold for a percent or two. */
const BROTLI_OPTIONS = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
