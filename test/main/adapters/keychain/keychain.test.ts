import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { placeInKeychain, keychainSecrets, type SafeStorage } from '#main/adapters/keychain/index.ts';
import { loadSecrets, placeInSecrets } from '#main/adapters/secrets/index.ts';
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
  // 256 bits each: 43 characters of base64url, or 64 of hex.
  const { journalKey, ...tokens } = first;
  expect(Object.values(tokens).map((secret) => Buffer.from(secret, 'base64url').length)).toEqual([32, 32, 32, 32]);
  expect(journalKey).toMatch(/^[0-9a-f]{64}$/);
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

test('a plain file of an earlier run is taken over with all that is in it, so that the journal keeps its key and every sender its own', () => {
  const { log, lines } = recorders();
  const plain = keychainSecrets(none, folder, tools(log, 'linux'));
  placeInSecrets(folder, 'sourceKeys').write('those of the sources');
  expect(keychainSecrets(keychain, folder, tools(log, 'win32'))).toEqual(plain);
  expect([existsSync(file('secrets.bin')), lines.at(-1)?.[0]]).toEqual([true, 'warn']);
  expect(placeInKeychain(keychain, folder, 'sourceKeys')?.read()).toBe('those of the sources');
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

test('the anchor of the journal is sealed with the keys, and the keys stay as they are', () => {
  const { log } = recorders();
  expect(placeInKeychain(keychain, folder)).toBeNull();
  const keys = keychainSecrets(keychain, folder, tools(log, 'win32'));
  const place = placeInKeychain(keychain, folder);
  expect(place?.read()).toBeNull();
  place?.write('{"seq":7}');
  expect([place?.read(), keychainSecrets(keychain, folder, tools(log, 'win32'))]).toEqual(['{"seq":7}', keys]);
  expect(readFileSync(file('secrets.bin'), 'latin1')).not.toContain('"seq":7');
});

test('no new key is drawn over a journal whose sealed key is gone', () => {
  const { log } = recorders();
  writeFileSync(file('journal.db'), 'records');
  expect(() => keychainSecrets(keychain, folder, tools(log, 'win32'))).toThrow(/secrets\.bin with its key is gone/);
  expect(existsSync(file('secrets.bin'))).toBe(false);
});
