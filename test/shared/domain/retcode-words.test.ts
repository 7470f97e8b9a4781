import { describe, expect, test } from 'vitest';
import { NOT_SENT, reasonTitle, retcodeClass, retcodeName, retcodeSentence, retcodeWords } from '#shared/domain';

/** MQL5 reference, "Return Codes of the Trade Server": 10004 to 10046, without 10005 and 10037. */
const CODES = Array.from({ length: 43 }, (_, i) => 10_004 + i).filter((code) => code !== 10_005 && code !== 10_037);

describe('every return code of the server', () => {
  test.each(CODES)('%d has a name, a meaning and a remedy of its own', (code) => {
    const { name, means, remedy } = retcodeWords(code);
    expect([name.startsWith('CODE_'), means.length > 3, /^[A-Z].*\.$/.test(remedy)]).toEqual([false, true, true]);
    expect(retcodeSentence(code, 'as the server puts it')).toContain(String(code));
  });

  test('no two mean the same', () => {
    expect(new Set(CODES.map((code) => retcodeWords(code).means)).size).toBe(CODES.length);
  });

  test('what may be asked again is surely not done yet', () => {
    const classes = CODES.filter((code) => retcodeWords(code).canRetry).map(retcodeClass);
    expect(new Set(classes)).toEqual(new Set(['fresh_price', 'back_off', 'closed']));
    expect([10_011, 10_012, 10_031, 10_009].map((code) => retcodeWords(code).canRetry)).toEqual([false, false, false, false]);
  });

  test('one that no list has is unknown, and says so', () => {
    expect([retcodeName(10_900), retcodeWords(10_900).canRetry, retcodeWords(10_900).means]).toEqual([
      'CODE_10900',
      false,
      expect.stringContaining('does not have'),
    ]);
  });

  test('what was not sent is told by its reason alone', () => {
    expect(retcodeSentence(NOT_SENT, 'The link is down')).toBe('The link is down (0)');
  });

  test('is a title where a reader meets it as a reason', () => {
    expect(reasonTitle('retcode_10019')).toBe('The terminal: the free margin is too small (10019)');
  });
});
