import { describe, expect, test } from 'vitest';
import {
  CertificateWitness,
  ClockWitness,
  LedgerWitness,
  ProtectionWitness,
  type LedgerLook,
} from '#main/simulation/witness/index.ts';
import type { Certificate } from '#shared/events';
import { entry, held, look, M1_RETEST, said } from './said.ts';

describe('ledger and broker', () => {
  const PERIOD = 5_000;
  const sight: LedgerLook = {
    ms: 500,
    broker: [held('1')],
    ledger: [held('1')],
    inDoubt: new Set(),
    symbolsInDoubt: new Set(),
    shown: new Set(),
    trading: 'active',
  };
  const after = (count: number, changes: Partial<LedgerLook>): readonly string[] => {
    const heard = said();
    const witness = new LedgerWitness(heard.report, PERIOD);
    for (let i = 0; i < count; i += 1) witness.look({ ...sight, ...changes });
    return heard.rules.slice(0, 1);
  };

  test.each([
    ['nothing differs', {}, []],
    ['the ledger lacks it', { ledger: [] }, ['I14']],
    ['the broker lacks it', { broker: [] }, ['I14']],
    ['another volume', { broker: [held('1', { volume: 0.3 })] }, ['I14']],
    ['another side', { broker: [held('1', { direction: 'SELL' })] }, ['I14']],
    ['another stop', { broker: [held('1', { stopLoss: 1.09 })] }, ['I14']],
    ['no stop any more', { broker: [held('1', { stopLoss: null })] }, ['I14']],
    ['shown and reduced', { broker: [], shown: new Set(['1']), trading: 'reducing' }, []],
    ['shown, and trading goes on', { broker: [], shown: new Set(['1']) }, ['I14']],
    ['reduced, and not shown', { broker: [], trading: 'reducing' }, ['I14']],
    ['its order is in doubt', { ledger: [], broker: [held('1', { clientOrderId: 'x' })], inDoubt: new Set(['x']) }, []],
    ['another order is in doubt', { ledger: [], broker: [held('1', { clientOrderId: 'x' })], inDoubt: new Set(['y']) }, ['I14']],
    ['its comment was cut while one is in doubt', { ledger: [], symbolsInDoubt: new Set(['EURUSD']) }, []],
  ] as const)('%s', (_name, changes, rules) => {
    expect([after(10, changes as Partial<LedgerLook>), after(11, changes as Partial<LedgerLook>)]).toEqual([[], rules]);
  });

  test('what a look does not show is shown as a difference in the same turn, and trading is reduced', () => {
    const heard = said();
    const witness = new LedgerWitness(heard.report, PERIOD);
    const claims = { ledger: [held('1', { openedAt: 900 })], shown: new Set<string>(), trading: 'active' as const };
    witness.took(1_000, [held('1')], claims);
    witness.took(900, [], claims);
    witness.took(1_000, [], { ...claims, shown: new Set(['1']), trading: 'reducing' });
    expect(heard.rules).toEqual([]);
    witness.took(1_000, [], claims);
    witness.took(1_000, [], { ...claims, shown: new Set(['1']) });
    expect(heard.rules).toEqual(['I14', 'I14']);
  });

  test('a period that is broken by blindness begins again, and so does a new process', () => {
    const heard = said();
    const witness = new LedgerWitness(heard.report, PERIOD);
    const differing = (ms: number): void => witness.look({ ...sight, ms, broker: [] });
    for (let i = 0; i < 10; i += 1) differing(500);
    differing(0);
    for (let i = 0; i < 10; i += 1) differing(500);
    witness.died();
    for (let i = 0; i < 10; i += 1) differing(500);
    expect(heard.rules).toEqual([]);
    differing(500);
    expect(heard.rules).toEqual(['I14']);
  });
});

