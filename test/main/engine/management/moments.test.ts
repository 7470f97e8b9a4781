import { describe, expect, it } from 'vitest';
import type { Position } from '#shared/domain';
import { nextStep } from '#engine/management/next-step.ts';
import { planned } from '#engine/management/plan.ts';
import { partialMove, weakeningMove } from '#engine/management/parts.ts';
import { atNewestPrice, SEEN_WITHIN_MS, sightOf, type Sight } from '#engine/management/sight.ts';
import { isPlaceable, stopMove } from '#engine/management/stops.ts';
import { createEngine } from '#engine/engine.ts';
import { EURUSD, facts, NOW, position } from '../rulebook/desk.ts';
import { madeBreak, structure } from '../u-cells/view.ts';

const OFF = {
  breakEvenAtR: null,
  breakEvenOffsetR: 0,
  trailing: 'off',
  trailingStartR: 1,
  trailingStepR: 0.1,
  trailingDistance: 1,
  partials: [],
  maxMinutes: null,
  sessionEndMinutes: null,
  fridayFlatMinutes: null,
  newsExitMinutes: null,
  maxAdverseR: null,
  weakeningPercent: 0,
};
const planOf = (rules: object, part: object = {}) => ({
  ...{
    rules: { ...OFF, ...rules },
    side: 'BUY',
    stop: 1.099,
    risk: 0.001,
    exits: [],
    lots: 1,
    moves: [],
    refused: null,
    since: NOW - 1,
  },
  ...part,
});
const move = (part: object) => ({ at: NOW - 1_000, rule: 'partial', step: '1', lots: 0, of: 1, stop: null, text: '', ...part });

describe('what a plan does next', () => {
  const told = (rules: object, part: object = {}) => nextStep(planOf(rules, part) as never, NOW);
  const ALL = { breakEvenAtR: 1, trailing: 'r', trailingStartR: 2.125, partials: [{ atR: 1.5, percent: 33.333 }] };

  it('is nothing where its rules have nothing to do', () => expect(told({})).toBeNull());
  it('is told nearest first, three things at most', () => {
    expect(told({ ...ALL, newsExitMinutes: 5 })).toBe('stop to entry at 1 R, close 33.33 % at 1.5 R, stop follows at 2.13 R');
    expect(told({ breakEvenAtR: 3, partials: [{ atR: 0.5, percent: 50 }], newsExitMinutes: 5 })).toBe(
      'close 50 % at 0.5 R, stop to entry at 3 R, out before news',
    );
  });
  it('leaves out what was done: the stop at the entry, and that part but no other', () => {
    const done = { moves: [move({ rule: 'break_even', step: '' }), move({ step: '1.5' })] };
    expect(told({ ...ALL, partials: [...ALL.partials, { atR: 2, percent: 50 }] }, done)).toBe(
      'close 50 % at 2 R, stop follows at 2.13 R',
    );
    expect(told(ALL, { moves: [move({ rule: 'weakening', step: '1.5' })] })).toContain('close 33.33 %');
  });
  it('is nothing by price without an R', () => expect(told(ALL, { risk: null })).toBeNull());
  it('is a wait after a refusal, until that is over', () => {
    const refused = (ms: number) => ({ refused: { until: NOW + ms, text: 'too near' } });
    expect(told({}, refused(4_001))).toBe('waits 5 s after a refusal: too near');
    expect(told({}, refused(1))).toBe('waits 1 s after a refusal: too near');
    expect(told({}, refused(0))).toBeNull();
  });
  it('is the next end by the clock, not one that is over', () => {
    const exits = [NOW - 1, NOW, NOW + 90_000, NOW + 180_000].map((at) => ({ rule: 'time_exit', at }));
    expect(told({}, { exits })).toBe('closed 2025-08-05 09:01 UTC');
    expect(told({}, { exits: exits.slice(0, 2) })).toBeNull();
  });
});

/** A buy of one lot with ten pips of risk, so many R in gain. */
const sight = (rules: object, part: object = {}, plan: object = {}): Sight =>
  ({
    ...{
      plan: planOf(rules, plan),
      position: position(),
      held: { position: position() },
      spec: EURUSD,
      up: 1,
      gainR: 1,
      stop: 1.099,
      nowMs: NOW,
    },
    structure: structure(),
    ...part,
  }) as unknown as Sight;

