import { describe, expect, test } from 'vitest';
import { absent, afterRepeat, allowedAbsent, filesToRepeat, groupVerdict, notesOf } from './verdict.mjs';

const CI = { CI: 'true' };
const none = { passed: 0, failed: 0, skipped: [] };

describe('a part that cannot run here', () => {
  test('is skipped on a desk, and a failure with CI=true', () => {
    expect(absent('ea', 'no g++', {})).toEqual({ counts: { passed: 0, failed: 0, skipped: 1 }, lines: ['SKIPPED ea: no g++'] });
    expect(absent('ea', 'no g++', CI)).toEqual({
      counts: { passed: 0, failed: 1, skipped: 0 },
      lines: ['FAILED ea: it cannot run here (no g++), and with CI=true only COCKPIT_MAY_BE_ABSENT may excuse it'],
    });
  });

  test('is excused by its own name and a reason only', () => {
    const env = { ...CI, COCKPIT_MAY_BE_ABSENT: 'desktop=no display; screen = no browser' };
    expect(absent('desktop', 'no xvfb', env).counts).toEqual({ passed: 0, failed: 0, skipped: 1 });
    expect(absent('desktop', 'no xvfb', env).lines).toEqual(['SKIPPED desktop: no xvfb (allowed: no display)']);
    expect(absent('ea', 'no g++', env).counts.failed).toBe(1);
    for (const text of ['desktop', 'desktop=', '=no display', 'desktop no display'])
      expect(() => allowedAbsent(text)).toThrow('names no part and reason');
  });
});

describe('a group of tests', () => {
  test.each([{}, CI])('without a test is a failure everywhere (%o)', (env) => {
    for (const code of [0, 1])
      expect(groupVerdict('ea', code, none, true, env)).toEqual({
        counts: { passed: 0, failed: 1, skipped: 0 },
        lines: ['FAILED ea: it has no tests'],
      });
  });

  test('that ends badly without a failed test has failed', () => {
    expect(groupVerdict('unit', 1, { ...none, passed: 5 }, true, {}).counts).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(groupVerdict('unit', 1, { ...none, passed: 5, failed: 2 }, true, {}).counts.failed).toBe(2);
    expect(groupVerdict('unit', 0, { ...none, passed: 5 }, true, CI).counts).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });

  test('with skipped tests names each; with CI=true and the recorded data there, none has a reason to be skipped', () => {
    const counts = { passed: 1, failed: 0, skipped: ['recorded signals'] };
    expect(groupVerdict('unit', 0, counts, true, {})).toEqual({
      counts: { passed: 1, failed: 0, skipped: 1 },
      lines: ['SKIPPED unit: recorded signals'],
    });
    expect(groupVerdict('unit', 0, counts, false, CI).counts).toEqual({ passed: 1, failed: 0, skipped: 1 });
    expect(groupVerdict('unit', 0, counts, true, CI).counts).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(groupVerdict('unit', 0, counts, true, { ...CI, COCKPIT_MAY_BE_ABSENT: 'unit=a reason' }).counts.failed).toBe(0);
  });
});

describe('a second attempt', () => {
  const failure = (file?: string) => ({ ...(file === undefined ? {} : { file }), name: 'a story', message: 'no answer' });
  const result = (...files: (string | undefined)[]) => ({
    code: 1,
    passed: 7,
    failed: files.length,
    skipped: [],
    failures: files.map(failure),
  });

  test('is for the files of few failures in groups that run whole processes', () => {
    expect(filesToRepeat('ea', result('a.test.ts', 'b.test.ts', 'a.test.ts'))).toEqual(['a.test.ts', 'b.test.ts']);
    expect(filesToRepeat('unit', result('a.test.ts'))).toEqual([]);
    expect(filesToRepeat('ea', result('a', 'b', 'c', 'd'))).toEqual([]);
    expect(filesToRepeat('ea', result('a', undefined))).toEqual([]);
    expect(filesToRepeat('ea', { ...result('a'), failed: 2 })).toEqual([]);
    expect(filesToRepeat('ea', { failed: 1, failures: [] })).toEqual([]);
  });

  test('that passes is a pass and is named; any other leaves the failure', () => {
    const first = result('a.test.ts');
    const green = { code: 0, passed: 3, failed: 0 };
    const note = 'UNSTABLE, passed at the second attempt: a.test.ts > a story: no answer';
    expect(afterRepeat(first, green)).toMatchObject({ code: 0, passed: 8, failed: 0, notes: [note] });
    for (const second of [
      { ...green, failed: 1 },
      { ...green, code: 1 },
      { ...green, passed: 0 },
    ])
      expect(afterRepeat(first, second)).toMatchObject({
        code: 1,
        passed: 7,
        failed: 1,
        notes: ['FAILED a.test.ts > a story: no answer'],
      });
  });

  test('has nothing to say of a group that passed', () => {
    const green = { code: 0, passed: 7, failed: 0, skipped: [], failures: [] };
    expect(afterRepeat(green, { passed: 0 })).toEqual({ ...green, notes: [] });
  });
});

describe('what stands at the end of a run', () => {
  const bare = { code: 0, notes: [] };

  test('names single tests and what may not be skipped', () => {
    const notes = ['FAILED a.test.ts > a story: no answer'];
    expect(notesOf({ code: 1, notes }, { failed: 1 }, [])).toEqual(notes);
    expect(notesOf(bare, { failed: 1 }, ['FAILED (skipped, with CI=true) ea: no data'])).toEqual([
      'FAILED (skipped, with CI=true) ea: no data',
    ]);
    expect(notesOf(bare, { failed: 0 }, ['SKIPPED ea: no data'])).toEqual([]);
  });

  test('says so where a run failed without a failed test', () => {
    const unstable = 'UNSTABLE, passed at the second attempt: a.test.ts';
    expect(notesOf({ code: 1, notes: [unstable] }, { failed: 1 }, [])).toEqual([
      unstable,
      'FAILED: the run ended with 1 though no test failed; its error stands above',
    ]);
  });
});
