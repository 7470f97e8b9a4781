import { describe, expect, it } from 'vitest';
import { createEngine } from '#engine';
import { setupScore, u1, u2 } from '#engine/u-cells';
import { modelFeatures } from '../../../../main/engine/u-cells/features.ts';
import { scoreOf } from '../../../../main/engine/u-cells/score.ts';
import { claimedLevel, levelTolerance, sightingOf } from '../../../../main/engine/u-cells/sighting.ts';
import { onGrid } from '#engine/u-cells';
import { NO_LEVELS } from '#shared/domain';
import { EURUSD, NOW, signal } from '../rulebook/desk.ts';
import { draft, madeBreak, madeRetest, structure, view } from './view.ts';

const MINUTE = 60_000;
const retestSignal = (part: object = {}) => signal({ pattern: 'M1_BREAK_RETEST', timeframe: 'M1', ...part });
const broken = (made: object, part: object = {}) => {
  const of = structure({ lastBreak: { BUY: madeBreak(made), SELL: null }, ...part });
  return scoreOf(sightingOf(signal(), of, EURUSD), of, 'BUY', EURUSD);
};
const retested = (made: object, part: object = {}, side: 'BUY' | 'SELL' = 'BUY') => {
  const of = structure({ retests: [madeRetest({ side, ...made })], ...part });
  return scoreOf(sightingOf(retestSignal({ side, levels: NO_LEVELS }), of, EURUSD), of, side, EURUSD);
};

describe('the score of a break', () => {
  it('weighs structure 0.35, momentum and participation 0.25 each, freshness 0.15', () => {
    // Level 1.0995, close 1.1: 5 pips beyond, tolerance 1, clear at half an ATR of 10: (5 - 1) / (5 - 1) = 1.
    // Leg from 1.097 to 1.1: 30 of 30 pips. Held: last close 5 pips beyond a tolerance of 1. Volume 0.2 + 0.75 = 0.95.
    const score = broken({});
    expect(score?.parts).toEqual({
      structure: expect.closeTo(1, 8) as number,
      momentum: expect.closeTo(1, 8) as number,
      participation: expect.closeTo(0.6 * 0.95 + 0.4 * 0.8, 8) as number,
      freshness: expect.closeTo(1 - 2 / 60, 8) as number,
    });
    expect(score?.value).toBeCloseTo(0.35 + 0.25 + 0.25 * 0.89 + 0.15 * (58 / 60), 8);
  });

  it.each<[string, object, object, object]>([
    ['a change of character is worth 0.85 of a break', { kind: 'choch' }, {}, { structure: 0.85 }],
    ['half as clear', { close: 1.0998 }, {}, { structure: 0.6 + 0.4 * 0.5 }],
    ['no further than its tolerance', { close: 1.0996 }, {}, { structure: 0.6 }],
    ['an unknown start of the leg is half a leg', { previousLow: null }, {}, { momentum: 0.75 }],
    ['half a leg', { previousLow: 1.0985 }, {}, { momentum: 0.75 }],
    ['given back to its level', {}, { lastClose: 1.0995 }, { momentum: 0.5 }],
    ['given back to half its tolerance', {}, { lastClose: 1.09955 }, { momentum: 0.75 }],
    ['unknown volume', { volumeRatio: null }, {}, { participation: 0.6 * 0.65 + 0.32 }],
    ['no volume', { volumeRatio: 0 }, {}, { participation: 0.6 * 0.2 + 0.32 }],
    ['volume beyond full', { volumeRatio: 9 }, {}, { participation: 0.6 + 0.32 }],
    ['a quiet market', {}, { regime: 'low' }, { participation: 0.57 + 0.4 * 0.4 }],
    ['a lively market', {}, { regime: 'high' }, { participation: 0.57 + 0.4 }],
    ['an unknown market', {}, { regime: 'unknown' }, { participation: 0.57 + 0.4 * 0.7 }],
    ['half an hour old', { at: NOW - 30 * MINUTE }, {}, { freshness: 0.5 }],
  ])('%s', (_what, made, part, expected) => {
    const parts = broken(made, part)?.parts ?? {};
    for (const [name, value] of Object.entries(expected)) expect(parts[name], name).toBeCloseTo(value as number, 8);
  });

  it('of a sell is measured downwards', () => {
    const made = madeBreak({ side: 'SELL', level: 1.1005, close: 1.1, previousHigh: 1.103, previousLow: 1.1005 });
    const of = structure({ lastBreak: { BUY: null, SELL: made }, lastClose: 1.1 });
    const claim = signal({ side: 'SELL', levels: NO_LEVELS });
    expect(scoreOf(sightingOf(claim, of, EURUSD), of, 'SELL', EURUSD)?.parts).toMatchObject({
      structure: expect.closeTo(1, 8) as number,
      momentum: expect.closeTo(1, 8) as number,
    });
    expect(setupScore(claim, of, EURUSD)).toBeGreaterThan(0.9);
  });
});

