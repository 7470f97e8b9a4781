import { describe, expect, it } from 'vitest';
import { u1, u3, reviewTrade } from '#engine/u-cells';
import { modelFeatures } from '#engine/u-cells/features.ts';
import { symbolRules } from '#engine/u-cells/symbol-rules.ts';
import { standingStop } from '#engine/stop/stop-scope.ts';
import { createEngine } from '#engine';
import { TIMEFRAME_MS, type Bar, type ClosedTrade, type SymbolSpec } from '#shared/domain';
import { NO_PERFORMANCE } from '#shared/projection';
import { foldBar } from '#engine/market';
import { account, cockpit, EURUSD, NOW, signal } from '../rulebook/desk.ts';
import { draft, life, view } from './view.ts';

describe('what the broker allows in a symbol', () => {
  const modes = (tradeMode: SymbolSpec['tradeMode'], side: 'BUY' | 'SELL') =>
    symbolRules({ ...draft(), side }, { ...EURUSD, ...(tradeMode === undefined ? {} : { tradeMode }) }, view()).map(
      ({ code, ok, observed, limit, hard }) => [code, ok, observed, limit, hard],
    );
  const refused = (mode: string) => [['symbol_tradable', false, mode, 'full', true]];
  it.each([
    [undefined, [], []],
    ['full', [], []],
    ['long_only', [], refused('long_only')],
    ['short_only', refused('short_only'), []],
    ['close_only', refused('close_only'), refused('close_only')],
    ['disabled', refused('disabled'), refused('disabled')],
  ] as const)('%s: bought and sold', (mode, bought, sold) =>
    expect([modes(mode, 'BUY'), modes(mode, 'SELL')]).toEqual([bought, sold]),
  );
});

describe('what is written down', () => {
  it('of a symbol that the terminal does not know', () =>
    expect(u1(draft(signal({ symbol: 'NZDUSD' })), view()).criteria[0]).toMatchObject({
      code: 'symbol_known',
      ok: false,
      observed: 'NZDUSD',
      text: 'The terminal does not know NZDUSD.',
    }));
  it('of room and money is cents, of ratios four decimals', () => {
    const seen = view({ facts: { account: account({ balance: 98_765.4321, equity: 98_111.2229 }) } });
    const { findings } = u3(draft(signal({ takeProfit: 1.10237 })), seen);
    const decimals = (value: unknown): number => (String(value).split('.')[1] ?? '').length;
    for (const [name, value] of Object.entries(findings))
      if (/Room|Money|worst/.test(name)) expect([name, decimals(value) <= 2]).toEqual([name, true]);
    expect(findings).toMatchObject({ dayRoomBefore: 3_111.22, totalRoomBefore: 8_111.22 });
    expect(decimals(findings['rr'])).toBe(4);
  });
});

describe('the stop that stands', () => {
  const certificateId = 'c1';
  it('over the account is that of the halt, while it lasts', () => {
    const at = (state: 'halted' | 'reducing' | 'active') =>
      standingStop(
        cockpit((of) => void (of.trading = { ...of.trading, state, certificateId })),
        { kind: 'account' },
      );
    expect([at('halted'), at('reducing'), at('active')]).toEqual([certificateId, null, null]);
  });
  it('over a symbol or a strategy is its own', () => {
    const state = cockpit((of) => void of.stops.set('symbol:EURUSD', { certificateId: 'c2' } as never));
    expect([standingStop(state, { kind: 'symbol', symbol: 'EURUSD' }), standingStop(state, { kind: 'symbol', symbol: 'GBPUSD' })]).toEqual(['c2', null]); // prettier-ignore
  });
});

describe('the review of a closed trade', () => {
  const trade = (part: Partial<ClosedTrade> = {}): ClosedTrade => ({
    ...{ ticket: '11', signalId: 's1', strategyId: 'm5_bos', symbol: 'EURUSD', side: 'BUY', volume: 1, entry: 1.1, exit: 1.1 },
    ...{ openedAt: NOW, closedAt: NOW + 1, pnl: -100, r: -1, reason: 'sl' },
    ...part,
  });
  const review = (losingStreak: number, part: Partial<ClosedTrade> = {}, all: ClosedTrade[] = []) =>
    reviewTrade({
      trade: trade(part),
      life: life({ trade: trade(part) }),
      state: cockpit((of) => {
        of.performance.set('all', { ...NO_PERFORMANCE, losingStreak });
        of.trades = all;
      }),
    });
  it.each([
    [0, {}, false],
    [2, {}, false],
    [3, {}, true],
    [4, {}, false],
    [6, {}, true],
    [3, { pnl: 0 }, false],
    [3, { pnl: 10 }, false],
    [3, { strategyId: null }, false],
  ])('after %i losses in a row, of %j, blocks: %s', (streak, part, blocks) => {
    const { block, verdict } = review(streak, part);
    const text = `${streak} losses in a row, limit 3: new entries wait until you re-arm.`;
    expect([block, verdict]).toEqual(blocks ? [{ code: 'losing_streak', text }, 'refused'] : [null, 'passed']);
  });
  it('measures the reward of our winners against 1.5 to 4 R', () => {
    const won = (r: number, part: Partial<ClosedTrade> = {}) => trade({ pnl: 1, r, ...part });
    const around = (mean: number) => Array.from({ length: 30 }, (_, at) => won(mean + (at % 2 === 0 ? 0.1 : -0.1)));
    const cpk = (all: ClosedTrade[]) => review(0, {}, all).findings['cpkWonR'];
    // Distance to the nearer limit over three deviations of a tenth (and the thirtieth's correction).
    const sigma = Math.sqrt(0.3 / 29);
    expect(cpk(around(2))).toBeCloseTo(0.5 / (3 * sigma), 3);
    expect(cpk(around(3.8))).toBeCloseTo(0.2 / (3 * sigma), 3);
    expect(cpk(around(2).slice(1))).toBeNull();
    expect(cpk([...around(2).slice(1), won(2.1, { strategyId: null }), won(0), won(-1)])).toBeNull();
  });
});

describe('what a model is told of a trend', () => {
  const bar = (index: number, close: number): Bar => ({
    ...{ symbol: 'EURUSD', timeframe: 'M1', time: NOW - (700 - index) * TIMEFRAME_MS.M1 },
    ...{ open: close, high: close + 0.00002, low: close - 0.00002, close, volume: 100, spreadPoints: 5, source: 'live' },
  });
  const trend = (slope: number, side: 'BUY' | 'SELL'): number | undefined => {
    const engine = createEngine();
    // A stair: up for ten candles, back for five, and so on.
    for (let at = 0; at < 690; at += 1) {
      const wave = Math.abs((at % 40) - 20) * 0.00004;
      foldBar(engine.market, bar(at, 1.1 + slope * at + wave), EURUSD);
    }
    return modelFeatures(engine, signal({ side }))['trend'];
  };
  it('is with it, against it, or there is none', () => {
    expect([trend(0.00002, 'BUY'), trend(0.00002, 'SELL')]).toEqual([1, -1]);
    expect([trend(-0.00002, 'BUY'), trend(-0.00002, 'SELL')]).toEqual([-1, 1]);
    expect(modelFeatures(createEngine(), signal({}))).not.toHaveProperty('trend');
  });
});
