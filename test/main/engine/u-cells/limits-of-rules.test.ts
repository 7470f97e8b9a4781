import { describe, expect, it } from 'vitest';
import type { Criterion, Facts, Position } from '#shared/domain';
import { defaultConfig } from '#shared/config';
import { NO_PERFORMANCE, type CockpitState } from '#shared/projection';
import { u1, u3, u4 } from '#engine/u-cells';
import { account, entry, EURUSD, GBPUSD, NOW, openRequest, pending, position, signal, USDJPY } from '../rulebook/desk.ts';
import { draft, life, madeBreak, structure, view, type ViewParts } from './view.ts';

/** A rule as the trader and the journal see it, at the limit and right behind it. */
type Seen = Pick<Criterion, 'ok' | 'observed' | 'limit' | 'hard' | 'text'>;
const seen = (criteria: readonly Criterion[], code: string): Seen => {
  const [found, ...more] = criteria.filter((rule) => rule.code === code);
  if (found === undefined || more.length > 0)
    throw new Error(`${code} is there ${more.length + (found === undefined ? 0 : 1)} times`);
  const { ok, observed, limit, hard, text } = found;
  return { ok, observed, limit, hard, text };
};
const sized = (code: string, parts: ViewParts = {}, of = draft()): Seen => seen(u3(of, view(parts)).criteria, code);
const checked = (code: string, parts: ViewParts = {}, of = draft()): Seen => seen(u1(of, view(parts)).criteria, code);
const quoted = (part: object): Partial<Facts> => ({
  quote: { symbol: 'EURUSD', bid: 1.1, ask: 1.1001, at: NOW - 200, ...part },
});
const many = (count: number, part: Partial<Position> = {}): Position[] =>
  Array.from({ length: count }, (_, at) => position({ ticket: String(at), symbol: 'GBPUSD', volume: 0.01, magic: 0, ...part }));
const BOTH = [EURUSD, GBPUSD];
const wide = (config: CockpitState['config']): void => {
  config.cells.u3.onePositionPerSymbol = false;
  config.cells.u3.maxOpenPositions = 1_000;
};

