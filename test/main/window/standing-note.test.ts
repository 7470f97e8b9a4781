import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { standingLine, standingNote } from '#main/window/standing-note.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standing-'));
  file = join(folder, 'standing.txt');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the installer can read what is open, and nothing of an earlier run', async () => {
  writeFileSync(file, 'LIVE account, trading, 9 positions are open.');
  const note = standingNote(folder);
  expect(existsSync(file), 'a run that ended badly says nothing about this one').toBe(false);
  note.update({ mode: 'demo', trading: 'reducing', positions: 2 });
  expect(readFileSync(file, 'latin1')).toBe('DEMO account, reduce only, 2 positions are open.\r\n');

  const reasons: string[] = [];
  const sealAtOnce = (reason: string): void => void reasons.push(`at once: ${reason}`);
  const cockpit = note.removedAfter({ stop: async (reason) => void reasons.push(reason), sealAtOnce });
  await cockpit.stop('quit');
  expect([reasons, existsSync(file)]).toEqual([['quit'], false]);
  note.update({ mode: 'demo', trading: 'reducing', positions: 2 });
  cockpit.sealAtOnce('session-end');
  expect([reasons.at(-1), existsSync(file)]).toEqual(['at once: session-end', false]);
  await expect(note.removedAfter({ stop: () => Promise.reject(new Error('disk')), sealAtOnce }).stop('quit')).rejects.toThrow(
    'disk',
  );
});

test('a folder that takes no file costs nothing', () => {
  mkdirSync(file);
  const note = standingNote(folder);
  expect(() => note.update({ mode: 'paper', trading: 'active', positions: 0 })).not.toThrow();
});

test('the line is plain ASCII, as the installer reads it', () => {
  expect(standingLine({ mode: 'live', trading: 'halted', positions: 1 })).toBe('LIVE account, halted, 1 position is open.');
  expect(standingLine({ mode: 'paper', trading: 'active', positions: 0 })).toMatch(/^[ -~]+no positions are open\.$/);
});
