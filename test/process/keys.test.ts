import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DataFolder, Headless } from './headless-process.ts';

const program = (name: string): string => fileURLToPath(new URL(`../../main/${name}.ts`, import.meta.url));
const ran = (name: 'keys' | 'verify' | 'headless', ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program(name), ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
};
const folder = new DataFolder({ paper: { symbols: ['EURUSD'] }, detector: { enabled: false } });
const KEY = join(folder.dir, 'recovery key.txt');
const secretsFile = join(folder.data, 'secrets.json');
const secrets = (): Record<string, string> => JSON.parse(readFileSync(secretsFile, 'utf8')) as Record<string, string>;
let first: Record<string, string>;
let running: Headless | null = null;

beforeAll(async () => {
  running = await Headless.start(folder);
  first = secrets();
});
afterAll(async () => {
  await running?.kill();
  folder.remove();
});

test('the recovery key is written once, by a word, and into no file that is there', () => {
  expect(ran('keys', 'save', folder.data, KEY)).toMatchObject({ code: 2, stderr: expect.stringContaining('--typed SAVE') });
  const saved = ran('keys', 'save', folder.data, KEY, '--typed', 'SAVE');
  expect([saved.code, saved.stdout.includes(first['journalKey']!), readFileSync(KEY, 'utf8')]).toEqual([
    0,
    false,
    expect.stringMatching(/RECOVERY KEY[^]*\r\nMRK1-[0-9A-Z-]{60,}\r\n/),
  ]);
  expect(ran('keys', 'save', folder.data, KEY, '--typed', 'SAVE')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('overwrites nothing'),
  });
});

test('nothing is recovered while a cockpit has the folder, nor where the keys are in order', async () => {
  const recover = () => ran('keys', 'recover', folder.data, KEY, '--typed', 'RECOVER');
  expect(recover()).toMatchObject({ code: 2, stderr: expect.stringContaining('in use by a cockpit') });
  await running?.terminate();
  expect(recover()).toMatchObject({ code: 2, stderr: expect.stringContaining('keys are in order') });
  expect(ran('keys', 'renew', folder.data, '--typed', 'RENEW').stderr).toContain('keys are in order');
});

test('lost keys: the start is refused, another journal’s key too; the right one brings the journal back, halted and on record', async () => {
  rmSync(secretsFile);
  expect(ran('headless', '--data', folder.data, '--http', '127.0.0.1:0')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('npm run keys'),
  });
  const wrong = join(folder.dir, 'wrong.txt');
  writeFileSync(wrong, readFileSync(KEY, 'utf8').replace(/MRK1-\S+/, 'MRK1-0000-0000'));
  expect(ran('keys', 'recover', folder.data, wrong, '--typed', 'RECOVER')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('letter of the recovery key'),
  });
  expect(existsSync(join(folder.data, 'halt-at-start.json'))).toBe(false);
  const done = ran('keys', 'recover', folder.data, KEY, '--typed', 'RECOVER');
  expect([done.code, done.stderr, done.stdout]).toEqual([0, '', expect.stringContaining('operator token')]);
  expect([secrets()['journalKey'], secrets()['operatorToken'] === first['operatorToken']]).toEqual([first['journalKey'], false]);
  running = await Headless.start(folder);
  expect((await running.get('/system/status'))['haltReason']).toMatchObject({
    code: 'keys_recovered',
    text: expect.stringContaining('recovery file'),
  });
  await running.terminate();
  expect(ran('verify', folder.data).stdout).toMatch(/OK: /);
});

test('lost for good: signed again with a new key, halted until it is adopted, and the journal as it was is kept', async () => {
  rmSync(secretsFile);
  const done = ran('keys', 'renew', folder.data, '--typed', 'RENEW');
  expect([done.code, done.stderr, done.stdout]).toEqual([0, '', expect.stringContaining('adopt the journal')]);
  const aside = /What was there is kept in (.*)/.exec(done.stdout)?.[1] ?? '';
  expect(existsSync(join(aside, 'journal.db'))).toBe(true);
  running = await Headless.start(folder);
  expect((await running.get('/system/status'))['haltReason']).toMatchObject({
    code: 'journal_signed_again',
    text: expect.stringContaining('new key'),
  });
  await running.terminate();
  expect(ran('verify', folder.data).stdout).toMatch(/OK: /);
  const old = join(folder.dir, 'old-secrets.json');
  writeFileSync(old, JSON.stringify(first));
  expect(ran('verify', folder.data, '--key', old).stdout).toMatch(/BAD: .*another key/);
  renameSync(secretsFile, `${secretsFile}.away`);
  expect(ran('keys', 'recover', folder.data, KEY, '--typed', 'RECOVER').stderr).toContain('of another journal');
});