describe('the quote', () => {
  it.each([
    [2_000, true, 'The quote is 2 s ahead of our clock, limit 2 s.'],
    [2_100, false, 'The quote is 2.1 s ahead of our clock, limit 2 s.'],
    [-5_000, true, 'The quote is 0 s ahead of our clock, limit 2 s.'],
  ])('%i ms ahead of our clock: %s', (ms, ok, text) =>
    expect(sized('clock_skew_ms', { facts: quoted({ at: NOW + ms }) })).toEqual({
      ok,
      observed: Math.max(0, ms),
      limit: 2_000,
      hard: true,
      text,
    }),
  );

  it.each([
    [5_000, true, 'The quote is 5 s old, limit 5 s.'],
    [5_001, false, 'The quote is 5 s old, limit 5 s.'],
    [6_000, false, 'The quote is 6 s old, limit 5 s.'],
  ])('%i ms old: %s', (ms, ok, text) =>
    expect(checked('quote_age_ms', { facts: quoted({ at: NOW - ms }) })).toEqual({
      ok,
      observed: ms,
      limit: 5_000,
      hard: true,
      text,
    }),
  );

  it('of another symbol, and none, are no quote; one of a moment from now is not old', () => {
    const none = { ok: false, observed: null, limit: 5_000, hard: true, text: 'There is no quote of EURUSD, limit 5 s.' };
    expect(checked('quote_age_ms', { facts: quoted({ symbol: 'GBPUSD' }) })).toEqual(none);
    expect(checked('quote_age_ms', { facts: { quote: null } })).toEqual(none);
    expect(checked('quote_age_ms', { facts: quoted({ at: NOW + 500 }) })).toMatchObject({ ok: true, observed: 0 });
  });

  it.each([
    [1.1111, true, 1, "The price is 1 % from the last candle's 1.11110, limit 1 %."],
    [1.1223, false, 1.978, "The price is 1.98 % from the last candle's 1.12230, limit 1 %."],
  ])('against the last candle at %d', (lastClose, ok, observed, text) => {
    const rule = sized('collar_pct', {
      structure: structure({ lastClose, atrM5: null }),
      config: (of) => void (of.limits.collarPct = 1),
    });
    expect(rule).toEqual({
      ok,
      observed: expect.closeTo(observed, 1) as number,
      limit: 1,
      hard: true,
      text: expect.any(String) as string,
    });
    if (!ok) expect(rule.text).toBe(text);
  });

  it.each([
    [0.001, true, 10.1],
    [0.001, false, 10.1],
  ])('in M5 ranges of %d', (atrM5, isWide, ranges) => {
    const limit = isWide ? 11 : 10;
    const rule = sized('collar_atr', {
      structure: structure({ lastClose: 1.09, atrM5 }),
      config: (of) => void (of.limits.collarAtr = limit),
    });
    expect(rule).toEqual({
      ok: isWide,
      observed: ranges,
      limit,
      hard: true,
      text: `The price is 10.1 M5 ranges from the last candle's 1.09000, limit ${limit}.`,
    });
  });

  it('is not held against what is not known: no range, no spread of the last hour, no candle', () => {
    const codes = (parts: ViewParts) => u3(draft(), view(parts)).criteria.map(({ code }) => code);
    expect(codes({ structure: structure({ atrM5: null }) })).not.toContain('collar_atr');
    expect(codes({ structure: structure({ atrM5: 0 }) })).not.toContain('collar_atr');
    expect(codes({ structure: structure({ spreadMedian: null }) })).not.toContain('spread_of_median');
    expect(codes({ structure: structure({ spreadMedian: 0 }) })).not.toContain('spread_of_median');
    expect(codes({ structure: null })).toContain('clock_skew_ms');
    expect(codes({ structure: null })).not.toContain('collar_pct');
    expect(codes({ facts: quoted({ symbol: 'GBPUSD' }) })).not.toContain('clock_skew_ms');
  });

  it.each([
    [2, true, 5],
    [1.9, false, 5.26],
  ])('has 10 points of spread over a median of %d: %s', (spreadMedian, ok, observed) =>
    expect(
      sized('spread_of_median', {
        structure: structure({ spreadMedian }),
        config: (of) => void (of.limits.maxSpreadOfMedian = 5),
      }),
    ).toEqual({
      ok,
      observed,
      limit: 5,
      hard: false,
      text: `The spread is ${ok ? '5' : '5.3'} times the last hour's median, limit 5.`,
    }),
  );
});

describe('the age of a signal', () => {
  const MAX = defaultConfig().intake.maxAgeMs;
  const TTL = defaultConfig().approvals.ttlMs;
  const at = (ageMs: number, mode: CockpitState['approvalMode']) =>
    checked('signal_age_ms', { state: (of) => void (of.approvalMode = mode) }, draft(signal({ madeAt: NOW - ageMs })));

  it.each([
    [MAX, 'auto', true],
    [MAX + 1, 'auto', false],
    [MAX + TTL, 'confirm', true],
    [MAX + TTL + 1, 'confirm', false],
  ] as const)('%i ms with approvals on %s: %s', (age, mode, ok) => {
    const limit = mode === 'auto' ? MAX : MAX + TTL;
    expect(at(age, mode)).toMatchObject({ ok, observed: age, limit, hard: true });
  });

  it('reads in seconds', () => {
    expect(at(2_000, 'auto').text).toBe(`The signal is 2 s old, limit ${MAX / 1_000} s.`);
  });
});

describe('the link', () => {
  it.each(['down', 'stale'] as const)('%s keeps entries out', (link) =>
    expect(checked('link_up', { facts: { link, linkAgeMs: 9_000 } })).toEqual({
      ok: false,
      observed: link,
      limit: 'up',
      hard: true,
      text: `The terminal link is ${link} (9 s since it last spoke), entries need it up.`,
    }),
  );
});

