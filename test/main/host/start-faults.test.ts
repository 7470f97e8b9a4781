import { describe, expect, test } from 'vitest';
import { diskFault } from '#main/host/start-faults.ts';

const DIR = '/data/of/mine';
const system = (code: string, path?: string): Error =>
  Object.assign(new Error(code), { code, ...(path === undefined ? {} : { path }) });
const sqlite = (errcode: number): Error => Object.assign(new Error('sqlite'), { code: 'ERR_SQLITE_ERROR', errcode });

describe('what the disk says, as a line that a person can act on', () => {
  test.each([
    [system('ENOSPC'), /the disk is full\. Free some space there, or choose another folder with --data\.$/],
    [system('EDQUOT'), /the disk is full/],
    [sqlite(13), /the disk is full/],
    [system('EROFS'), /cannot be written: the disk or the file is read-only\. Make it writable/],
    [sqlite(8), /read-only/],
    [system('EACCES'), /may not be used by this user\. Give yourself the right/],
    [system('EPERM'), /may not be used by this user/],
    [sqlite(3), /may not be used by this user/],
    [system('ENOENT'), /cannot be reached: a drive or a share is missing/],
    [system('ENOTDIR'), /a part of the path is a file/],
    [system('ENODEV'), /cannot be reached/],
    [system('ENXIO'), /cannot be reached/],
    [system('EINVAL'), /cannot be reached/],
    [system('UNKNOWN'), /cannot be reached/],
    [system('EISDIR'), /cannot be used: a file of the cockpit cannot be opened there/],
    [sqlite(14), /cannot be used/],
    [system('EIO'), /the disk reports an error\. Check the disk/],
    [sqlite(10), /the disk reports an error/],
  ])('%s', (error, line) => {
    const told = diskFault(error, DIR);
    expect(told).toMatch(line);
    expect(told?.startsWith(DIR)).toBe(true);
    expect(told).not.toContain('\n');
  });

  test('the extended codes of SQLite are those of their kind', () =>
    expect(diskFault(sqlite(10 + 256 * 3), DIR)).toContain('an error'));

  test('the file is named where it is not the folder itself', () => {
    expect(diskFault(system('EACCES', `${DIR}/journal.db`), DIR)).toContain(`(${DIR}/journal.db)`);
    expect(diskFault(system('EACCES', DIR), DIR)).not.toContain('(');
  });

  test('a cause counts as its error; what is not the disk is not told as one', () => {
    expect(diskFault(new Error('around it', { cause: system('ENOSPC') }), DIR)).toContain('full');
    expect([diskFault(new Error('else'), DIR), diskFault(system('EADDRINUSE'), DIR), diskFault(sqlite(19), DIR)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
