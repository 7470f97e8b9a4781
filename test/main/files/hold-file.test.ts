import { existsSync, mkdtempSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { holdFile } from '#main/files/index.ts';
import type { HoldWorld } from '#main/files/hold-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'hold-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const coded = (code: string): Error => Object.assign(new Error(`${code}: refused`), { code });

/** A system that refuses to open a file `times` times. */
function refusing(code: string, times: number): { world: HoldWorld; waited: number[]; closed: number[] } {
  const [waited, closed]: [number[], number[]] = [[], []];
  let tries = 0;
  const open = (): number => {
    tries += 1;
    if (tries <= times) throw coded(code);
    return 7;
  };
  return {
    world: { open, close: (fd) => void closed.push(fd), pause: (ms) => Promise.resolve(waited.push(ms)) },
    waited,
    closed,
  };
}

describe('a file that is held alone', () => {
  test.each(['EBUSY', 'EPERM', 'EACCES'])('is had once a scanner lets it go (%s), and given back once', async (code) => {
    const { world, waited, closed } = refusing(code, 5);
    const letGo = await holdFile('x', world);
    letGo?.();
    expect([closed, waited.reduce((sum, ms) => sum + ms)]).toEqual([[7], 500]);
  });

  test('is another’s when it stays open there for half a second', async () => {
    expect(await holdFile('x', refusing('EBUSY', 99).world)).toBeNull();
  });

  test.each(['EPERM', 'EACCES', 'ENOENT', 'ENOSPC'])('is nobody’s where the folder says no: that is told (%s)', async (code) => {
    await expect(holdFile('x', refusing(code, 99).world)).rejects.toThrow(code);
  });
});

/** Runs where the file is run as a Windows process (test/windows): elsewhere nothing opens a file for itself alone. */
if (process.platform === 'win32') {
  describe('on Windows', () => {
    const file = join(folder, 'held');

    test('nobody opens, removes or moves it, a leftover is taken over, and it is gone when it is given back', async () => {
      writeFileSync(file, 'left by a power cut');
      const letGo = await holdFile(file);
      expect(letGo).not.toBeNull();
      for (const act of [() => openSync(file, 'r'), () => rmSync(file), () => renameSync(file, `${file}.2`)])
        expect(act).toThrow(/EBUSY|EPERM/);
      expect([await holdFile(file), readdirSync(folder)]).toEqual([null, ['held']]);
      letGo?.();
      expect(existsSync(file)).toBe(false);
      const again = await holdFile(file);
      expect(again).not.toBeNull();
      again?.();
    });
  });
}