describe('distances', () => {
  it.each([
    [0.0001, true, 'Spread 1 pip is 10 % of the 10 pip stop, limit 10 %.'],
    [0.0002, false, 'Spread 2 pip is 20 % of the 10 pip stop, limit 10 %.'],
  ])('a spread of %d on ten pips of stop: %s', (spread, ok, text) =>
    expect(
      checked('spread_of_stop', {
        facts: quoted({ bid: 1.1001 - spread }),
        config: (of) => void (of.limits.maxSpreadOfStop = 0.1),
      }),
    ).toEqual({ ok, observed: expect.closeTo(spread / 0.001, 6) as number, limit: 0.1, hard: true, text }),
  );

  it.each([
    ['three pips above', { bid: 1.1003, ask: 1.1004 }, 0.2, true],
    ['just at it, below', { bid: 1.0997, ask: 1.0998 }, 0.3, true],
    ['four pips below', { bid: 1.0996, ask: 1.0997 }, 0.4, false],
    ['between bid and ask', { bid: 1.1, ask: 1.1002 }, 0, true],
  ])('price has left the entry: %s', (_what, part, observed, ok) =>
    expect(checked('entry_drift_of_stop', { facts: quoted(part) })).toMatchObject({
      ok,
      observed: expect.closeTo(observed, 6) as number,
      limit: 0.3,
      hard: true,
    }),
  );

  it('of a drift are told in pips and shares', () => {
    expect(checked('entry_drift_of_stop', { facts: quoted({ bid: 1.0996, ask: 1.0997 }) }).text).toBe(
      'Price has left the entry 1.10010 by 4 pip, 40 % of the stop, limit 30 %.',
    );
  });
});

describe('stop and target', () => {
  const sell = (part: object = {}) =>
    draft(
      signal({
        side: 'SELL',
        entry: 1.1,
        stopLoss: 1.101,
        takeProfit: 1.0975,
        levels: { ...signal().levels, structureBreak: 1.1005 },
        ...part,
      }),
    );

  it('lie on their sides of plan and price, for a buyer', () => {
    expect(checked('stop_side', {}, draft(signal({ stopLoss: 1.1001 })))).toEqual({
      ok: false,
      observed: 1.1001,
      limit: 1.1,
      hard: true,
      text: 'Stop 1.10010 of a BUY must be below the entry 1.10010 and the price 1.10000.',
    });
    // Below the entry, and yet at the price a buyer could sell at now.
    expect(checked('stop_side', {}, draft(signal({ stopLoss: 1.1 })))).toMatchObject({ ok: false });
    expect(checked('stop_side', {}, draft(signal({ stopLoss: 1.09999 })))).toMatchObject({ ok: true });
    // Below the price, and yet not below the plan's entry.
    expect(checked('stop_side', {}, draft(signal({ entry: 1.099, stopLoss: 1.099 })))).toMatchObject({ ok: false });
    expect(checked('target_side', {}, draft(signal({ takeProfit: 1.1001 })))).toEqual({
      ok: false,
      observed: 1.1001,
      limit: 1.1001,
      hard: true,
      text: 'Target 1.10010 of a BUY must be above the entry 1.10010 and the price 1.10010.',
    });
    expect(checked('target_side', {}, draft(signal({ takeProfit: 1.10011 })))).toMatchObject({ ok: true });
    expect(checked('target_side', {}, draft(signal({ entry: 1.1003, takeProfit: 1.1002 })))).toMatchObject({ ok: false });
    expect(checked('target_side', {}, draft(signal({ entry: 1.0999, takeProfit: 1.1 })))).toMatchObject({ ok: false });
  });

  it('lie on their sides of plan and price, for a seller', () => {
    expect(checked('stop_side', {}, sell({ stopLoss: 1.1001 }))).toEqual({
      ok: false,
      observed: 1.1001,
      limit: 1.1001,
      hard: true,
      text: 'Stop 1.10010 of a SELL must be above the entry 1.10000 and the price 1.10010.',
    });
    expect(checked('stop_side', {}, sell({ stopLoss: 1.10011 }))).toMatchObject({ ok: true });
    expect(checked('target_side', {}, sell({ takeProfit: 1.1 }))).toEqual({
      ok: false,
      observed: 1.1,
      limit: 1.1,
      hard: true,
      text: 'Target 1.10000 of a SELL must be below the entry 1.10000 and the price 1.10000.',
    });
    expect(checked('target_side', {}, sell({ takeProfit: 1.09999 }))).toMatchObject({ ok: true });
  });

  it.each([
    ['the stop', signal({ stopLoss: 1.0991 }), 90, true],
    ['the stop', signal({ stopLoss: 1.0991 }), 91, false],
    ['the target, which is nearer', signal({ takeProfit: 1.1005 }), 50, true],
    ['the target, which is nearer', signal({ takeProfit: 1.1005 }), 51, false],
  ])('are no nearer than the broker asks: %s', (_what, of, stopsLevel, ok) => {
    const rule = checked('stops_level_points', { facts: { specs: [{ ...EURUSD, stopsLevel }] } }, draft(of));
    const points = ok ? stopsLevel : stopsLevel - 1;
    expect(rule).toEqual({
      ok,
      observed: points,
      limit: stopsLevel,
      hard: true,
      text: `Stop or target is ${points} points from the price, the broker asks for ${stopsLevel}.`,
    });
  });
});

