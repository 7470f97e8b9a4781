import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadSecrets } from '#main/adapters/secrets/index.ts';

const NAMES = ['webhookSecret', 'tradingviewToken', 'operatorToken', 'bridgeToken', 'journalKey'];
function folder(contents?: string): { dir: string; file: string; read: () => Record<string, unknown> } {
  const dir = mkdtempSync(join(tmpdir(), 'secrets-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'secrets.json');
  if (contents !== undefined) writeFileSync(file, contents);
  return { dir, file, read: () => JSON.parse(readFileSync(file, 'utf8')) };
}
const modeOf = (path: string): number => statSync(path).mode & 0o777;
const posix = process.platform !== 'win32';

describe('the secrets file', () => {
  it('is made at the first run, for its owner only, and stays the same', () => {
    const { dir } = folder();
    const data = join(dir, 'new', 'data');
    const secrets = loadSecrets(data);
    expect(Object.keys(secrets)).toEqual(NAMES);
    expect(new Set(Object.values(secrets)).size).toBe(5);
    for (const secret of Object.values(secrets)) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(loadSecrets(data)).toEqual(secrets);
    expect(readdirSync(data)).toEqual(['secrets.json']);
    if (posix) expect(modeOf(join(data, 'secrets.json'))).toBe(0o600);
  });

  it('gets what it lacks and keeps what it has', () => {
    const { dir, read } = folder(JSON.stringify({ operatorToken: 'my-own-operator-token', note: 'mine' }));
    const secrets = loadSecrets(dir);
    expect(secrets.operatorToken).toBe('my-own-operator-token');
    expect(read()).toEqual({ ...secrets, note: 'mine' });
    expect(secrets).not.toHaveProperty('note');
  });

  it.runIf(posix)('is taken away from others', () => {
    const { dir, file } = folder();
    loadSecrets(dir);
    chmodSync(file, 0o644);
    loadSecrets(dir);
    expect(modeOf(file)).toBe(0o600);
  });

  it.each([
    ['', 'is not JSON'],
    ['{"operatorToken":"abcdefghijklmnopqrst"', 'is not JSON'],
    ['[]', '(root)'],
    ['{"operatorToken":5}', 'operatorToken'],
    ['{"operatorToken":"short"}', 'operatorToken must be 16 to 256 printable characters'],
    ['{"journalKey":"with a blank in between"}', 'journalKey must be'],
  ])('that cannot be used is named, untouched and not quoted: %s', (contents, message) => {
    const { dir, file } = folder(contents);
    expect(() => loadSecrets(dir)).toThrow(message);
    expect(() => loadSecrets(dir)).toThrow(file);
    expect(() => loadSecrets(dir)).not.toThrow('abcdefghij');
    expect(readFileSync(file, 'utf8')).toBe(contents);
  });
});

// Node's own recursive mkdir does not return from here.
it.runIf(process.platform === 'linux')('a data folder that cannot be made is an error that names it, at once', () => {
  expect(() => loadSecrets('/proc/nowhere/data')).toThrow('the data folder /proc/nowhere/data cannot be made');
});
