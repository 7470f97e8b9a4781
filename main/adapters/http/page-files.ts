import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** One file of the built window, as it is sent. */
export type PageFile = { readonly bytes: Buffer; readonly type: string; readonly etag: string; readonly lasting: boolean };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
};
/** The bundle is a few megabytes; a folder of more than this is not it. */
const BYTES_MAX = 64 * 1024 * 1024;
/** The bundler puts a hash of the content into these names. */
const HASHED = /^\/assets\/.+[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/**
 * The built window, read once. Requests are looked up by name in what was found, so no path in a request ever reaches
 * the file system. Links are not followed. Null when there is no bundle.
 */
export function pageFiles(folder: string | null): ReadonlyMap<string, PageFile> | null {
  const files = new Map<string, PageFile>();
  let total = 0;
  for (const path of folder === null ? [] : filesUnder(folder)) {
    const bytes = readFileSync(path);
    total += bytes.length;
    if (total > BYTES_MAX) throw new Error(`${String(folder)}: too large to be the window's bundle`);
    const name = `/${relative(String(folder), path).split(sep).join('/')}`;
    const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    files.set(name, { bytes, type, etag, lasting: HASHED.test(name) });
  }
  return files.has('/index.html') ? files : null;
}

function filesUnder(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    // A folder that is not there is a bundle that is not built.
    return [];
  }
}