describe('amounts', () => {
  it.each([
    ['lots_per_order', (of: CockpitState['config']): void => void (of.limits.maxLotsPerOrder = 5.04), true, 5.04],
    ['lots_per_order', (of: CockpitState['config']): void => void (of.limits.maxLotsPerOrder = 5.03), false, 5.03],
  ] as const)('%s', (code, config, ok, limit) =>
    expect(sized(code, { config })).toEqual({
      ok,
      observed: 5.04,
      limit,
      hard: true,
      text: `5.04 lots in one order, at most ${limit}.`,
    }),
  );

  it('in the symbol count what is held in it, and nothing else', () => {
    const facts = { positions: [position({ volume: 0.5 }), ...many(3)], specs: BOTH };
    const at = (maxLotsPerSymbol: number): Seen =>
      sized('lots_per_symbol', { facts, config: (of) => (wide(of), void (of.limits.maxLotsPerSymbol = maxLotsPerSymbol)) });
    const lots = Number(sized('lots_per_order', { facts, config: wide }).observed);
    expect([lots > 1, at(100).observed]).toEqual([true, 0.5 + lots]);
    expect(at(0.5 + lots)).toMatchObject({ ok: true, hard: true });
    expect(at(0.49 + lots)).toEqual({
      ok: false,
      observed: 0.5 + lots,
      limit: 0.49 + lots,
      hard: true,
      text: `${(0.5 + lots).toFixed(2)} lots in EURUSD with this order, at most ${(0.49 + lots).toFixed(2)}.`,
    });
  });

  it('of the day count every symbol, at the price of a position in it', () => {
    const lots = { EURUSD: 1, GBPUSD: 2, AUDUSD: 4 };
    const facts = { positions: many(1, { current: 1.25 }), specs: BOTH };
    const state = (of: CockpitState) => void (of.asked = { requests: 0, lots, entries: [] });
    const config = wide;
    const own = Number(sized('lots_per_order', { facts, state, config }).observed);
    expect(sized('lots_per_day', { facts, state, config })).toMatchObject({ ok: true, observed: 7 + own });
    // A lot of EURUSD is worth 110,010 at the ask, one of GBPUSD 125,000; AUDUSD has no price and counts nothing.
    const value = (1 + own) * 110_010 + 2 * 125_000;
    expect(sized('value_of_day', { facts, state, config })).toMatchObject({ observed: Math.round(value / 1_000) / 100 });
    const yen = { positions: many(1, { symbol: 'USDJPY', current: 150 }), specs: [...BOTH, USDJPY] };
    const inYen = (of: CockpitState) => void (of.asked = { requests: 0, lots: { USDJPY: 2 }, entries: [] });
    const { observed } = sized('lots_per_order', { facts: yen, state: inYen, config });
    expect(sized('value_of_day', { facts: yen, state: inYen, config }).observed).toBeCloseTo(
      (Number(observed) * 110_010 + 2 * 150_000 * USDJPY.tickValueLoss) / 100_000,
      2,
    );
    const order = sized('value_of_order', { config: (of) => void (of.limits.maxLeverage = 5) });
    expect(order).toEqual({
      ok: false,
      observed: 5.54,
      limit: 5,
      hard: true,
      text: 'The order is worth 554,450.40 USD, 5.5 times the balance, at most 5.',
    });
  });
});

