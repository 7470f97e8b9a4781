import { CancellationError, type CancellationToken, type DownloadOptions, type RequestHeaders } from 'builder-util-runtime';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { isUpdateAddress } from '#shared/config';
import { UpdateFault } from './update-fault.ts';

/** As little of `fetch` as it takes: Node's, or that of an Electron session, which knows the proxy of the PC. */
export type Fetch = (url: string, init: { headers: Record<string, string>; signal: AbortSignal }) => Promise<Response>;

type RequestOptions = {
  readonly protocol?: string | null;
  readonly hostname?: string | null;
  readonly port?: number | string | null;
  readonly path?: string | null;
  readonly headers?: RequestHeaders;
};

const LIST_BYTES = 1_000_000;
const INSTALLER_BYTES = 1_000_000_000;
/** Between two pieces, or to the first. */
const SILENCE_MS = 60_000;
const PROGRESS_MS = 200;

/** The network of electron-updater: what it asks of its `httpExecutor`, with `fetch`. Ends at an address that is not safe, also after a redirect. */
export class FetchExecutor {
  readonly #fetch: Fetch;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** The list of versions, as text. */
  async request({ protocol, hostname, port, path }: RequestOptions): Promise<string> {
    const host = port === undefined || port === null || port === '' ? hostname : `${hostname}:${port}`;
    const silence = silent(SILENCE_MS);
    try {
      const answer = await this.#ask(`${protocol}//${host}${path}`, silence.signal);
      const pieces: Uint8Array[] = [];
      let bytes = 0;
      for await (const piece of piecesOf(answer)) {
        silence.heard();
        bytes += piece.length;
        if (bytes > LIST_BYTES) throw new UpdateFault('What the feed says is far too long for a list of versions');
        pieces.push(piece);
      }
      if (bytes === 0) throw new UpdateFault('What the feed says cannot be read: it is empty');
      return Buffer.concat(pieces).toString('utf8');
    } finally {
      silence.end();
    }
  }

  /** A file, checked against its SHA-512 (base64). Throws when it is another one; what was written is then left to the caller. */
  async download(url: URL, destination: string, { cancellationToken, sha512, onProgress }: DownloadOptions): Promise<string> {
    if (typeof sha512 !== 'string' || sha512 === '')
      throw new UpdateFault('The feed does not say the SHA-512 of its installer: it is not taken');
    const silence = silent(SILENCE_MS, cancellationToken);
    try {
      const answer = await this.#ask(url.href, silence.signal);
      const hash = createHash('sha512');
      const total = Number(answer.headers.get('content-length')) || 0;
      const told = progressTeller(total, onProgress);
      const file = await open(destination, 'w');
      let bytes = 0;
      try {
        for await (const piece of piecesOf(answer)) {
          silence.heard();
          bytes += piece.length;
          if (bytes > INSTALLER_BYTES) throw new UpdateFault('The installer is far too large: it is not taken');
          hash.update(piece);
          await file.write(piece);
          told(bytes, piece.length);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      if (hash.digest('base64') !== sha512)
        throw new UpdateFault('The installer is not the one that the feed names (its SHA-512 is another): it is not taken');
      return destination;
    } catch (error) {
      throw cancellationToken.cancelled ? new CancellationError() : error;
    } finally {
      silence.end();
    }
  }

  async #ask(url: string, signal: AbortSignal): Promise<Response> {
    if (!isUpdateAddress(url)) throw new UpdateFault(`${url} is not an https:// address: nothing is fetched from there`);
    const answer = await this.#fetch(url, { headers: { accept: '*/*', 'cache-control': 'no-cache' }, signal });
    const last = answer.url === '' ? url : answer.url;
    if (!isUpdateAddress(last))
      throw new UpdateFault(`${url} leads to ${last}, which is not https://: nothing is fetched from there`);
    if (answer.status !== 200)
      throw new UpdateFault(`${withoutQuery(url)} answers ${answer.status}${answer.status === 404 ? ': it is not there' : ''}`);
    return answer;
  }
}

const withoutQuery = (url: string): string => url.split('?')[0] ?? url;

async function* piecesOf(answer: Response): AsyncGenerator<Uint8Array> {
  if (answer.body === null) return;
  for await (const piece of answer.body) yield piece as Uint8Array;
}

/** Aborts after a time in which nothing was heard, or when the token is cancelled. */
function silent(ms: number, token?: CancellationToken): { readonly signal: AbortSignal; heard(): void; end(): void } {
  const abort = new AbortController();
  const give = (): void => abort.abort(new UpdateFault(`The feed has said nothing for ${ms / 1000} seconds`));
  let timer = setTimeout(give, ms);
  const cancel = (): void => abort.abort();
  token?.once('cancel', cancel);
  if (token?.cancelled === true) cancel();
  return {
    signal: abort.signal,
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(give, ms);
    },
    end: () => {
      clearTimeout(timer);
      token?.removeListener('cancel', cancel);
    },
  };
}

/** At most five words a second, and the last. */
function progressTeller(total: number, tell: DownloadOptions['onProgress']): (bytes: number, delta: number) => void {
  let at = 0;
  return (transferred, delta) => {
    const now = performance.now();
    if (tell === undefined || (now - at < PROGRESS_MS && transferred !== total)) return;
    at = now;
    tell({ total, delta, transferred, percent: total === 0 ? 0 : (transferred / total) * 100, bytesPerSecond: 0 });
  };
}