describe('a part', () => {
  const PARTS = { partials: [{ atR: 2, percent: 25 }, { atR: 1.125, percent: 50 }] }; // prettier-ignore
  it('is due where its gain is reached, the nearest first, and its text has the numbers', () => {
    expect(partialMove(sight(PARTS, { gainR: 1.1249 }))).toBeNull();
    expect(partialMove(sight(PARTS, { gainR: 1.125 }))).toEqual({
      ...{ kind: 'close', rule: 'partial', step: '1.125', lots: 0.5 },
      text: '1.13 R gained, at 1.13 R, 50 % is closed: 0.5 lots',
    });
    const moves = [move({ step: '1.125', lots: 0.5 })];
    expect(partialMove(sight(PARTS, { gainR: 1.9 }, { moves }))).toBeNull();
    expect(partialMove(sight(PARTS, { gainR: 2, position: position({ volume: 0.5 }) }, { moves }))).toMatchObject({ lots: 0.25 });
    expect(partialMove(sight(PARTS, { gainR: null }))).toBeNull();
  });
  it('is completed by what a step is short of, and is over within half a step', () => {
    const left = (lots: number) => partialMove(sight(PARTS, { gainR: 1.5 }, { moves: [move({ step: '1.125', lots })] }));
    expect([left(0.49), left(0.4901), left(0.48)].map((one) => one?.kind === 'close' && one.lots)).toEqual([0.01, false, 0.02]);
  });
  it('names its share in hundredths of a percent', () =>
    expect(partialMove(sight({ partials: [{ atR: 1, percent: 33.3333 }] }))?.text).toContain('33.33 % is closed: 0.33 lots'));
  it('is all of it where the rest could not stay alone, or all is asked for', () => {
    const spec = { ...EURUSD, volumeMin: 0.3 };
    const rules = { partials: [{ atR: 1, percent: 75 }] };
    expect(partialMove(sight(rules, { spec }))).toMatchObject({
      lots: null,
      text: '1 R gained, at 1 R, 75 % is closed: all 1 lots, as the rest could not stay alone',
    });
    expect(partialMove(sight({ partials: [{ atR: 1, percent: 100 }] }))?.text).toMatch(/100 % is closed: all of it$/);
    expect(partialMove(sight({ partials: [{ atR: 1, percent: 20 }] }, { spec }))).toBeNull();
  });
});

describe('a break against a position', () => {
  const against = (at: number) => ({
    structure: structure({ lastBreak: { BUY: madeBreak(), SELL: madeBreak({ side: 'SELL', at }) } }),
  });
  const due = (at: number, openedAt: number, since: number, rules: object = { weakeningPercent: 40 }) =>
    weakeningMove(sight(rules, { ...against(at), position: position({ openedAt }) }, { since }));
  it('closes its share once: of breaks after it was opened and had its plan', () => {
    expect(due(NOW - 60_000, NOW - 90_000, NOW - 90_000)).toEqual({
      ...{ kind: 'close', rule: 'weakening', step: String(NOW - 60_000), lots: 0.4 },
      text: 'M5 broke 1.09950 against it at 08:59 UTC, 40 % is closed: 0.4 lots',
    });
    expect(due(NOW - 60_000, NOW - 60_000, NOW - 90_000)).toBeNull();
    expect(due(NOW - 60_000, NOW - 90_000, NOW - 60_000)).toBeNull();
    expect(due(NOW - 60_000, NOW - 90_000, NOW - 90_000, {})).toBeNull();
  });
  it('is of the other side, and has to be known', () => {
    const none = { weakeningPercent: 40 };
    expect(weakeningMove(sight(none, { structure: null }))).toBeNull();
    expect(weakeningMove(sight(none, { position: position({ openedAt: 0 }) }, { since: 0 }))).toBeNull();
    const sell = { position: position({ direction: 'SELL', openedAt: 0 }), up: -1 };
    expect(weakeningMove(sight(none, sell, { since: 0 }))?.text).toMatch(/M5 broke 1.09950/);
  });
});