describe('how often is asked', () => {
  const entries = (count: number, ageMs: number) => (of: CockpitState) =>
    void (of.asked = {
      requests: 0,
      lots: {},
      entries: Array.from({ length: count }, () => ({ at: NOW - ageMs, symbol: 'EURUSD', side: 'BUY' as const })),
    });
  it.each([
    [9, 59_999, true, 9],
    [10, 59_999, false, 10],
    [10, 60_000, true, 0],
  ])('%i entries of %i ms ago', (count, ageMs, ok, observed) =>
    expect(sized('entries_per_minute', { state: entries(count, ageMs) })).toEqual({
      ok,
      observed,
      limit: 10,
      hard: true,
      text: `${observed} entries were asked for within a minute, at most 10.`,
    }),
  );

  it.each([
    [1_799, true],
    [1_800, false],
  ])('%i requests of the firm’s 2,000 a day: nine tenths are for entries', (requests, ok) =>
    expect(sized('requests_per_day', { state: (of) => void (of.asked = { requests, lots: {}, entries: [] }) })).toEqual({
      ok,
      observed: requests,
      limit: 1_800,
      hard: true,
      text: `${requests} requests were sent today, entries end at 1800.`,
    }),
  );

  it.each([
    ['of its symbol, side, strategy and stop', {}, false],
    ['with another stop', { stopLoss: 1.09 }, true],
    ['of the other side', { side: 'SELL' }, true],
    ['of another strategy', { magic: 1 }, true],
  ] as const)('an entry on its way %s', (_what, part, ok) =>
    expect(
      sized('duplicate_intent', {
        config: wide,
        state: (of) =>
          void of.orders.set('O', entry({ clientOrderId: 'O', request: openRequest({ stopLoss: 1.0991, ...part }) })),
      }),
    ).toEqual({
      ok,
      observed: ok ? 0 : 1,
      limit: 0,
      hard: true,
      text: `${ok ? 0 : 1} entries of m5_bos in EURUSD with this very stop have no answer yet, allowed 0.`,
    }),
  );

  it.each([
    [199, true],
    [200, false],
  ])('%i open positions of the firm’s 200', (count, ok) =>
    expect(
      sized('open_orders', {
        config: wide,
        facts: { positions: many(count - 1), orders: [pending({ symbol: 'GBPUSD' })], specs: BOTH },
      }),
    ).toEqual({
      ok,
      observed: count,
      limit: 200,
      hard: true,
      text: `${count} positions and orders are open, at most 200.`,
    }),
  );
});

describe('what is there already', () => {
  it('the other way is allowed where configured', () => {
    const facts = { positions: [position({ direction: 'SELL', stopLoss: 1.11 })], orders: [pending()] };
    const base = { ok: false, observed: 2, limit: 0, hard: true };
    expect(sized('self_opposite', { facts, config: wide })).toEqual({
      ...base,
      text: '2 positions or orders in EURUSD point the other way, allowed 0.',
    });
    const allow = (of: CockpitState['config']) => (wide(of), void (of.cells.u3.opposite = 'allow'));
    expect(sized('self_opposite', { facts, config: allow })).toEqual({
      ...base,
      ok: true,
      text: '2 positions or orders in EURUSD point the other way, which is allowed.',
    });
    const other = { positions: many(1, { direction: 'SELL' }), specs: BOTH };
    expect(sized('self_opposite', { facts: other, config: wide })).toMatchObject({ ok: true, observed: 0 });
  });

  it('would be merged on a netting account', () => {
    const facts = { positions: [position()], account: account({ marginMode: 'netting' }) };
    expect(sized('netting_free', { facts, config: wide })).toEqual({
      ok: false,
      observed: 1,
      limit: 0,
      hard: true,
      text: '1 positions or orders in EURUSD are there, and a netting account would merge them with this one, allowed 0.',
    });
    expect(sized('netting_free', { facts: { account: account({ marginMode: 'netting' }) } })).toMatchObject({ ok: true });
  });

  it('counts against the trader’s own limits', () => {
    const facts = { positions: many(3), specs: BOTH };
    const at = (maxOpenPositions: number) =>
      sized('max_open_positions', { facts, config: (of) => void (of.cells.u3.maxOpenPositions = maxOpenPositions) });
    expect(at(4)).toMatchObject({ ok: true });
    expect(at(3)).toEqual({
      ok: false,
      observed: 3,
      limit: 3,
      hard: true,
      text: '3 positions are open or on the way, at most 3.',
    });
    const own = { positions: [position({ symbol: 'GBPUSD' })], specs: BOTH };
    const max = draft().profile.maxConcurrent;
    expect(sized('strategy_concurrent', { facts: own, config: wide })).toMatchObject({
      observed: 1,
      ok: max > 1,
      limit: max,
      hard: true,
    });
    expect(sized('strategy_concurrent', { config: wide }).text).toBe(`0 of m5_bos open or on the way, at most ${max}.`);
    expect(sized('one_position_per_symbol', { facts: { positions: [position()] } })).toEqual({
      ok: false,
      observed: 1,
      limit: 1,
      hard: true,
      text: '1 positions in EURUSD are open or on the way, at most 1.',
    });
    expect(sized('one_position_per_symbol')).toMatchObject({ ok: true, observed: 0 });
  });
});