describe('certificates', () => {
  const begun = { id: 'c', reason: '', actor: 'a', flatten: true, latchedAt: 0, endedAt: null, steps: [], tickets: [] };
  const certificate = (state: Certificate['state'], scope?: Certificate['scope']): Certificate => ({
    ...begun,
    state,
    ...(scope === undefined ? {} : { scope }),
  });
  type Seen = {
    readonly at: number;
    readonly shown: readonly ReturnType<typeof held>[];
    readonly truth?: readonly ReturnType<typeof held>[];
  };

  /** A stop begins, looks follow, and it says how it ended. */
  function ended(
    seen: readonly Seen[],
    {
      state = 'flat',
      scope,
      asked,
      ledger = [],
      dropped = [],
    }: {
      state?: 'flat' | 'halted';
      scope?: Certificate['scope'];
      asked?: Certificate['scope'];
      ledger?: readonly ReturnType<typeof held>[];
      dropped?: readonly string[];
    } = {},
  ): readonly string[] {
    const heard = said();
    const witness = new CertificateWitness(heard.report);
    witness.looked({ shown: look(1), truth: look(1) });
    witness.observed(look(1));
    if (asked !== undefined) witness.given('c', asked);
    witness.progressed(certificate('latched', scope), ledger, new Set());
    for (const { at, shown, truth = shown } of seen) {
      witness.looked({ shown: look(at, shown), truth: look(at, truth) });
      witness.observed(look(at, shown));
    }
    witness.progressed(certificate(state, scope), ledger, new Set(dropped));
    return heard.rules;
  }
  const clean = [
    { at: 1_000, shown: [] },
    { at: 1_250, shown: [] },
  ];
  const euro = { kind: 'symbol', symbol: 'EURUSD' } as const;

  test('flat after two clean looks a quarter of a second apart, and since it began', () => {
    expect(ended(clean)).toEqual([]);
    expect(ended([])).toEqual(['I4']);
    expect(ended(clean.slice(0, 1))).toEqual(['I4']);
    expect(ended([clean[0]!, { at: 1_249, shown: [] }])).toEqual(['I4']);
    expect(ended([clean[0]!, { at: 1_100, shown: [held('1')] }, clean[1]!])).toEqual(['I4']);
  });

  test('only what is of its scope counts, and all of that', () => {
    const of = (changes: Parameters<typeof held>[1]) => [
      { at: 1_000, shown: [held('1', changes)] },
      { at: 1_250, shown: [held('1', changes)] },
    ];
    const retest = { kind: 'strategy', strategyId: 'm1_retest' } as const;
    expect(ended(of({ symbol: 'GBPUSD' }), { scope: euro })).toEqual([]);
    expect(ended(of({ magic: 0 }), { scope: euro })).toEqual([]);
    expect(ended(of({}), { scope: euro })).toEqual(['I4']);
    expect(ended(of({}), { scope: retest })).toEqual([]);
    expect(ended(of({ magic: M1_RETEST }), { scope: retest })).toEqual(['I4']);
    expect(ended(of({ magic: 0 }))).toEqual(['I4']);
    expect(ended(of({}), { state: 'halted' })).toEqual([]);
  });

  test('the scope is the one that was asked for', () => {
    expect(ended(clean, { asked: euro, scope: euro })).toEqual([]);
    expect(ended(clean, { asked: euro })[0]).toBe('I4');
    expect(ended(clean, { asked: { kind: 'account' }, scope: euro })[0]).toBe('I4');
  });

  test("the broker's own book and our ledger say the same", () => {
    const blind = clean.map((one) => ({ ...one, truth: [held('1')] }));
    expect(ended(blind)).toEqual(['I4']);
    expect(ended(blind, { dropped: ['1'] })).toEqual([]);
    expect(ended(clean.map((one) => ({ ...one, truth: [held('1', { magic: 0 })] })))).toEqual([]);
    expect(ended(clean, { ledger: [held('1')] })).toEqual(['I4']);
    expect(ended(clean, { ledger: [held('1', { symbol: 'GBPUSD' })], scope: euro })).toEqual([]);
  });

  test('a look that the terminal did not show so', () => {
    const heard = said();
    const witness = new CertificateWitness(heard.report);
    witness.looked({ shown: look(5, [held('1')]), truth: look(5, [held('1')]) });
    witness.observed(look(5));
    witness.observed(look(6));
    expect(heard.rules).toEqual(['I4', 'I4']);
  });
});

