import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { CONTENT_POLICY } from './content-policy.ts';

export const SCHEME = 'cockpit';
export const PAGE_URL = `${SCHEME}://app/`;
/** For `protocol.registerSchemesAsPrivileged`, before the application is ready. */
export const PAGE_SCHEME = { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } } as const;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
};

const HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

const refuse = (status: number): Response => new Response(null, { status, headers: HEADERS });

/** The file under `folder` that an address means, or undefined when it means none or points outside. */
export function fileFor(folder: string, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, username, pathname } = new URL(url);
  if (protocol !== `${SCHEME}:` || host !== 'app' || username !== '') return undefined;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\') || path.includes(':')) return undefined;
  const file = join(folder, path === '/' ? 'index.html' : path);
  const inside = relative(folder, file);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  return extname(file) in MEDIA_TYPES ? file : undefined;
}

/** The handler of the `cockpit:` scheme: the built page, read only. */
export function servePage(folder: string): (request: { readonly url: string; readonly method: string }) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== 'GET') return refuse(405);
    const file = fileFor(folder, url);
    if (file === undefined) return refuse(404);
    try {
      const body = await readFile(file);
      return new Response(body, { headers: { ...HEADERS, 'content-type': MEDIA_TYPES[extname(file)] ?? 'text/plain' } });
    } catch {
      return refuse(404);
    }
  };
}