describe('account and reward', () => {
  it('need a balance, Algo Trading, margin and a reward', () => {
    expect(sized('account_known')).toEqual({
      ok: true,
      observed: 100_000,
      limit: 0,
      hard: true,
      text: 'The balance is 100,000.00 USD, sizing needs more than 0.',
    });
    expect(sized('account_known', { facts: { account: account({ balance: 0 }) } })).toMatchObject({ ok: false, observed: 0 });
    expect(sized('account_known', { facts: { account: null } })).toEqual({
      ok: false,
      observed: null,
      limit: null,
      hard: true,
      text: 'The terminal has not told the account, so nothing can be sized.',
    });
    expect(sized('algo_trading', { facts: { account: account({ algoTrading: false }) } })).toEqual({
      ok: false,
      observed: false,
      limit: true,
      hard: true,
      text: 'Algo Trading in the terminal is off, orders need it on.',
    });
    expect(sized('algo_trading').text).toBe('Algo Trading in the terminal is on, orders need it on.');
    // 5.04 lots of 110,010 over a leverage of 30, though the account shows 100; 100,000 free less 30 % of 100,000.
    expect(sized('margin')).toEqual({
      ok: true,
      observed: 18_481.68,
      limit: 70_000,
      hard: true,
      text: 'Margin of 18,481.68 (by a leverage of 1:30: the terminal tells no margin, a newer Expert Advisor does) against 70,000.00 usable (free margin less 30 % of equity).',
    });
  });

  it('reward over risk after costs at this price', () => {
    const at = (minRr: number, of = draft()) => sized('min_rr', { config: (config) => void (config.cells.u3.minRr = minRr) }, of);
    // 250 points less 7 of commission over 100 points, 7 and 2 of slippage: 243 / 109.
    expect(at(2.22)).toEqual({
      ok: true,
      observed: 2.2294,
      limit: 2.22,
      hard: false,
      text: 'Reward over risk after costs at this price is 2.23, minimum 2.22.',
    });
    expect(at(2.23)).toMatchObject({ ok: false });
    expect(at(1.5, draft(signal({ takeProfit: null })))).toEqual({
      ok: false,
      observed: null,
      limit: 1.5,
      hard: false,
      text: 'Without a target there is no reward over risk, minimum 1.5.',
    });
  });

  it('an edge is asked of thirty closed trades and more', () => {
    const record = (part: object) => ({
      state: ({ performance }: CockpitState) =>
        void performance.set('m5_bos', {
          ...NO_PERFORMANCE,
          trades: 40,
          wins: 10,
          losses: 30,
          grossWin: 1_000,
          grossLoss: 3_000,
          ...part,
        }),
    });
    expect(sized('kelly_edge', record({}))).toEqual({
      ok: false,
      observed: 0,
      limit: 0,
      hard: false,
      text: 'The share of Kelly of the closed trades is 0 % of the balance, an edge needs more than 0 %.',
    });
    expect(sized('kelly_edge', record({ wins: 30, losses: 10, grossWin: 6_000, grossLoss: 1_000 }))).toMatchObject({ ok: true });
    expect(u3(draft(), view(record({ trades: 29 }))).criteria.some(({ code }) => code === 'kelly_edge')).toBe(false);
  });
});

