import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anchorInKeychain, keychainSecrets, type SafeStorage } from '#main/adapters/keychain/index.ts';
import { loadSecrets } from '#main/adapters/secrets/index.ts';
import type { Log } from '#ports';
import { recorders } from '../../window/recorders.ts';

const tools = (log: Log, platform: string) => ({ log, readPlain: loadSecrets, platform });
let folder: string;
const file = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const turn = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
const keychain: SafeStorage = {
  isEncryptionAvailable: () => true,
  encryptString: (plain) => turn(Buffer.from(plain)),
  decryptString: (sealed) => turn(sealed).toString(),
};
const none: SafeStorage = { ...keychain, isEncryptionAvailable: () => false };
const basicText: SafeStorage = { ...keychain, getSelectedStorageBackend: () => 'basic_text' };
const NAMES = ['bridgeToken', 'journalKey', 'operatorToken', 'tradingviewToken', 'webhookSecret'];

test('with a keychain: sealed, the same the next time, and not readable in the file', () => {
  const { log, lines } = recorders();
  const first = keychainSecrets(keychain, join(folder, 'new'), tools(log, 'win32'));
  expect(keychainSecrets(keychain, join(folder, 'new'), tools(log, 'win32'))).toEqual(first);
  expect(Object.keys(first).sort()).toEqual(NAMES);
  expect(new Set(Object.values(first)).size).toBe(5);
  expect(Object.values(first).every((secret) => secret.length >= 43)).toBe(true);
  expect(readFileSync(file('new/secrets.bin'), 'latin1')).not.toContain(first.journalKey);
  expect([existsSync(file('new/secrets.json')), lines]).toEqual([false, []]);
});

test.each([
  ['none', none, 'win32'],
  ['a fixed password on Linux', basicText, 'linux'],
])('without (%s): a plain file of the owner, and the log says so', (_what, storage, platform) => {
  const { log, lines } = recorders();
  const first = keychainSecrets(storage, folder, tools(log, platform));
  expect(keychainSecrets(storage, folder, tools(log, platform))).toEqual(first);
  if (process.platform !== 'win32') expect(statSync(file('secrets.json')).mode & 0o777).toBe(0o600);
  expect(lines.map(([level, text]) => [level, text.includes('no keychain')])).toEqual([
    ['warn', true],
    ['warn', true],
  ]);
});

test('a plain file of an earlier run is taken over, so that the journal keeps its key', () => {
  const { log, lines } = recorders();
  const plain = keychainSecrets(none, folder, tools(log, 'linux'));
  expect(keychainSecrets(keychain, folder, tools(log, 'win32'))).toEqual(plain);
  expect([existsSync(file('secrets.bin')), lines.at(-1)?.[0], lines.at(-1)?.[1].includes('may be deleted')]).toEqual([
    true,
    'warn',
    true,
  ]);
});

test.each([
  [
    'sealed by another user',
    {
      ...keychain,
      decryptString: () => {
        throw new Error('secret detail');
      },
    },
    'cannot be unsealed',
  ],
  ['the keychain has gone', none, 'Unlock it'],
])('%s: a clear fault, and nothing is overwritten', (_what, storage, words) => {
  const { log } = recorders();
  keychainSecrets(keychain, folder, tools(log, 'win32'));
  const before = readFileSync(file('secrets.bin'));
  expect(() => keychainSecrets(storage, folder, tools(log, 'win32'))).toThrow(words);
  expect(readFileSync(file('secrets.bin'))).toEqual(before);
});

test.each(['{', '{"webhookSecret":"hunter2hunter2hunter2"}', '[]'])(
  'damaged sealed secrets %j are a fault that repeats no secret',
  (text) => {
    writeFileSync(file('secrets.bin'), keychain.encryptString(text));
    const read = () => keychainSecrets(keychain, folder, tools(recorders().log, 'win32'));
    expect(read).toThrow('cannot be read');
    expect(read).not.toThrow('hunter2');
  },
);

