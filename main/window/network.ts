import type { Session } from 'electron/main';
import { SCHEME } from './page.ts';

/** The page itself, its inlined pictures, and Electron's own inspector. Not http, https, ws, wss, ftp, file or blob. */
const ALLOWED: ReadonlySet<string> = new Set([`${SCHEME}:`, 'data:', 'devtools:']);

/** The window has no network: everything it shows comes through the bridge. A second wall behind the content policy. */
export function blockNetwork(session: { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> }): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !URL.canParse(url) || !ALLOWED.has(new URL(url).protocol) });
  });
}