describe('the last look before the order', () => {
  const ready = (part: object = {}) => ({ ...draft(), lots: 1, ...part });
  const last = (code: string, parts: ViewParts = {}, of = ready()) => seen(u4(of, view(parts)).criteria, code);

  it.each([
    [90, true, 90],
    [91, false, 90],
  ])('the broker’s distance of %i points is kept', (stopsLevel, ok, observed) =>
    expect(last('stops_level_points', { facts: { specs: [{ ...EURUSD, stopsLevel }] } })).toEqual({
      ok,
      observed,
      limit: stopsLevel,
      hard: true,
      text: `Stop or target is ${observed} points from the price 1.10000, the broker asks for ${stopsLevel}.`,
    }),
  );

  it('a stop at the price is none, also where the broker asks for no distance', () => {
    expect(last('stops_level_points', { facts: quoted({ bid: 1.0991, ask: 1.0992 }) })).toMatchObject({ ok: false, observed: 0 });
    expect(last('stops_level_points', { facts: quoted({ bid: 1.09911, ask: 1.0992 }) })).toMatchObject({ ok: true, observed: 1 });
  });

  it.each([
    [0.01, true],
    [0.009, false],
    [100, true],
    [100.01, false],
  ])('%d lots are within what the symbol takes: %s', (lots, ok) =>
    expect(last('volume_range', {}, ready({ lots }))).toEqual({
      ok,
      observed: lots,
      limit: 100,
      hard: true,
      text: `${lots} lots, allowed 0.01 to 100.`,
    }),
  );

  it('without a volume there is no order, and one signal has one order', () => {
    expect(last('volume_range', {}, { ...draft(), lots: null } as never)).toEqual({
      ok: false,
      observed: null,
      limit: 0.01,
      hard: true,
      text: 'No volume is left to order, at least 0.01 lots.',
    });
    const sent = (of: CockpitState) => void of.signals.set('s1', life({ orders: ['C1'] }));
    const rule = {
      ok: false,
      observed: 1,
      limit: 0,
      hard: true,
      text: '1 orders were sent for this signal, allowed 0 before this one.',
    };
    expect(last('not_ordered_yet', { state: sent })).toEqual(rule);
    expect(checked('not_ordered_yet', { state: sent })).toEqual(rule);
    expect(last('not_ordered_yet')).toMatchObject({ ok: true, observed: 0 });
  });

  it.each([
    ['approved', 10, true],
    ['approved', 9, false],
    ['unvetoed', 9, false],
    ['overridden', 9, null],
  ] as const)('%s at 10 points from the card, band %d: %s', (how, bandPoints, ok) => {
    const card = { entry: 1.1, bandPoints };
    const state = (of: CockpitState) =>
      void of.signals.set('s1', life({ card, approval: { how, by: 'me', at: NOW, reason: null } } as never));
    if (ok === null)
      expect(u4(ready(), view({ state })).criteria.some(({ code }) => code === 'approval_band_points')).toBe(false);
    else
      expect(last('approval_band_points', { state })).toEqual({
        ok,
        observed: 10,
        limit: bandPoints,
        hard: true,
        text: `Price has moved 10 points since the card, its band is ${bandPoints}.`,
      });
  });
});

describe('our own structure', () => {
  it('is told with the level that was claimed, ours, how old it is and how far apart they may be', () => {
    expect(checked('structure_seen')).toMatchObject({
      ok: true,
      observed: 'M5 bos',
      limit: 'M5_BOS',
      hard: false,
      text: 'Our M5 candles broke 1.09950 2 min ago (level claimed 1.09950, allowed 2.5 pip apart).',
    });
    const far = draft(signal({ levels: { ...signal().levels, structureBreak: 1.0998 } }));
    expect(checked('structure_seen', {}, far)).toMatchObject({ ok: false, observed: 'unseen' });
    expect(checked('structure_seen', {}, far).text).toContain(
      'our broken level is another (level claimed 1.09980, ours 1.09950, allowed 2.5 pip apart)',
    );
    const none = draft(signal({ levels: { ...signal().levels, structureBreak: null } }));
    expect(checked('structure_seen', { structure: null }, none).text).toBe(
      'Too few candles of EURUSD to judge the structure (level none claimed). Reported, not a gate.',
    );
    expect(checked('u1_score', { structure: null }, none)).toMatchObject({ ok: false, observed: null, hard: false });
  });

  it.each([
    [59.4, true, '59 min ago'],
    [60, true, '60 min ago'],
    [60.1, false, 'the last BUY break is 60 min old'],
  ])('is an hour old at most: %d min', (minutes, ok, words) => {
    const parts = { structure: structure({ lastBreak: { BUY: madeBreak({ at: NOW - minutes * 60_000 }), SELL: null } }) };
    expect(checked('structure_seen', parts)).toMatchObject({ ok });
    expect(checked('structure_seen', parts).text).toContain(words);
  });

  it('is over when a break the other way came after it, not before it', () => {
    const other = (at: number) => ({
      structure: structure({ lastBreak: { BUY: madeBreak(), SELL: madeBreak({ side: 'SELL', at }) } }),
    });
    expect(checked('structure_seen', other(NOW - 119_000))).toMatchObject({ ok: false });
    expect(checked('structure_seen', other(NOW - 120_000))).toMatchObject({ ok: true });
  });
});