describe('the score of a retest', () => {
  it('weighs accuracy 0.3, the break 0.25, volume 0.2, timing 0.15, the larger trend 0.1', () => {
    const score = retested({ retestVolume: 300 }, { trend: 'none' });
    const { accuracy, breakQuality } = score?.parts ?? {};
    // Two tenths of a pip off its level with a tolerance of one pip; 4 of 10 pips beyond it.
    expect(accuracy).toBeCloseTo(0.9, 8);
    expect(breakQuality).toBeGreaterThan(0.5);
    expect(score?.value).toBeCloseTo(0.3 * 0.9 + 0.25 * (breakQuality ?? 0) + 0.2 * 0.2 + 0.15 * (115 / 120) + 0.1 * 0.5, 8);
  });

  it.each<[string, object, object, object]>([
    [
      'five minutes later, on half the volume, with the trend',
      {},
      {},
      { volumePattern: 0.9, timing: 1 - 5 / 120, higherTimeframe: 1 },
    ],
    ['on more volume than the break', { retestVolume: 300 }, {}, { volumePattern: 0.2 }],
    ['on equal volume', { retestVolume: 100 }, {}, { volumePattern: 0.65 }],
    ['an hour later', { retestAt: NOW - 3 * MINUTE, breakAt: NOW - 63 * MINUTE }, {}, { timing: 0.5 }],
    ['without a trend', {}, { trend: 'none' }, { higherTimeframe: 0.5 }],
    ['against the trend', {}, { trend: 'down' }, { higherTimeframe: 0 }],
  ])('%s', (_what, made, part, expected) => {
    const parts = retested(made, part)?.parts ?? {};
    for (const [name, value] of Object.entries(expected)) expect(parts[name], name).toBeCloseTo(value as number, 8);
  });

  it('of a sell looks for a falling trend, and is exactest at its level', () => {
    const sell = retested({ level: 1.1005, retestExtreme: 1.1005, triggerBase: 1.1001 }, { trend: 'down' }, 'SELL');
    expect(sell?.parts['higherTimeframe']).toBe(1);
    const exact = retested({ retestExtreme: 1.0995 })?.parts['accuracy'] ?? 0;
    const near = retested({ retestExtreme: 1.09952 })?.parts['accuracy'] ?? 0;
    const below = retested({ retestExtreme: 1.09948 })?.parts['accuracy'] ?? 0;
    expect([exact, near < exact]).toEqual([1, true]);
    expect(near).toBeCloseTo(below, 8);
  });

  it('that is not there has no score', () => {
    const of = structure({ lastBreak: { BUY: null, SELL: null } });
    expect(scoreOf(sightingOf(signal(), of, EURUSD), of, 'BUY', EURUSD)).toBeNull();
    expect(scoreOf({ kind: 'unjudged' }, null, 'BUY', EURUSD)).toBeNull();
    expect(scoreOf({ kind: 'none' }, of, 'BUY', EURUSD)).toBeNull();
  });
});

