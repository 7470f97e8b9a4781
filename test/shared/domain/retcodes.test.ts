import { describe, expect, test } from 'vitest';
import { leaveToAskAgain, refusalOf, retcodeClass, retcodeName, type Leave, type Outcome } from '#shared/domain';

type Known = Exclude<Outcome, { kind: 'unknown' }>;
const refused = (retcode: number): Known => ({ kind: 'refused', retcode, text: 'no', at: 1 });

describe('a return code', () => {
  test.each([
    [10009, 'DONE', 'done'],
    [10010, 'DONE_PARTIAL', 'done'],
    [10008, 'PLACED', 'placed'],
    [10004, 'REQUOTE', 'fresh_price'],
    [10012, 'TIMEOUT', 'unknown'],
    [10011, 'ERROR', 'unknown'],
    [10031, 'CONNECTION', 'unknown'],
    [10018, 'MARKET_CLOSED', 'closed'],
    [10019, 'NO_MONEY', 'final'],
    [10027, 'CLIENT_DISABLES_AT', 'disabled'],
    [10036, 'POSITION_CLOSED', 'gone'],
    [0, 'NOT_SENT', 'back_off'],
    [10005, 'CODE_10005', 'unknown'],
  ])('%i is %s: %s', (retcode, name, means) => {
    expect([retcodeName(retcode), retcodeClass(retcode)]).toEqual([name, means]);
  });

  test('that does not prove that nothing was done makes no refusal', () => {
    expect([refusalOf(10012, 'timeout', 5), refusalOf(99_999, 'odd', 5), refusalOf(10006, 'no', 5)]).toEqual([
      { kind: 'unknown', why: 'TIMEOUT (10012): timeout', at: 5 },
      { kind: 'unknown', why: 'CODE_99999 (99999): odd', at: 5 },
      { kind: 'refused', retcode: 10006, text: 'no', at: 5 },
    ]);
  });
});

describe('leave to ask again', () => {
  test.each([
    [10004, 'at_once'],
    [10036, 'at_once'],
    [10024, 'later'],
    [10006, 'later'],
    [10018, 'market_open'],
    [10012, null],
    [10025, null],
  ])('after %i: %s', (retcode, when) => {
    expect(leaveToAskAgain(refused(retcode))?.when ?? null).toBe(when);
  });

  test('an unknown outcome gets none, and code that asks for it does not compile', () => {
    const unknown: Extract<Outcome, { kind: 'unknown' }> = { kind: 'unknown', why: 'silence', at: 1 };
    const any = refused(10004) as Outcome;
    const repeat = (leave: Leave): Leave => leave;
    // @ts-expect-error An unknown outcome is looked for; there is no leave to repeat it.
    expect(() => leaveToAskAgain(unknown)).not.toThrow();
    // @ts-expect-error Nor without having looked which of the three it is.
    expect(leaveToAskAgain(any)).not.toBeNull();
    // @ts-expect-error Nor can the leave be made up.
    expect(repeat({ when: 'at_once' })).toEqual({ when: 'at_once' });
  });
});
