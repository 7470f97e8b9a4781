import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { patience } from '#test/time/pace.ts';

const folder = mkdtempSync(join(tmpdir(), 'data-command-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, content: string): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const PROGRAM = fileURLToPath(new URL('../../main/data.ts', import.meta.url));

type Ran = { readonly code: number; readonly out: string; readonly errors: string };
async function data(...args: readonly string[]): Promise<Ran> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [PROGRAM, ...args]);
    return { code: 0, out: stdout, errors: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, errors: stderr };
  }
}

const MT5 = '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\r\n';
const ROW = '1.1612\t1.1615\t1.1611\t1.1614\t81\t0\t7\r\n';
const LIMIT = { timeout: patience(120_000) };

describe('npm run data', () => {
  it('inspect tells what a file is worth, and goes on after one that cannot be read', LIMIT, async () => {
    const good = written('EURUSD_M1.csv', `${MT5}2026.03.06\t14:30:00\t${ROW}2026.03.06\t14:33:00\t${ROW}`);
    const bad = written('GBPUSD_M1.csv', 'a|b\n1|2');
    const { code, out, errors } = await data('inspect', bad, good, '--server-zone', 'mt5');
    expect([code, errors]).toEqual([1, expect.stringContaining('GBPUSD_M1.csv:1: the header lacks time')]);
    expect(out).toContain('EURUSD, 2 M1 bars, 2026-03-06 12:30 to 2026-03-06 12:34 UTC');
    expect(out).toContain('missing   2 minutes in 1 gaps, and 0 holes');
    expect(out).toContain('spread    7 to 7 points, median 7');
  });

  it('convert joins files in the order of their times into one that reads without options', LIMIT, async () => {
    const later = written('EURUSD_M1_2.csv', `${MT5}2026.03.06\t14:31:00\t${ROW}`);
    const first = written('EURUSD_M1_1.csv', `${MT5}2026.03.06\t14:30:00\t${ROW}`);
    const out = join(folder, 'EURUSD_M1_all.csv.gz');
    expect(later).not.toBe(first);
    const args = ['convert', join(folder, 'EURUSD_M1_?.csv'), '--server-zone', 'mt5', '--out', out];
    expect(await data(...args)).toMatchObject({ code: 0, out: `${out}: 2 rows of EURUSD\n` });
    expect(gunzipSync(readFileSync(out)).toString()).toBe(
      'time,open,high,low,close,volume,spread\n' +
        '2026-03-06T12:30:00.000Z,1.1612,1.1615,1.1611,1.1614,81,7\n2026-03-06T12:31:00.000Z,1.1612,1.1615,1.1611,1.1614,81,7\n',
    );
    expect((await data('inspect', out)).out).toContain('EURUSD, 2 M1 bars, 2026-03-06 12:30 to 2026-03-06 12:32 UTC');
    const ends = written('GBPUSD.Last.txt', '20260102 140500;1.1612;1.1615;1.1611;1.1614;5\n');
    const moved = join(folder, 'GBPUSD_M1_moved.csv');
    expect((await data('convert', ends, '--stamps', 'end', '--out', moved)).out).toContain(
      'GBPUSD_M1_moved.csv: 1 rows of GBPUSD\n  The times of GBPUSD.Last.txt are the ends of their bars, and were moved back (--stamps end).\n',
    );
    expect(readFileSync(moved, 'utf8')).toContain('2026-01-02T14:04:00.000Z,1.1612');
    expect((await data('convert', ends, '--out', moved, '--force')).out).toContain(
      '  GBPUSD.Last.txt: NinjaTrader calls a bar by its end',
    );
    expect(await data(...args)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('is there already (--force') as string,
    });
  });

  it.each([
    [[], 'inspect or convert, and files, are needed'],
    [['convert', 'x.csv'], '--out FILE is needed'],
    [['inspect', 'nowhere/*.csv'], 'nowhere/*.csv: there is no such file'],
    [['inspect', 'x.csv', '--bars', '--ticks'], 'it is one of them'],
  ])('%j is refused', LIMIT, async (args, problem) => {
    expect(await data(...args)).toMatchObject({ code: 2, errors: expect.stringContaining(problem) as string });
  });
});
