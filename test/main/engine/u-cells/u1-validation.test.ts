import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Signal } from '#shared/domain';
import { u1 } from '#engine/u-cells';
import { EURUSD, NOW, signal } from '../rulebook/desk.ts';
import { draft, failed, life, madeBreak, madeRetest, structure, view, type ViewParts } from './view.ts';

const none = {
  currentPrice: null,
  previousHigh: null,
  previousLow: null,
  structureBreak: null,
  breakLevel: null,
  retestLevel: null,
};
const retest = (part: Partial<Signal> = {}): Signal =>
  signal({ pattern: 'M1_BREAK_RETEST', timeframe: 'M1', levels: { ...none, breakLevel: 1.0995 }, ...part });
const sell = (part: Partial<Signal> = {}): Signal =>
  signal({ side: 'SELL', entry: 1.1, stopLoss: 1.101, takeProfit: 1.0975, ...part });
const quote = { symbol: 'EURUSD', bid: 1.1, ask: 1.1001, at: NOW - 200 };

describe('U1', () => {
  it('passes a sound signal that our own candles show, with every part of its score', () => {
    const { draft: after, ...result } = u1(draft(), view());
    expect(after).toEqual({ ...draft(), entry: 1.1001, score: expect.closeTo(0.9675, 4) });
    expect({ ...result, criteria: result.criteria.map(({ code, ok }) => [code, ok]) }).toEqual({
      verdict: 'passed',
      criteria: [
        ['symbol_known', true],
        ['not_ordered_yet', true],
        ['link_up', true],
        ['quote_age_ms', true],
        ['signal_age_ms', true],
        ['stop_present', true],
        ['stop_side', true],
        ['target_side', true],
        ['stops_level_points', true],
        ['spread_of_stop', true],
        ['entry_drift_of_stop', true],
        ['structure_seen', true],
        ['u1_score', true],
      ],
      findings: {
        score: 0.9675,
        part_structure: 1,
        part_momentum: 1,
        part_participation: 0.89,
        part_freshness: 0.9667,
        structure: 'bos',
        claimedLevel: 1.0995,
        ourLevel: 1.0995,
        retestDeviationPips: null,
        entry: 1.1001,
        stopLoss: 1.0991,
        takeProfit: 1.1026,
        derived: 'none',
      },
    });
  });

  it.each<[string, Signal, ViewParts, string[]]>([
    ['a symbol the terminal does not know', signal({ symbol: 'NZDUSD' }), {}, ['symbol_known!', 'quote_age_ms!']],
    [
      'a second order for a signal',
      signal(),
      { state: ({ signals }) => void signals.set('s1', life({ orders: ['C1'] })) },
      ['not_ordered_yet!'],
    ],
    ['a stale link', signal(), { facts: { link: 'stale' } }, ['link_up!']],
    ['no quote', signal(), { facts: { quote: null } }, ['quote_age_ms!']],
    ['a quote of another symbol', signal(), { facts: { quote: { ...quote, symbol: 'GBPUSD' } } }, ['quote_age_ms!']],
    ['an old quote', signal(), { facts: { quote: { ...quote, at: NOW - 5_001 } } }, ['quote_age_ms!']],
    ['an old signal', signal({ madeAt: NOW - 330_001 }), {}, ['signal_age_ms!']],
    [
      'an old signal, sooner where no card can wait',
      signal({ madeAt: NOW - 300_001 }),
      { state: (of) => void (of.approvalMode = 'auto') },
      ['signal_age_ms!'],
    ],
    ['a stop above a buy', signal({ stopLoss: 1.1011 }), {}, ['stop_side!', 'stops_level_points!']],
    ['a stop below a sell', sell({ stopLoss: 1.0991 }), {}, ['stop_side!', 'stops_level_points!', 'structure_seen', 'u1_score']],
    [
      'a stop the price has passed',
      signal({ entry: 1.1013, stopLoss: 1.1003 }),
      {},
      ['stop_side!', 'stops_level_points!', 'entry_drift_of_stop!'],
    ],
    ['a target below a buy', signal({ takeProfit: 1.0995 }), {}, ['target_side!', 'stops_level_points!']],
    ['a target the price has passed', signal({ entry: 1.0999, takeProfit: 1.10005 }), {}, ['target_side!']],
    ['a stop too near for the broker', signal(), { facts: { specs: [{ ...EURUSD, stopsLevel: 91 }] } }, ['stops_level_points!']],
    ['a wide spread', signal(), { facts: { quote: { ...quote, bid: 1.09989 } } }, ['spread_of_stop!']],
    ['a price that has run away', signal({ entry: 1.0996, stopLoss: 1.0986 }), {}, ['entry_drift_of_stop!']],
    [
      'no stop, and nothing to put one behind',
      signal({ stopLoss: null }),
      { structure: null },
      ['stop_present!', 'structure_seen', 'u1_score'],
    ],
    [
      'a weak break',
      signal(),
      {
        structure: structure({
          lastClose: 1.0994,
          lastBreak: {
            BUY: madeBreak({ kind: 'choch', close: 1.09961, volumeRatio: 0.3, previousLow: 1.0985, at: NOW - 30 * 60_000 }),
            SELL: null,
          },
        }),
      },
      ['u1_score'],
    ],
  ])('refuses %s', (_, of, parts, codes) => {
    const result = u1(draft(of), view(parts));
    expect([result.verdict, failed(result.criteria)]).toEqual(['refused', codes]);
  });

  it.each<[string, Signal, ViewParts]>([
    ['a spread of exactly the limit', signal(), { facts: { quote: { ...quote, bid: 1.0999 } } }],
    [
      'a sell that ours shows',
      sell({ levels: { ...none, previousLow: 1.1005 } }),
      {
        structure: structure({
          lastClose: 1.1,
          lastBreak: {
            BUY: null,
            SELL: madeBreak({ side: 'SELL', level: 1.1005, close: 1.1, previousLow: 1.1005, previousHigh: 1.1035 }),
          },
        }),
      },
    ],
    ['a claim within a quarter ATR', signal({ levels: { ...none, structureBreak: 1.09974 } }), {}],
    ['no claim at all', signal({ levels: none }), {}],
    ['a retest that ours shows', retest(), { structure: structure({ retests: [madeRetest()] }) }],
    [
      'a retest still followed',
      retest(),
      { structure: structure({ retest: madeRetest({ phase: 'retested', end: null, endedAt: null }) }) },
    ],
  ])('takes %s', (_, of, parts) => {
    const result = u1(draft(of), view(parts));
    expect([result.verdict, failed(result.criteria)]).toEqual(['passed', []]);
  });

  it.each<[string, Signal, ViewParts, string]>([
    [
      'too few candles',
      signal(),
      { structure: null },
      'Too few candles of EURUSD to judge the structure (level claimed 1.09950).',
    ],
    [
      'no break',
      signal(),
      { structure: structure({ lastBreak: { BUY: null, SELL: null } }) },
      'Our candles do not show it: no BUY break of structure (level claimed 1.09950, ours none, allowed 2.5 pip apart).',
    ],
    [
      'an old break',
      signal(),
      { structure: structure({ lastBreak: { BUY: madeBreak({ at: NOW - 61 * 60_000 }), SELL: null } }) },
      'Our candles do not show it: the last BUY break is 61 min old (level claimed 1.09950, ours 1.09950, allowed 2.5 pip apart).',
    ],
    [
      'a turn since',
      signal(),
      { structure: structure({ lastBreak: { BUY: madeBreak(), SELL: madeBreak({ side: 'SELL', at: NOW }) } }) },
      'Our candles do not show it: a break the other way came after it (level claimed 1.09950, ours 1.09950, allowed 2.5 pip apart).',
    ],
    [
      'another level',
      signal({ levels: { ...none, structureBreak: 1.0999 } }),
      {},
      'Our candles do not show it: our broken level is another (level claimed 1.09990, ours 1.09950, allowed 2.5 pip apart).',
    ],
    [
      'a retest that closed back',
      retest(),
      { structure: structure({ retests: [madeRetest({ end: 'closed-back' })] }) },
      'Our candles do not show it: no BUY retest within the last hour (level claimed 1.09950, ours none, allowed 2.5 pip apart).',
    ],
    [
      'a level that was never retested',
      retest(),
      { structure: structure({ retest: madeRetest({ end: null, phase: 'broken', retestAt: null }) }) },
      'Our candles do not show it: no BUY retest within the last hour (level claimed 1.09950, ours none, allowed 2.5 pip apart).',
    ],
  ])('flags or refuses %s, as configured', (_, of, parts, text) => {
    const flagged = u1(draft(of), view(parts));
    expect([flagged.verdict, failed(flagged.criteria), flagged.draft.score]).toEqual([
      'passed',
      ['structure_seen', 'u1_score'],
      null,
    ]);
    expect(flagged.criteria.find(({ code }) => code === 'structure_seen')?.text).toBe(`${text} Reported, not a gate.`);
    const strict: ViewParts = { ...parts, config: ({ cells }) => void (cells.u1.unseenStructure = 'refuse') };
    const refused = u1(draft(of), view(strict));
    expect([refused.verdict, refused.criteria.find(({ code }) => code === 'structure_seen')?.text]).toEqual(['refused', text]);
    expect(u1(draft(of, ['structure_seen', 'u1_score']), view(strict)).verdict).toBe('passed');
  });

  it('trusts no deviation but its own', () => {
    const result = u1(
      draft(retest({ levels: { ...none, breakLevel: 1.0995, retestLevel: 1.0995 } })),
      view({ structure: structure({ retests: [madeRetest({ retestExtreme: 1.09935 })] }) }),
    );
    expect(result.findings).toMatchObject({ structure: 'retest', retestDeviationPips: 1.5, part_accuracy: 0.25 });
  });

  it.each<[string, Signal, ViewParts, object]>([
    [
      'behind the broken level',
      signal({ stopLoss: null, takeProfit: null }),
      {},
      { stopLoss: 1.099, takeProfit: 1.10285, derived: 'stop and target' },
    ],
    [
      'behind the retest',
      retest({ stopLoss: null, takeProfit: null }),
      { structure: structure({ retests: [madeRetest()] }) },
      { stopLoss: 1.09932, takeProfit: 1.10166, derived: 'stop and target' },
    ],
    [
      'as far off as the broker asks',
      retest({ stopLoss: null }),
      { structure: structure({ retests: [madeRetest()] }), facts: { specs: [{ ...EURUSD, stopsLevel: 50 }] } },
      { stopLoss: 1.09892, takeProfit: 1.1026, derived: 'stop' },
    ],
    ['a target alone', signal({ takeProfit: null }), {}, { stopLoss: 1.0991, takeProfit: 1.1026, derived: 'target' }],
  ])('derives what was left out: %s', (_, of, parts, levels) => {
    const result = u1(draft(of), view(parts));
    expect(result.verdict).toBe('passed');
    expect(result.findings).toMatchObject(levels);
    expect(result.draft).toMatchObject({ stopLoss: result.findings['stopLoss'], takeProfit: result.findings['takeProfit'] });
  });

  it('says what is wrong with both numbers', () => {
    const { criteria } = u1(
      draft(signal({ stopLoss: 1.0993, entry: 1.1005 })),
      view({ facts: { quote: { ...quote, bid: 1.09981 } } }),
    );
    expect(criteria.filter(({ code }) => code.endsWith('of_stop')).map(({ text }) => text)).toEqual([
      'Spread 2.9 pip is 24.17 % of the 12 pip stop, limit 20 %.',
      'Price has left the entry 1.10050 by 4 pip, 33.33 % of the stop, limit 30 %.',
    ]);
  });

  it('scores without a jump: a hair in the structure is a hair in the score', () => {
    const scoreAt = (beyond: number, age: number, volumeRatio: number): number =>
      u1(
        draft(),
        view({
          structure: structure({
            lastBreak: { BUY: madeBreak({ close: 1.0995 + beyond, at: NOW - age, volumeRatio }), SELL: null },
          }),
        }),
      ).draft.score ?? -1;
    fc.assert(
      fc.property(
        fc.double({ min: 0.0001, max: 0.003, noNaN: true }),
        fc.double({ min: 0, max: 3_500_000, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (beyond, age, volume) => {
          const here = scoreAt(beyond, age, volume);
          expect(here).toBeGreaterThanOrEqual(0);
          expect(here).toBeLessThanOrEqual(1);
          expect(Math.abs(scoreAt(beyond + 1e-7, age + 10, volume + 1e-4) - here)).toBeLessThan(1e-3);
        },
      ),
    );
  });
});
