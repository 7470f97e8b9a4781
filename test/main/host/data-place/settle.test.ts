import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '#main/adapters/journal/index.ts';
import { settleData, type Settled } from '#main/host/data-place/index.ts';
import { moveFile } from '#main/files/index.ts';

let home: string;
let usual: string;
let former: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'place-'));
  for (const name of ['Local', 'Roaming']) mkdirSync(join(home, name));
  [usual, former] = [join(home, 'Local', 'Mikrobot Cockpit'), join(home, 'Roaming', 'Mikrobot Cockpit')];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const NOW = Date.UTC(2026, 10, 30);
type Move = (from: string, to: string) => void;
const settle = (move?: Move, mayMove = true): Settled =>
  settleData({ usual, former }, { mayMove, ...(move === undefined ? {} : { move }) });
/** A folder as a cockpit leaves it. */
function filled(folder: string, words: string, writtenAt = NOW): void {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  for (const name of ['journal.db', 'secrets.bin', 'Local State', join('logs', 'log.jsonl')])
    writeFileSync(join(folder, name), `${words} ${name}`);
  utimesSync(join(folder, 'journal.db'), writtenAt / 1_000, writtenAt / 1_000);
}
const whole = (folder: string, words: string): boolean =>
  ['journal.db', 'secrets.bin', 'Local State', join('logs', 'log.jsonl')].every(
    (name) => existsSync(join(folder, name)) && readFileSync(join(folder, name), 'utf8') === `${words} ${name}`,
  );
/** Another drive: a rename between the two profiles is refused, one within either is not. */
const otherDrive: Move = (from, to) => {
  if (from.startsWith(join(home, 'Roaming')) !== to.startsWith(join(home, 'Roaming')))
    throw Object.assign(new Error('EXDEV: cross-device link not permitted'), { code: 'EXDEV' });
  moveFile(from, to);
};

test('a first start is in the usual folder, and nothing is made', () => {
  expect([settle(), existsSync(usual)]).toEqual([{ folder: usual, told: null }, false]);
});

test('a folder of an earlier version is moved whole, and told once', () => {
  filled(former, 'old');
  expect(settle()).toMatchObject({ folder: usual, told: { level: 'info', title: 'The data folder was moved' } });
  expect([whole(usual, 'old'), existsSync(former), existsSync(join(usual, 'journal.lock'))]).toEqual([true, false, true]);
  expect(settle()).toEqual({ folder: usual, told: null });
});

test('Chromium files in the way hold no data: they are put beside, and the data comes', () => {
  filled(former, 'old');
  mkdirSync(join(usual, 'Cache'), { recursive: true });
  expect([settle().folder, whole(usual, 'old'), readdirSync(join(home, 'Local')).sort()]).toEqual([
    usual,
    true,
    ['Mikrobot Cockpit', 'Mikrobot Cockpit (before)'],
  ]);
});

test('while a cockpit has it, it stays and is used where it is; the next start moves it', () => {
  filled(former, 'old');
  const release = takeLock(former);
  expect(settle()).toMatchObject({
    folder: former,
    told: { level: 'warn', text: expect.stringContaining('is in use by another') },
  });
  expect([whole(former, 'old'), existsSync(usual)]).toEqual([true, false]);
  release();
  expect(settle().folder).toBe(usual);
});

test('a folder that Windows does not let go stays, and is told', () => {
  filled(former, 'old');
  const held = settle(() => {
    throw Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' });
  });
  expect(held).toMatchObject({ folder: former, told: { text: expect.stringContaining('EPERM') } });
  expect(whole(former, 'old')).toBe(true);
});

test('onto another drive it is copied, compared, and the old one put away under another name', () => {
  filled(former, 'old');
  expect(settle(otherDrive)).toMatchObject({ folder: usual, told: { level: 'info', text: expect.stringContaining('(moved)') } });
  expect([whole(usual, 'old'), whole(`${former} (moved)`, 'old'), existsSync(former)]).toEqual([true, true, false]);
  expect(settle(otherDrive)).toEqual({ folder: usual, told: null });
});

test.each([1, 2, 3])('cut off at rename %d of that, one place is whole and the next start finds it and goes on', (at) => {
  filled(former, 'old');
  mkdirSync(`${usual}.moving`, { recursive: true });
  writeFileSync(join(`${usual}.moving`, 'journal.db'), 'half of an earlier try');
  let calls = 0;
  const cut: Move = (from, to) => {
    calls += 1;
    if (calls === at) throw Object.assign(new Error('cut off'), { code: at === 1 ? 'EXDEV' : 'EIO' });
    otherDrive(from, to);
  };
  const first = settle(cut);
  expect(whole(first.folder, 'old')).toBe(true);
  expect([settle(otherDrive).folder, whole(usual, 'old'), existsSync(former)]).toEqual([usual, true, false]);
});

test.each([
  [NOW - 1_000, NOW, 'former', 'written last'],
  [NOW, NOW - 1_000, 'usual', 'written last'],
  [NOW, NOW, 'usual', 'usual place'],
] as const)('two that hold data (%d, %d): %s is used, both stay, and why is told', (here, there, wanted, why) => {
  filled(usual, 'new', here);
  filled(former, 'old', there);
  expect(settle()).toMatchObject({
    folder: wanted === 'usual' ? usual : former,
    told: { level: 'warn', title: 'There are two data folders', text: expect.stringContaining(why) },
  });
  expect([whole(usual, 'new'), whole(former, 'old')]).toEqual([true, true]);
});

test('a copy whose original was written since is not taken for the end of a move: both stay, and the newer one is used', () => {
  filled(former, 'old', NOW - 5_000);
  let calls = 0;
  settle((from, to) => {
    calls += 1;
    if (calls === 2) throw Object.assign(new Error('cut off'), { code: 'EIO' });
    otherDrive(from, to);
  });
  expect(whole(usual, 'old')).toBe(true);
  filled(former, 'old', NOW);
  expect(settle(otherDrive)).toMatchObject({ folder: former, told: { title: 'There are two data folders' } });
});

test('a profile that is not connected is unknown, never empty: no new journal is made beside it', () => {
  rmSync(join(home, 'Roaming'), { recursive: true });
  expect(settle()).toMatchObject({ folder: former, told: { level: 'warn' } });
  filled(usual, 'new');
  expect(settle()).toMatchObject({ folder: usual, told: { level: 'warn' } });
});

test('a diagnosis only looks', () => {
  filled(former, 'old');
  expect([settle(moveFile, false), whole(former, 'old'), existsSync(usual)]).toEqual([
    { folder: former, told: null },
    true,
    false,
  ]);
});
