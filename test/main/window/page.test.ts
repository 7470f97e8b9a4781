import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTENT_POLICY } from '#main/window/content-policy.ts';
import { PAGE_SCHEME, PAGE_URL, servePage } from '#main/window/page.ts';

let root: string;
let answer: ReturnType<typeof servePage>;
const get = (url: string, method = 'GET') => answer({ url, method });

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(root, 'renderer', 'assets'), { recursive: true });
  mkdirSync(join(root, 'renderer-evil'));
  writeFileSync(join(root, 'secret.json'), 'secret');
  writeFileSync(join(root, 'renderer-evil', 'a.js'), 'secret');
  writeFileSync(join(root, 'renderer', 'index.html'), '<title>x</title>');
  writeFileSync(join(root, 'renderer', 'private.pem'), 'secret');
  for (const name of ['a.js', 'a.css', 'a.svg', 'a b.woff2', 'a.wav'])
    writeFileSync(join(root, 'renderer', 'assets', name), name);
  answer = servePage(join(root, 'renderer'));
});
afterAll(() => rmSync(root, { recursive: true }));

test('the scheme is standard and secure and may not bypass anything', () => {
  expect([PAGE_URL, PAGE_SCHEME]).toEqual([
    'cockpit://app/',
    { scheme: 'cockpit', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
});

test.each([
  ['cockpit://app/', 'text/html; charset=utf-8', '<title>x</title>'],
  ['cockpit://app/index.html?x=1#y', 'text/html; charset=utf-8', '<title>x</title>'],
  ['cockpit://app/assets/a.js', 'text/javascript; charset=utf-8', 'a.js'],
  ['cockpit://app/assets/a.css', 'text/css; charset=utf-8', 'a.css'],
  ['cockpit://app/assets/a.svg', 'image/svg+xml', 'a.svg'],
  ['cockpit://app/assets/a%20b.woff2', 'font/woff2', 'a b.woff2'],
  ['cockpit://app/assets/a.wav', 'audio/wav', 'a.wav'],
])('%s', async (url, type, text) => {
  const response = await get(url);
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, type, text]);
});

test.each([200, 404, 405])('a %i carries the policy', async (status) => {
  const [url, method] = status === 404 ? ['cockpit://app/none.js', 'GET'] : ['cockpit://app/', status === 405 ? 'POST' : 'GET'];
  const { status: found, headers } = await get(url, method);
  expect([found, headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([
    status,
    CONTENT_POLICY,
    'nosniff',
  ]);
});

describe('nothing outside the page is served', () => {
  test.each([
    'cockpit://app/../secret.json',
    'cockpit://app/..%2fsecret.json',
    'cockpit://app/%2e%2e/secret.json',
    'cockpit://app/%2e%2e%2fsecret.json',
    'cockpit://app/assets/..%2f..%2fsecret.json',
    'cockpit://app/..%2frenderer-evil%2fa.js',
    'cockpit://app/..%5csecret.json',
    'cockpit://app//etc/passwd',
    'cockpit://app/%2fetc%2fpasswd',
    'cockpit://app/c:%2fwindows%2fwin.ini',
    'cockpit://app/c:/secret.json',
    'cockpit://app/index.html%00.js',
    'cockpit://app/assets',
    'cockpit://app/assets/',
    'cockpit://app/private.pem',
    'cockpit://app/%',
    'cockpit://app/none.html',
    'cockpit://other/index.html',
    'cockpit://app@other/index.html',
    'cockpit://user@app/index.html',
    'cockpit://app:1/index.html',
    'file:///index.html',
    '',
  ])('%s is 404', async (url) => expect((await get(url)).status).toBe(404));

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is 405', async (method) =>
    expect((await get('cockpit://app/', method)).status).toBe(405),
  );
});