describe('what the broker allows in a symbol', () => {
  const at = Date.UTC(2025, 7, 5, 8, 59);
  it('names a contract that ended, and when, to the minute', () =>
    expect(sized('symbol_tradable', { facts: { specs: [{ ...EURUSD, expiresAt: at }] } })).toEqual({
      ok: false,
      observed: 'ended',
      limit: 'full',
      hard: true,
      text: 'The contract EURUSD ended 2025-08-05 08:59 UTC: choose its successor.',
    }));

  it('names the moment a closed market opens, and knows no rule where it opens now', () => {
    expect(sized('market_open', { facts: { opensAt: at + 3 * 3_600_000 } })).toEqual({
      ok: false,
      observed: 'closed',
      limit: 'open',
      hard: true,
      text: 'EURUSD is closed, its market opens 2025-08-05 11:59 UTC.',
    });
    expect(u3(draft(), view({ facts: { opensAt: NOW } })).criteria.map(({ code }) => code)).not.toContain('market_open');
  });
});

describe('a pending order', () => {
  const MINUTES = 60_000;
  const waiting = (terms: object): ReturnType<typeof draft> =>
    draft(signal({ pending: { type: 'limit', price: 1.1, stopLimit: null, expiresAt: null, ...terms } }));
  // The price is 1.1001: a buy limit lies below it.
  it.each([
    [0, 1.1001, false, 0, 1],
    [0, 1.10009, true, 1, 1],
    [1, 1.10009, true, 1, 1],
    [10, 1.10001, false, 9, 10],
    [10, 1.1, true, 10, 10],
  ])('with a stops level of %i at %d: %s, and never at the price itself', (stopsLevel, price, ok, observed, limit) =>
    expect(checked('pending_distance_points', { facts: { specs: [{ ...EURUSD, stopsLevel }] } }, waiting({ price }))).toEqual({
      ok,
      observed,
      limit,
      hard: true,
      text: `BUY LIMIT at ${price.toFixed(5)} is ${observed} points ahead of the price 1.10010, at least ${limit}.`,
    }),
  );

  it.each([
    [9_999, false, 'It ends in 10 s, allowed 10 s to 3600 s.'],
    [10_000, true, 'It ends in 10 s, allowed 10 s to 3600 s.'],
    [60 * MINUTES, true, 'It ends in 3600 s, allowed 10 s to 3600 s.'],
    [60 * MINUTES + 1, false, 'It ends in 3600 s, allowed 10 s to 3600 s.'],
  ])('that ends in %i ms: %s', (life, ok, text) =>
    expect(
      checked(
        'pending_expires_ms',
        { config: ({ limits }) => void (limits.pendingMinutes = 60) },
        waiting({ expiresAt: NOW + life }),
      ),
    ).toEqual({ ok, observed: life, limit: 60 * MINUTES, hard: true, text }),
  );

  it('without an end of its own ends with the limit; the limit of a stop-limit lies at its price or behind', () => {
    expect(
      checked('pending_expires_ms', { config: ({ limits }) => void (limits.pendingMinutes = 60) }, waiting({})),
    ).toMatchObject({ ok: true, observed: null, text: 'It has no end of its own: it ends after 3600 s.' });
    const stopLimit = (limit: number) =>
      checked('pending_distance_points', {}, waiting({ type: 'stop_limit', price: 1.101, stopLimit: limit }));
    expect([stopLimit(1.101).ok, stopLimit(1.1009).ok, stopLimit(1.10101)]).toMatchObject([
      true,
      true,
      { ok: false, text: 'The limit 1.10101 of a BUY STOP LIMIT may not lie beyond its price 1.10100.' },
    ]);
  });
});
