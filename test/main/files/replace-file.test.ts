import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { messageOf } from '#shared/lib';
import { moveFile, replaceFile, replaceFileSoon } from '#main/files/index.ts';
import type { MoveWorld } from '#main/files/move-file.ts';

let folder: string;
let draft: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  [draft, file] = [join(folder, 'draft'), join(folder, 'file')];
  writeFileSync(draft, 'new');
  writeFileSync(file, 'old');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A system that refuses the first `times` renames with `code`. */
function holding(
  code: string,
  times: number,
  platform: NodeJS.Platform = 'win32',
): { world: MoveWorld; waited: number[]; tries: () => number } {
  const waited: number[] = [];
  let tries = 0;
  const rename = (from: string, to: string): void => {
    tries += 1;
    if (tries <= times) throw Object.assign(new Error(`${code}: refused`), { code });
    renameSync(from, to);
  };
  return { world: { platform, rename, pause: (ms) => void waited.push(ms) }, waited, tries: () => tries };
}

describe('a file that another program holds', () => {
  test.each(['EPERM', 'EACCES', 'EBUSY'])('is replaced as soon as it is let go (%s)', (code) => {
    const { world, waited } = holding(code, 5);
    replaceFile(draft, file, world);
    expect([readFileSync(file, 'utf8'), existsSync(draft), waited.length]).toEqual(['new', false, 5]);
  });

  test('is left as it was after half a second, and nothing lies about', () => {
    const { world, waited, tries } = holding('EPERM', 99);
    expect(() => replaceFile(draft, file, world)).toThrow('EPERM');
    expect([readFileSync(file, 'utf8'), existsSync(draft), tries()]).toEqual(['old', false, 6]);
    expect(waited.reduce((sum, ms) => sum + ms)).toBe(500);
  });

  test('that is moved, and not replaced, stays where it is', () => {
    expect(() => moveFile(draft, file, holding('EBUSY', 99).world)).toThrow('EBUSY');
    expect(existsSync(draft)).toBe(true);
  });
});

test.each([
  ['another system', 'EPERM', 'linux'],
  ['another refusal', 'ENOENT', 'win32'],
] as const)('%s means what it says: one try', (_what, code, platform) => {
  const { world, waited, tries } = holding(code, 99, platform);
  expect(() => moveFile(draft, file, world)).toThrow(code);
  expect([waited, tries()]).toEqual([[], 1]);
});

test('without keeping anything waiting the same holds', async () => {
  mkdirSync(join(folder, 'full', 'inside'), { recursive: true });
  await replaceFileSoon(draft, file);
  expect([readFileSync(file, 'utf8'), existsSync(draft)]).toEqual(['new', false]);
  await expect(replaceFileSoon(join(folder, 'none'), file)).rejects.toThrow('ENOENT');
  writeFileSync(draft, 'newer');
  await expect(replaceFileSoon(draft, join(folder, 'full'))).rejects.toThrow();
  expect(existsSync(draft), 'the draft is taken away').toBe(false);
});

test.each([
  ['EBUSY', 5, 'win32', 'new', 5],
  ['EPERM', 99, 'win32', 'old', 5],
  ['EPERM', 1, 'linux', 'old', 0],
  ['ENOENT', 1, 'win32', 'old', 0],
] as const)('without keeping anything waiting: %s %i times on %s', async (code, times, platform, left, pauses) => {
  const { world, waited } = holding(code, times, platform);
  const soon = {
    platform,
    rename: async (...names: [string, string]) => world.rename(...names),
    pause: async (ms: number) => world.pause(ms),
  };
  const outcome = await replaceFileSoon(draft, file, soon).catch((error: unknown) => messageOf(error));
  expect([readFileSync(file, 'utf8'), existsSync(draft), waited.length]).toEqual([left, false, pauses]);
  expect(outcome).toBe(left === 'new' ? undefined : `${code}: refused`);
});