describe('stops at the broker', () => {
  const bare = [held('17', { stopLoss: null })];
  const after = (count: number, positions = bare, algoTrading = true): readonly string[] => {
    const heard = said();
    const witness = new ProtectionWitness(heard.report);
    for (let i = 0; i < count; i += 1) witness.look(5_000, { positions, account: { algoTrading } });
    return heard.rules.slice(0, 1);
  };

  test('ours is without one for forty seconds at most, by whatever cause', () => {
    expect([after(8), after(9)]).toEqual([[], ['I16']]);
    expect(after(9, [held('17')])).toEqual([]);
    expect(after(9, [held('17', { stopLoss: null, magic: 0 })])).toEqual([]);
  });

  test('a market that was said to be closed gives a minute more, for its own position alone', () => {
    const closed = (ticket: string, retcode = 10018): number => {
      const heard = said();
      const witness = new ProtectionWitness(heard.report);
      witness.sending({ op: 'close', clientOrderId: 'c', ticket, volume: null, deadlineAt: 0 });
      witness.answered('c', { kind: 'refused', retcode, text: 'no', at: 0 });
      let looks = 0;
      while (heard.rules.length === 0) {
        witness.look(5_000, { positions: bare, account: { algoTrading: true } });
        looks += 1;
      }
      return looks;
    };
    expect([closed('17'), closed('18'), closed('17', 10006)]).toEqual([21, 9, 9]);
  });

  test('while nothing can be traded no time counts, and a new stop begins it from nothing', () => {
    expect(after(9, bare, false)).toEqual([]);
    const heard = said();
    const witness = new ProtectionWitness(heard.report);
    for (let i = 0; i < 16; i += 1)
      witness.look(5_000, { positions: i === 8 ? [held('17')] : bare, account: { algoTrading: true } });
    expect(heard.rules).toEqual([]);
  });
});

describe("the PC's clock", () => {
  test('entries wait once it is wrong for five seconds, until it is right again', () => {
    const heard = said();
    const witness = new ClockWitness(heard.report);
    const off = (offsetMs: number) => ({ offsetMs, shownMs: 0, isTold: true });
    witness.look(0, off(2_000));
    witness.sent(entry('a'), 60_000);
    witness.look(60_000, off(-3_600_000));
    witness.sent(entry('b'), 65_000);
    expect(heard.rules).toEqual([]);
    witness.sent(entry('c'), 65_001);
    witness.sent({ op: 'close', clientOrderId: 'd', ticket: '1', volume: null, deadlineAt: 0 }, 65_001);
    witness.look(66_000, off(0));
    witness.sent(entry('e'), 90_000);
    expect(heard.rules).toEqual(['I19']);
  });

  test('is told within five seconds of seeing, and does not take the time of the cockpit with it', () => {
    const heard = said();
    const witness = new ClockWitness(heard.report);
    const wrong = { offsetMs: 3_600_000, shownMs: 60_000, isTold: false };
    witness.look(60_000, wrong, 4_000);
    witness.look(60_000, { ...wrong, isTold: true }, 4_000);
    expect(heard.rules).toEqual([]);
    witness.look(60_000, wrong, 6_000);
    witness.look(60_000, { offsetMs: 0, shownMs: 3_660_000, isTold: false }, 6_000);
    expect(heard.rules).toEqual(['I19', 'I19']);
  });

  test('may be taken for an hour off where a server may have changed its summer time unseen, told and no longer', () => {
    const friday = Date.parse('2026-03-27T20:00:00Z');
    const offBy = (hours: number, afterDays: number, isTold: boolean, rightMs = 0): readonly string[] => {
      const heard = said();
      const witness = new ClockWitness(heard.report);
      for (const at of [friday - 2_000, friday]) witness.look(at, { offsetMs: 0, shownMs: at, isTold: false }, 250);
      const now = friday + afterDays * 86_400_000;
      for (let at = now - rightMs; at < now; at += 500) witness.look(at, { offsetMs: 0, shownMs: at, isTold: false }, 250);
      witness.look(now, { offsetMs: 0, shownMs: now + hours * 3_600_000, isTold }, 6_000);
      return heard.rules;
    };
    expect([offBy(1, 2, true), offBy(-1, 2, true)]).toEqual([[], []]);
    expect([offBy(1, 1, true), offBy(1, 2, false), offBy(2, 2, true)]).toEqual([['I19'], ['I19'], ['I19']]);
    // Right again for a moment after the change is too short to be seen; for seconds it is known what the server shows.
    expect([offBy(1, 2, true, 1_000), offBy(1, 2, true, 4_000)]).toEqual([[], ['I19']]);
  });
});
