import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Handler } from "hono";

type Encoding = "br" | "gzip" | "identity";

type ClientFile = {
  readonly type: string;
  readonly cacheControl: string;
  readonly etag: string;
  readonly bytes: { readonly [E in Encoding]: Uint8Array<ArrayBuffer> | null };
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

/** Reads and compresses the built client once: it is small, and no request can then name any other file. */
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

function fileOf(path: string, identity: Uint8Array<ArrayBuffer>): ClientFile {
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  const isHashed = path.split(sep)[0] === "assets";
  const isCompressible = COMPRESSIBLE.test(type);
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  return {
    type,
    cacheControl: isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    etag: `"${createHash("sha256").update(identity).digest("base64url").slice(0, 22)}"`,
    bytes: {
      br: isCompressible ? brotliCompressSync(identity, brotli) : null,
      gzip: isCompressible ? gzipSync(identity) : null,
      identity,
    },
  };
}

/** Files by their path; every other path of the app is the one page, which knows its own routes. */
export function serveClient(files: ClientFiles): Handler {
  return (c) => {
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
    const bytes = file.bytes[encoding] ?? new Uint8Array();
    return c.body(
      bytes,
      200,
      encoding === "identity" ? headers : { ...headers, "Content-Encoding": encoding },
    );
  };
}

/** A missing file must not come back as a page: a stale tab would run it as a script. */
const isRoute = (path: string): boolean =>
  !path.startsWith("/assets/") && !path.slice(path.lastIndexOf("/")).includes(".");

function encodingFor(accepted: string, file: ClientFile): Encoding {
  const names = accepted.split(",").map((name) => name.split(";", 1)[0]?.trim());
  if (file.bytes.br !== null && names.includes("br")) return "br";
  return file.bytes.gzip !== null && names.includes("gzip") ? "gzip" : "identity";
}