test.each([
  ['Linux with a keyring', 'linux', 'gnome_libsecret', true],
  ['Linux with a fixed password', 'linux', 'basic_text', false],
  ['Windows, which has no such name', 'win32', undefined, true],
  ['macOS, whatever it calls its keychain', 'darwin', 'basic_text', true],
])('%s: sealed %#', (_what, platform, backend, isSealed) => {
  const storage = { ...keychain, ...(backend === undefined ? {} : { getSelectedStorageBackend: () => backend }) };
  keychainSecrets(storage, folder, tools(recorders().log, platform));
  expect([existsSync(file('secrets.bin')), existsSync(file('secrets.json'))]).toEqual([isSealed, !isSealed]);
});

test('a journal without its key is not given a new one', () => {
  writeFileSync(file('journal.db'), 'records');
  const read = () => keychainSecrets(keychain, folder, tools(recorders().log, 'win32'));
  expect(read).toThrow('has a journal, and secrets.bin with its key is gone');
  expect(existsSync(file('secrets.bin'))).toBe(false);
  writeFileSync(file('journal.db'), '');
  expect(read).not.toThrow();
});

test('a journal whose key is in the plain file keeps it', () => {
  const { log } = recorders();
  const plain = keychainSecrets(none, folder, tools(log, 'linux'));
  writeFileSync(file('journal.db'), 'records');
  expect(keychainSecrets(keychain, folder, tools(log, 'win32'))).toEqual(plain);
});

test.each([
  ['not JSON', '{', '(it is not JSON)'],
  ['a secret too short', JSON.stringify({ ...sound(), bridgeToken: 'x'.repeat(15) }), '(bridgeToken)'],
  ['a secret too long', JSON.stringify({ ...sound(), journalKey: 'x'.repeat(501) }), '(journalKey)'],
  [
    'two that are missing',
    JSON.stringify({ ...sound(), journalKey: undefined, operatorToken: 5 }),
    '(operatorToken, journalKey)',
  ],
])('what is wrong with sealed secrets is named: %s', (_what, text, named) => {
  writeFileSync(file('secrets.bin'), keychain.encryptString(text));
  expect(() => keychainSecrets(keychain, folder, tools(recorders().log, 'win32'))).toThrow(named);
});

test.each([16, 500])('secrets of %i characters are taken', (length) => {
  const given = { ...sound(), bridgeToken: 'b'.repeat(length) };
  writeFileSync(file('secrets.bin'), keychain.encryptString(JSON.stringify(given)));
  expect(keychainSecrets(keychain, folder, tools(recorders().log, 'win32'))).toEqual(given);
});

test('new secrets have 256 bits each, in characters that a header and an address can hold', () => {
  const { journalKey, ...others } = keychainSecrets(keychain, folder, tools(recorders().log, 'win32'));
  expect(journalKey).toMatch(/^[0-9a-f]{64}$/);
  for (const secret of Object.values(others)) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test('the anchor lives among the sealed secrets, and they stay what they are', () => {
  expect(anchorInKeychain(keychain, folder)).toBeNull();
  const secrets = keychainSecrets(keychain, folder, tools(recorders().log, 'win32'));
  const place = anchorInKeychain(keychain, folder);
  expect(place?.read()).toBeNull();
  place?.write('anchor one');
  place?.write('anchor two');
  expect([place?.read(), anchorInKeychain(keychain, folder)?.read()]).toEqual(['anchor two', 'anchor two']);
  expect(keychainSecrets(keychain, folder, tools(recorders().log, 'win32'))).toEqual(secrets);
  expect(readFileSync(file('secrets.bin'), 'latin1')).not.toContain('anchor');
});

function sound(): Record<string, string> {
  return Object.fromEntries(NAMES.map((name) => [name, `${name}-0123456789abcdef`]));
}
