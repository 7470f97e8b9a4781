import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const INSTALLER = Buffer.from(`MZ ${'an installer of this version '.repeat(20_000)}`);
export const sha512 = (bytes: Buffer): string => createHash('sha512').update(bytes).digest('base64');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A feed over HTTP on this computer, with real files: what is asked of it, and what it has, by path. */
export class Feed {
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
  readonly files = new Map<string, Buffer | string | Answer>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      this.asked.push({ path, headers: request.headers });
      const file = this.files.get(path);
      if (typeof file === 'function') return file(request, response);
      response.writeHead(file === undefined ? 404 : 200, file === undefined ? {} : { 'content-length': Buffer.byteLength(file) });
      response.end(file);
    });
  }

  static async open(): Promise<Feed> {
    const feed = new Feed();
    await new Promise<void>((opened) => feed.#server.listen(0, '127.0.0.1', opened));
    return feed;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/updates`;
  }

  /** What it offers from now on, as `npm run dist` writes it. */
  offers(version: string, more: Readonly<Record<string, string>> = {}, list = 'latest.yml'): string {
    const name = `mikrobot-cockpit-setup-${version}.exe`;
    this.files.set(`/updates/${name}`, INSTALLER);
    const lines = {
      version,
      files: `\n  - url: ${more['url'] ?? name}\n    sha512: ${more['sha512'] ?? sha512(INSTALLER)}\n    size: ${INSTALLER.length}`,
      releaseDate: "'2026-12-01T10:00:00.000Z'",
      releaseNotes: '|-\n  ### Added\n  - Something new',
      ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== 'url' && key !== 'sha512')),
    };
    this.files.set(
      `/updates/${list}`,
      Object.entries(lines)
        .map(([key, value]) => `${key}: ${value}\n`)
        .join(''),
    );
    return name;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((closed) => void this.#server.close(() => closed()));
  }
}
