import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDoor } from './open-door.ts';
import { rawSocket } from './raw-socket.ts';

const folder = mkdtempSync(join(tmpdir(), 'door-page-'));
const bundle = join(folder, 'renderer');
mkdirSync(join(bundle, 'assets'), { recursive: true });
writeFileSync(join(folder, 'secrets.json'), 'outside');
writeFileSync(join(bundle, 'index.html'), '<!doctype html>cockpit');
writeFileSync(join(bundle, 'assets', 'index-DxY12abc.js'), 'run()');
writeFileSync(join(bundle, 'assets', 'a b.css'), '');
// On Windows a link to a file takes a privilege.
if (process.platform !== 'win32') symlinkSync(join(folder, 'secrets.json'), join(bundle, 'link.json'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the built window', () => {
  it('is served with a policy that names our own socket', async () => {
    const { ask, port } = await openDoor({ rendererDir: bundle });
    const page = await ask('GET', '/');
    expect(page).toMatchObject({ status: 200, text: '<!doctype html>cockpit' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; ` +
        `connect-src 'self' ws://127.0.0.1:${port}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    expect((await ask('GET', '/', { headers: { 'if-none-match': String(page.headers.etag) } })).status).toBe(304);
    expect(await ask('HEAD', '/')).toMatchObject({ status: 200, text: '' });
  });

  it('has its hashed files kept for good', async () => {
    const { ask } = await openDoor({ rendererDir: bundle });
    const script = await ask('GET', '/assets/index-DxY12abc.js');
    expect(script).toMatchObject({
      status: 200,
      text: 'run()',
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' },
    });
    expect((await ask('GET', '/assets/a%20b.css')).status).toBe(200);
  });

  it.each([
    ['page.html', 'text/html; charset=utf-8'],
    ['page.js', 'text/javascript; charset=utf-8'],
    ['PAGE.CSS', 'text/css; charset=utf-8'],
    ['page.json', 'application/json; charset=utf-8'],
    ['page.svg', 'image/svg+xml'],
    ['page.png', 'image/png'],
    ['page.ico', 'image/x-icon'],
    ['page.woff2', 'font/woff2'],
    ['page.wav', 'audio/wav'],
    ['page.mp3', 'audio/mpeg'],
    ['page.exe', 'application/octet-stream'],
  ])('names the type of %s, because browsers may not guess', async (name, type) => {
    const own = mkdtempSync(join(tmpdir(), 'door-types-'));
    writeFileSync(join(own, 'index.html'), '');
    writeFileSync(join(own, name), '{}');
    const { ask } = await openDoor({ rendererDir: own });
    const { headers } = await ask('GET', `/${name}`);
    rmSync(own, { recursive: true });
    expect([headers['content-type'], headers['cache-control']]).toEqual([type, 'no-cache']);
    expect(headers.etag).toMatch(/^"[A-Za-z0-9_-]{22}"$/);
  });

  it('is refused when it is far too large to be one', async () => {
    const own = mkdtempSync(join(tmpdir(), 'door-large-'));
    writeFileSync(join(own, 'index.html'), '');
    writeFileSync(join(own, 'film.mp4'), Buffer.alloc(64 * 1024 * 1024));
    await expect(openDoor({ rendererDir: own })).resolves.toBeDefined();
    writeFileSync(join(own, 'more.txt'), 'x');
    await expect(openDoor({ rendererDir: own })).rejects.toThrow('too large');
    rmSync(own, { recursive: true });
  });

  it.each([
    '/../secrets.json',
    '/..%2fsecrets.json',
    '/%2e%2e/secrets.json',
    '/assets/../../secrets.json',
    '/assets/..%5c..%5csecrets.json',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/index.html%00.js',
    '/link.json',
    '/assets',
    '/assets/',
    '/constructor',
    '/__proto__',
  ])('does not give out %s', async (path) => {
    const { port } = await openDoor({ rendererDir: bundle });
    const { socket, answer } = rawSocket(port);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    const got = await answer();
    expect(got).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(got).not.toContain('outside');
  });

  it('is for those who name us, by GET and HEAD only', async () => {
    const { ask } = await openDoor({ rendererDir: bundle });
    expect((await ask('GET', '/', { headers: { host: 'evil.example' } })).json['code']).toBe('bad_host');
    expect((await ask('GET', '/index.html', { headers: { host: 'evil.example' } })).json['code']).toBe('bad_host');
    expect((await ask('POST', '/')).status).toBe(405);
    expect((await ask('POST', '/index.html')).status).toBe(404);
  });
});

it.each([null, join(folder, 'nowhere'), join(folder)])('says in plain words that it is not built (%s)', async (rendererDir) => {
  const { ask } = await openDoor({ rendererDir });
  const page = await ask('GET', '/');
  expect(page.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(page.text).toContain('its window is not built');
  expect((await ask('GET', '/secrets.json')).status).toBe(404);
});
