import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { placeInSecrets, loadSecrets, missingFolders } from '#main/adapters/secrets/index.ts';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'anchor-secrets-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test('the anchor is kept beside the keys, which stay as they are, with whatever else is in the file', () => {
  const dir = folder();
  const file = join(dir, 'secrets.json');
  writeFileSync(file, '\uFEFF{"ours":"a note of the operator"}');
  const keys = loadSecrets(dir);
  const place = placeInSecrets(dir);
  expect(place.read()).toBeNull();
  place.write('{"seq":7}');
  place.write('{"seq":8}');
  expect([place.read(), loadSecrets(dir)]).toEqual(['{"seq":8}', keys]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ours: 'a note of the operator', ...keys, anchor: '{"seq":8}' });
});

test('without a file there is no anchor, and none is made by writing one', () => {
  const place = placeInSecrets(folder());
  expect(place.read()).toBeNull();
  expect(() => place.write('x')).toThrow();
});

test('no new key is drawn over a journal', () => {
  const dir = folder();
  writeFileSync(join(dir, 'journal.db'), 'records');
  expect(() => loadSecrets(dir)).toThrow(/its key is not in secrets\.json.*--new-journal/);
  writeFileSync(join(dir, 'secrets.json'), JSON.stringify({ operatorToken: 'o'.repeat(40) }));
  expect(() => loadSecrets(dir)).toThrow(/its key is not in secrets\.json/);
  expect(readFileSync(join(dir, 'secrets.json'), 'utf8')).toBe(JSON.stringify({ operatorToken: 'o'.repeat(40) }));
  // An empty file has no records that a key could have signed.
  writeFileSync(join(dir, 'journal.db'), '');
  expect(loadSecrets(dir).operatorToken).toBe('o'.repeat(40));
});

test('a drive that is missing is one folder that is missing, not an endless way up', () => {
  const nothing = (): boolean => false;
  expect(missingFolders('Q:\\Mikrobot\\data', nothing, win32.dirname)).toEqual(['Q:\\', 'Q:\\Mikrobot', 'Q:\\Mikrobot\\data']);
  expect(missingFolders('\\\\gone\\share\\data', nothing, win32.dirname).at(-1)).toBe('\\\\gone\\share\\data');
  expect(missingFolders('C:\\a\\b', (path) => path === 'C:\\', win32.dirname)).toEqual(['C:\\a', 'C:\\a\\b']);
});