describe('a stop', () => {
  it.each<[number, number, number, boolean]>([
    [10, 1.1, 1.09989, true],
    [10, 1.1, 1.0999, false],
    [0, 1.1, 1.09999, true],
    [0, 1.1, 1.1, false],
    [-5, 1.1, 1.09999, true],
  ])('may stand so near with a stops level of %i points: %d and %d', (stopsLevel, current, level, ok) => {
    const spec = { ...EURUSD, stopsLevel };
    expect(isPlaceable(level, { position: position({ current }), spec, up: 1 })).toBe(ok);
    expect(isPlaceable(2 * current - level, { position: position({ current, direction: 'SELL' }), spec, up: -1 })).toBe(ok);
  });

  const TRAIL = { trailing: 'r', trailingDistance: 1, trailingStepR: 0.5 };
  it.each([
    [1.0995, true],
    [1.09951, false],
    [null, true],
  ])('follows by half an R at least: from %d to 1.10000: %s', (stop, moves) =>
    expect(stopMove(sight(TRAIL, { stop, position: position({ current: 1.101 }) })) !== null).toBe(moves),
  );
  it('follows by a tick at least, however small its step is', () => {
    const to = (stop: number) =>
      stopMove(sight({ ...TRAIL, trailingStepR: 0.001 }, { stop, position: position({ current: 1.101 }) }));
    expect([to(1.09999) !== null, to(1.1)]).toEqual([true, null]);
  });
  it('goes to the entry where its gain is reached, and only where that is better', () => {
    const at = (gainR: number, stop = 1.099, current = 1.101) =>
      stopMove(sight({ breakEvenAtR: 1 }, { gainR, stop, position: position({ current }) }));
    expect([at(0.999), at(1, 1.1), at(1, 1.099, 1.1)]).toEqual([null, null, null]);
    expect(at(1)).toMatchObject({ rule: 'break_even', stopLoss: 1.1 });
    expect(at(1, 1.09999)).toMatchObject({ stopLoss: 1.1 });
  });
});

describe('a plan that is made', () => {
  const lotsOf = (held: object) => {
    const made = planned(createEngine(), { position: position({ volume: 1 }), ...held } as never, OFF as never, {
      by: 'x',
      reason: '',
    });
    return made.type === 'position.planned' ? made.payload.lots : null;
  };
  it('counts all the lots that are known: by the ledger, by the position, or by the plan before it', () =>
    expect([lotsOf({}), lotsOf({ lots: 3 }), lotsOf({ lots: 0.5 }), lotsOf({ lots: 3, plan: planOf({}, { lots: 2 }) })]).toEqual([
      1, 3, 1, 2,
    ]));
});

describe('a position in sight', () => {
  const held = (part: object = {}, plan: object = {}) => ({ position: position(), plan: planOf({}, plan), ...part }) as never;
  const seen = (part: Partial<Position> = {}, of: object = {}, more: object = {}) =>
    sightOf(createEngine(), held({}, of), facts({ positions: [position(part)], quote: null, ...more }), NOW);

  it('has its gain in R, and the best stop that is known', () => {
    expect(seen({ current: 1.1015, stopLoss: 1.0985 })).toMatchObject({ up: 1, gainR: 1.5, stop: 1.099 });
    expect(seen({ current: 1.1015 }, { risk: null })?.gainR).toBeNull();
    const moves = (ms: number) => ({ moves: [move({ rule: 'trailing', stop: 1.0995, at: NOW - ms })] });
    expect([seen({}, moves(SEEN_WITHIN_MS - 1))?.stop, seen({}, moves(SEEN_WITHIN_MS))?.stop]).toEqual([1.0995, 1.099]);
  });
  it('is not in sight without its plan, its price, its description, or on the other side', () => {
    expect(sightOf(createEngine(), held({ plan: undefined }), facts({ positions: [position()] }), NOW)).toBeNull();
    expect([seen({ ticket: '12' }), seen({}, {}, { specs: [] }), seen({ direction: 'SELL' })]).toEqual([null, null, null]);
  });
  it('is at the newest price of its symbol, unless that is older than half a minute', () => {
    const at = (ms: number, symbol = 'EURUSD', direction: 'BUY' | 'SELL' = 'BUY') =>
      atNewestPrice(position({ direction }), facts({ quote: { symbol, bid: 1.2, ask: 1.3, at: NOW - ms } }), NOW).current;
    expect([at(0), at(30_000), at(30_001), at(0, 'GBPUSD'), at(0, 'EURUSD', 'SELL')]).toEqual([1.2, 1.2, 1.1, 1.1, 1.3]);
    const prices = [{ symbol: 'EURUSD', bid: 1.25, ask: 1.26, at: NOW }];
    expect(atNewestPrice(position(), facts({ prices }), NOW).current).toBe(1.25);
    expect(atNewestPrice(position(), facts({ quote: null }), NOW).current).toBe(1.1);
  });
});