describe('what a sender claims', () => {
  const all = { ...NO_LEVELS, structureBreak: 1, breakLevel: 2, previousHigh: 3, previousLow: 4 };
  it('is the level that its strategy trades, the nearest word for it first', () => {
    const claim = (pattern: 'M5_BOS' | 'M1_BREAK_RETEST', side: 'BUY' | 'SELL', levels: object) =>
      claimedLevel({ pattern, side, levels: { ...NO_LEVELS, ...levels } });
    expect([
      claim('M5_BOS', 'BUY', all),
      claim('M5_BOS', 'BUY', { breakLevel: 2, previousHigh: 3 }),
      claim('M5_BOS', 'BUY', { previousHigh: 3, previousLow: 4 }),
      claim('M5_BOS', 'SELL', { previousHigh: 3, previousLow: 4 }),
      claim('M1_BREAK_RETEST', 'BUY', all),
      claim('M1_BREAK_RETEST', 'BUY', { structureBreak: 1, previousHigh: 3 }),
      claim('M1_BREAK_RETEST', 'SELL', { previousHigh: 3, previousLow: 4 }),
      claim('M5_BOS', 'BUY', {}),
    ]).toEqual([1, 2, 3, 4, 2, 1, 4, null]);
  });

  it('may lie a quarter of an M5 range from ours, never less than a pip', () => {
    expect([0.001, 0.0002, 0.0004, 0.0005, null].map((atrM5) => levelTolerance(structure({ atrM5 }), EURUSD))).toEqual([
      0.00025, 0.0001, 0.0001, 0.000125, 0.0001,
    ]);
  });

  it('is a retest that ended well or goes on, the newest first, within an hour', () => {
    const look = (retests: ReturnType<typeof madeRetest>[], part: object = {}, levels: object = {}) =>
      sightingOf(retestSignal({ levels: { ...NO_LEVELS, ...levels } }), structure({ retests, ...part }), EURUSD);
    expect(look([madeRetest()])).toMatchObject({ kind: 'retest', ageMs: 3 * MINUTE });
    expect(look([madeRetest({ retestAt: NOW - 60 * MINUTE })])).toMatchObject({ kind: 'retest' });
    expect(look([madeRetest({ retestAt: NOW - 60 * MINUTE - 1 })])).toEqual({
      kind: 'unseen',
      why: 'no BUY retest within the last hour',
      ourLevel: null,
    });
    expect(look([madeRetest({ end: 'closed-back' })])).toMatchObject({ kind: 'unseen' });
    expect(look([madeRetest({ side: 'SELL' })])).toMatchObject({ kind: 'unseen' });
    expect(look([madeRetest({ retestAt: null, end: null })])).toMatchObject({ kind: 'unseen' });
    expect(look([madeRetest({ level: 1.09 }), madeRetest()])).toMatchObject({ kind: 'retest', retest: { level: 1.0995 } });
    expect(look([madeRetest()], { retest: madeRetest({ level: 1.2, end: null }) })).toMatchObject({ retest: { level: 1.2 } });
    expect(look([madeRetest({ level: 1.09 }), madeRetest()], {}, { breakLevel: 1.0901 })).toMatchObject({
      retest: { level: 1.09 },
    });
    expect(look([madeRetest({ level: 1.09 }), madeRetest()], {}, { breakLevel: 1.05 })).toEqual({
      kind: 'unseen',
      why: 'our retested level is another',
      ourLevel: 1.0995,
    });
  });
});

describe('levels that the sender left out', () => {
  const of = (part: object, parts: object = {}) => u1(draft(signal(part)), view(parts)).draft;

  it('a stop lies half a range behind the broken level, a target at the strategy’s ratio', () => {
    // Level 1.0995 less half of 10 pips.
    const made = of({ stopLoss: null, takeProfit: null });
    expect(made.stopLoss).toBe(1.099);
    const { targetRr } = draft();
    expect(made.takeProfit).toBe(onGrid(1.1001 + targetRr * 0.0011, EURUSD, 1));
  });

  it('is never nearer than the broker and the spread allow', () => {
    const made = of({ stopLoss: null }, { facts: { specs: [{ ...EURUSD, stopsLevel: 90 }] } });
    // 90 points of the broker and 10 of spread: 10 pips behind the level.
    expect(made.stopLoss).toBe(1.0985);
  });

  it('lies on the grid, away from the entry on either side', () => {
    const uneven = {
      lastBreak: {
        BUY: madeBreak({ atr: 0.001014 }),
        SELL: madeBreak({ side: 'SELL', level: 1.1005, at: NOW - 3 * MINUTE, atr: 0.001014 }),
      },
    };
    // Half of 10.14 pips behind 1.0995, and behind 1.1005: 1.098993 and 1.101007.
    expect(of({ stopLoss: null }, { structure: structure(uneven) }).stopLoss).toBe(1.09899);
    const sell = { side: 'SELL', entry: 1.1, stopLoss: null, takeProfit: 1.097, levels: NO_LEVELS };
    const onlySell = structure({ ...uneven, lastBreak: { ...uneven.lastBreak, BUY: null } });
    expect(of(sell, { structure: onlySell }).stopLoss).toBe(1.10101);
  });

  it('is none without our own structure, and then there is no target either', () => {
    const made = of({ stopLoss: null, takeProfit: null }, { structure: null });
    expect([made.stopLoss, made.takeProfit]).toEqual([null, null]);
    expect(of({ takeProfit: null }, { structure: null }).takeProfit).not.toBeNull();
  });

  it('says in its findings whose they are', () => {
    const derived = (part: object) => u1(draft(signal(part)), view()).findings['derived'];
    expect([
      derived({}),
      derived({ takeProfit: null }),
      derived({ stopLoss: null }),
      derived({ stopLoss: null, takeProfit: null }),
    ]).toEqual(['none', 'target', 'stop', 'stop and target']);
    const text = (part: object) => u1(draft(signal(part)), view()).criteria.find(({ code }) => code === 'stop_present')?.text;
    expect([text({}), text({ stopLoss: null })]).toEqual([
      'The order has a stop loss, as sent.',
      'The order has a stop loss, derived from our structure.',
    ]);
  });
});

