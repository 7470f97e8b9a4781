import { describe, expect, it } from 'vitest';
import type { TradeMode } from '#shared/domain';
import type { CockpitState } from '#shared/projection';
import { u3 } from '#engine/u-cells';
import { account, entry, EURUSD, NOW, openRequest, pending, position, signal } from '../rulebook/desk.ts';
import { draft, failed, structure, view, type ViewParts } from './view.ts';

const MT5 = (of: CockpitState): void => void Object.assign(of, { terminal: 'mt5', mode: 'demo' });
const quote = (part: object) => ({ symbol: 'EURUSD', bid: 1.09995, ask: 1.1, at: NOW - 100, ...part });
/** So many entries asked for a second ago, or at another moment, of so many lots in all. */
const asked =
  (count: number, { ageMs = 1_000, lots = 0.01 * count, requests = count } = {}) =>
  (state: CockpitState): void => {
    const entries = Array.from({ length: count }, () => ({ at: NOW - ageMs, symbol: 'EURUSD', side: 'BUY' as const }));
    state.asked = { requests, lots: { EURUSD: lots }, entries };
  };
const mode = (tradeMode: TradeMode) => ({ ...EURUSD, tradeMode });
const wide = (config: CockpitState['config']): void => {
  config.cells.u3.onePositionPerSymbol = false;
  config.cells.u3.maxOpenPositions = 100;
};

describe('the gate before an order', () => {
  it.each<[string, ViewParts, string[]]>([
    ['nothing special', {}, []],
    ['a quote from the future', { facts: { quote: quote({ at: NOW + 2_001 }) } }, ['clock_skew_ms!']],
    ['a quote a little ahead', { facts: { quote: quote({ at: NOW + 2_000 }) } }, []],
    ['a price far from the last candle', { structure: structure({ lastClose: 1.07 }) }, ['collar_pct!', 'collar_atr!']],
    ['a price many ranges away', { structure: structure({ lastClose: 1.098, atrM5: 0.0001 }) }, ['collar_atr!']],
    ['a spread far above the usual', { structure: structure({ spreadMedian: 0.9 }) }, ['spread_of_median']],
    ['no candles to compare with', { structure: null }, []],
    ['too many lots in one order', { config: (of) => void (of.limits.maxLotsPerOrder = 5) }, ['lots_per_order!']],
    ['too many lots today', { state: asked(2, { lots: 496 }) }, ['lots_per_day!', 'value_of_day!']],
    ['an order worth too much', { config: (of) => void (of.limits.maxLeverage = 5) }, ['value_of_order!']],
    ['too many entries a minute', { state: asked(10) }, ['entries_per_minute!']],
    ['those of two minutes ago do not count', { state: asked(10, { ageMs: 60_000 }) }, []],
    ['too many requests today', { state: asked(0, { requests: 1_800 }) }, ['requests_per_day!']],
    ['a symbol that is close-only', { facts: { specs: [mode('close_only')] } }, ['symbol_tradable!']],
    ['a symbol that is switched off', { facts: { specs: [mode('disabled')] } }, ['symbol_tradable!']],
    ['a purchase where only sales are allowed', { facts: { specs: [mode('short_only')] } }, ['symbol_tradable!']],
    ['a purchase where only purchases are allowed', { facts: { specs: [mode('long_only')] } }, []],
    ['a contract that has ended', { facts: { specs: [{ ...mode('full'), expiresAt: NOW }] } }, ['symbol_tradable!']],
    ['a contract that ends later', { facts: { specs: [{ ...mode('full'), expiresAt: NOW + 1 }] } }, []],
    ['a market that is closed', { facts: { opensAt: NOW + 1 } }, ['market_open!']],
    ['a market that has opened meanwhile', { facts: { opensAt: NOW } }, []],
    [
      'the same stop asked for and not answered',
      {
        config: wide,
        state: (of) => {
          of.orders.set('O', entry({ clientOrderId: 'O', request: openRequest({ stopLoss: draft().stopLoss ?? 0 }) }));
          of.openOrders.add('O');
        },
      },
      ['duplicate_intent!'],
    ],
    [
      'a working order the other way',
      { config: wide, facts: { orders: [pending({ direction: 'SELL', price: 1.1, stopLoss: 1.101, volume: 0.1 })] } },
      ['self_opposite!'],
    ],
    [
      'a position on a netting account',
      { config: wide, facts: { positions: [position()], account: account({ marginMode: 'netting' }) } },
      ['netting_free!'],
    ],
    [
      'Christmas over MetaTrader',
      { state: MT5, nowMs: Date.UTC(2025, 11, 25, 12), facts: { quote: quote({ at: Date.UTC(2025, 11, 25, 12) }) } },
      ['quiet_time'],
    ],
    [
      'Christmas on paper that never closes',
      { nowMs: Date.UTC(2025, 11, 25, 12), facts: { quote: quote({ at: Date.UTC(2025, 11, 25, 12) }) } },
      [],
    ],
  ])('%s', (_what, parts, codes) => {
    const { criteria } = u3(draft(), view(parts));
    expect(failed(criteria)).toEqual(codes);
  });

  it('the firm’s own number of open orders counts', () => {
    const held = Array.from({ length: 200 }, (_, at) =>
      position({ ticket: String(at), symbol: 'GBPUSD', volume: 0.01, magic: 0, stopLoss: 1.0999 }),
    );
    const { criteria } = u3(
      draft(),
      view({ config: (of) => void (of.cells.u3.maxOpenPositions = 100), facts: { positions: held } }),
    );
    expect(failed(criteria)).toContain('open_orders!');
  });

  it('says in words what was seen, what is allowed, and until when to wait', () => {
    const words = (parts: ViewParts, code: string) => u3(draft(), view(parts)).criteria.find((rule) => rule.code === code)?.text;
    expect([
      words({ state: asked(10) }, 'entries_per_minute'),
      words({ config: (of) => void (of.limits.maxLeverage = 5) }, 'value_of_order'),
      words({ state: MT5, nowMs: Date.UTC(2025, 11, 25, 12) }, 'quiet_time'),
    ]).toEqual([
      '10 entries were asked for within a minute, at most 10.',
      'The order is worth 554,450.40 USD, 5.5 times the balance, at most 5.',
      '2025-12-25 is a holiday in New York: entries wait until 2025-12-26 05:00 UTC.',
    ]);
  });

  it('nothing of it is set aside by an override but what is soft', () => {
    const parts = { structure: structure({ spreadMedian: 0.9 }) };
    expect(u3(draft(signal(), ['spread_of_median']), view(parts)).verdict).toBe('passed');
    expect(u3(draft(signal(), ['entries_per_minute']), view({ state: asked(10) })).verdict).toBe('refused');
  });
});