it.each([
  [1.100004, 0, 1.1],
  [1.100006, 0, 1.10001],
  [1.100004, 1, 1.10001],
  [1.100006, -1, 1.1],
  [1.10001, 1, 1.10001],
  [1.10001, -1, 1.10001],
] as const)('%d on the grid towards %i is %d', (price, towards, grid) => expect(onGrid(price, EURUSD, towards)).toBe(grid));

describe('the features of a model', () => {
  it('are the plan and the side; what is not known is left out', () => {
    const { market } = createEngine();
    const of = (part: object) => modelFeatures({ market } as never, signal(part));
    expect(of({})).toEqual({ buy: 1, retest: 0, rr: expect.closeTo(2.5, 6) as number });
    expect(of({ side: 'SELL', entry: 1.1, stopLoss: 1.102, takeProfit: 1.097, pattern: 'M1_BREAK_RETEST' })).toEqual({
      buy: 0,
      retest: 1,
      rr: expect.closeTo(1.5, 6) as number,
    });
    expect(of({ stopLoss: null })).toEqual({ buy: 1, retest: 0 });
    expect(of({ takeProfit: null })).toEqual({ buy: 1, retest: 0 });
    expect(of({ stopLoss: 1.1001 })).toEqual({ buy: 1, retest: 0 });
  });
});

describe('the rule score', () => {
  const scored = (part: object, trend: 'up' | 'down' | 'none' = 'none', model?: object) =>
    u2(
      u1(draft(signal(part)), view()).draft,
      view({ structure: structure({ trend }), facts: model === undefined ? {} : ({ model } as never) }),
    );

  it.each([
    ['2 to 1', { takeProfit: 1.1021 }, 0.7],
    ['a hair less', { takeProfit: 1.10209 }, 0.65],
    ['1.5 to 1', { takeProfit: 1.1016 }, 0.65],
    ['less than that', { takeProfit: 1.10159 }, 0.45],
    ['a stop of 9.9 pips', { stopLoss: 1.09911, takeProfit: 1.1031 }, 0.65],
    ['a stop of 50 pips', { stopLoss: 1.0951, takeProfit: 1.1201 }, 0.7],
    ['a stop of 50.1 pips', { stopLoss: 1.09509, takeProfit: 1.1201 }, 0.65],
  ])('%s', (_what, part, probability) => expect(scored(part).findings['probability']).toBeCloseTo(probability, 8));

  it('adds a twentieth for a trend on its side, a tenth for a retest, and says where it comes from', () => {
    expect(scored({}, 'up').findings).toMatchObject({
      probability: 0.75,
      part_trend: 0.05,
      part_retest: 0,
      confidence: 0.7,
      trained: false,
    });
    expect(scored({}, 'down').findings).toMatchObject({ probability: 0.7, part_trend: 0 });
    expect(scored({ takeProfit: 1.10159 }).findings).toMatchObject({ probability: 0.45, confidence: 0.6, part_rr: -0.1 });
    expect(scored({ takeProfit: 1.1016, stopLoss: 1.0991 }, 'none').criteria).toMatchObject([
      {
        code: 'u2_probability',
        observed: 0.65,
        hard: false,
        text: 'Rule score 0.65 (rule-score v1, not a trained model), minimum 0.65.',
      },
      { code: 'u2_confidence', observed: 0.7, hard: false },
    ]);
  });

  it('gives way to a model that answers, and says why it did not where it was silent', () => {
    const told = scored({}, 'up', { kind: 'scored', version: 'v7', probability: 0.60001 });
    expect(told.findings).toMatchObject({ probability: 0.6, confidence: 0.6, model: 'model v7', trained: true });
    expect(told.criteria[0]?.text).toBe('Model v7 gives 0.6, minimum 0.65.');
    const silent = scored({}, 'up', { kind: 'silent', why: 'no answer in 50 ms' });
    expect(silent.findings).toMatchObject({ probability: 0.75, fallback: 'no answer in 50 ms', trained: false });
    expect(silent.criteria[0]?.text).toContain('the model did not answer: no answer in 50 ms');
  });

  it('of a plan without a target counts the ratio it aims at', () => {
    const { targetRr } = draft();
    const plan = { ...u1(draft(signal()), view()).draft, takeProfit: null };
    expect(u2(plan, view()).findings['rr']).toBe(targetRr);
  });
});
