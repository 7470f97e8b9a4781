import { describe, expect, it } from 'vitest';
import { quietAt, sessionsAt } from '#engine/market';
import { restingDue } from '#engine/resting';
import type { Account, Facts, Position } from '#shared/domain';
import type { CockpitState, OrderLife } from '#shared/projection';
import type { Turn } from '#engine/turn.ts';
import { createEngine } from '#engine/engine.ts';
import { account, DAY, EURUSD, entry, facts, NOW, openRequest, position, signal } from '../rulebook/desk.ts';

const TERMS = { type: 'limit', price: 1.1, stopLimit: null, expiresAt: null } as const;
const resting = (part: Partial<OrderLife> = {}, terms: object = {}, request: object = {}): OrderLife =>
  entry({
    ...{ state: 'working', ticket: '40', resolvedAt: null, requestedAt: NOW - 1_000 },
    ...{ request: openRequest({ pending: { ...TERMS, ...terms }, ...request }) },
    ...part,
  });

type Seen = { readonly at?: number; readonly seen?: Facts; readonly change?: (state: CockpitState) => void };
/** What is asked of the broker about a resting entry: its ticket to cancel, or nothing. */
function asked(order: OrderLife, { at = NOW, seen = facts(), change = () => undefined }: Seen = {}): readonly unknown[] {
  const engine = createEngine();
  const { cockpit } = engine;
  cockpit.day = DAY;
  cockpit.orders.set(order.clientOrderId, order);
  cockpit.openOrders.add(order.clientOrderId);
  change(cockpit);
  return restingDue(engine, { at, seq: 9, run: 'r' } as Turn, seen).map((one) =>
    one.type === 'order.intended' && one.payload.request.op === 'cancel' ? one.payload.request.ticket : one.type,
  );
}
const holds =
  (part: Partial<Position>, signalId: string | null, moves = 0) =>
  (state: CockpitState) =>
    void state.positions.set('11', {
      ...{ position: position(part), signalId, strategyId: 'm5_bos', riskMoney: 100, foreign: false },
      ...{ plan: { moves: Array.from({ length: moves }, () => ({})) } as never },
    });

describe('a resting entry past its end', () => {
  it.each([
    [1_999, []],
    [2_000, ['40']],
  ])('is taken away %d ms after it', (late, tickets) => expect(asked(resting({}, { expiresAt: NOW - late }))).toEqual(tickets));

  it('stays where it has none, and is left to the stop while trading is halted', () => {
    const ended = resting({}, { expiresAt: NOW - 10_000 });
    expect(asked(resting())).toEqual([]);
    expect(asked(ended)).toEqual(['40']);
    expect(asked(ended, { change: (of) => void (of.trading = { ...of.trading, state: 'halted' }) })).toEqual([]);
    expect(asked({ ...ended, ticket: null })).toEqual([]);
  });

  it('is asked for once more where a cancel was tried and it is still there', () => {
    const request = { op: 'cancel', clientOrderId: 'K', ticket: '40', deadlineAt: NOW } as const;
    const outcome = { kind: 'refused', retcode: 10_004, text: 'Requote', at: NOW - 60_000 } as const;
    const tried = entry({ clientOrderId: 'K', request, effect: 'close', state: 'refused', resolvedAt: NOW - 60_000, outcome });
    expect(asked(resting(), { change: ({ orders }) => void orders.set('K', tried) })).toEqual(['40']);
  });
});

describe('what is left of an entry that was filled in part', () => {
  const rest = resting({ state: 'confirmed', rest: 0.4, resolvedAt: NOW - 500 });
  const own = { clientOrderId: 'C1' };

  it.each<[what: string, order: OrderLife, change: (state: CockpitState) => void, tickets: readonly string[]]>([
    ['stays while its part is held under its own id', rest, holds(own, null), []],
    ['stays while its part is held for its signal', rest, holds({}, 's1'), []],
    ['goes where nothing of it is held', rest, () => undefined, ['40']],
    ['goes where only others are held', rest, holds({}, 's2'), ['40']],
    ['of no signal goes where what is held has none either', { ...rest, signalId: null }, holds({}, null), ['40']],
    ['goes once what is held was managed', rest, holds(own, 's1', 1), ['40']],
    ['stays where another position was managed', rest, holds({ clientOrderId: 'C2' }, 's1', 1), []],
    ['goes once the stop stands nearer', rest, holds({ ...own, stopLoss: 1.09901 }, 's1'), ['40']],
    ['stays where the stop stands further', rest, holds({ ...own, stopLoss: 1.0989 }, 's1'), []],
    ['stays within the noise of prices', rest, holds({ ...own, stopLoss: 1.0990000005 }, 's1'), []],
    ['stays where the look shows no stop', rest, holds({ ...own, stopLoss: null }, 's1'), []],
  ])('%s', (_what, order, change, tickets) => expect(asked(order, { change })).toEqual(tickets));

  it('goes by its own part alone where others are held too, managed or not', () => {
    const beside = (one: Partial<Position>, moves: number) => (state: CockpitState) => {
      holds(one, 's1', moves)(state);
      state.positions.set('12', {
        ...{ position: position({ ticket: '12' }), signalId: 's9', strategyId: 'm5_bos', riskMoney: 1, foreign: false },
      });
    };
    expect(asked(rest, { change: beside(own, 1) })).toEqual(['40']);
    expect(asked(rest, { change: beside(own, 0) })).toEqual([]);
    const unplanned = (state: CockpitState): void =>
      void state.positions.set('11', {
        ...{ position: position(own), signalId: 's1', strategyId: 'm5_bos', riskMoney: 1, foreign: false },
      });
    expect(asked(rest, { change: unplanned })).toEqual([]);
  });

  it('of a sell has its nearer stop below', () => {
    const short = resting({ state: 'confirmed', rest: 0.4, resolvedAt: NOW }, {}, { side: 'SELL', stopLoss: 1.101 });
    const at = (stopLoss: number) => asked(short, { change: holds({ ...own, direction: 'SELL', stopLoss }, 's1') });
    expect([at(1.1009), at(1.1011)]).toEqual([['40'], []]);
  });

  it('an order that was not filled at all needs nothing that is held', () =>
    expect(asked(resting(), { change: holds({ ...own, stopLoss: 1.0995 }, 's1', 1) })).toEqual([]));
});

describe('rules that forbid a fill', () => {
  const known = (state: CockpitState): void =>
    void state.signals.set('s1', { signalId: 's1', signal: signal(), strategyId: 'm5_bos', overrides: [] } as never);
  const under = (change: (state: CockpitState) => void, more: Omit<Seen, 'change'> = {}) =>
    asked(resting(), {
      ...more,
      change: (state) => {
        known(state);
        change(state);
      },
    });
  const block = (code: string) => (state: CockpitState) => void state.blocks.set(code, { code, text: '', since: 0 } as never);
  const money = (part: Partial<Account>): Seen => ({ seen: facts({ account: account(part) }) });

  it('take it away by a block, except by one that passes by itself or speaks of entries to come alone', () => {
    expect(under(() => undefined)).toEqual([]);
    expect(under(block('losing_streak'))).toEqual(['40']);
    expect([under(block('after_pause')), under(block('repeated_entries'))]).toEqual([[], []]);
  });

  it('take it away by a standing rule, and not while the account is unknown', () => {
    const stopped = (state: CockpitState): void =>
      void state.stops.set('symbol:EURUSD', {
        ...{ scope: { kind: 'symbol', symbol: 'EURUSD' }, certificateId: 'c', reason: 'x' },
      } as never);
    expect(under(stopped)).toEqual(['40']);
    expect(under(stopped, { seen: facts({ account: null }) })).toEqual([]);
    expect(under(() => undefined, { seen: facts({ account: null }) })).toEqual([]);
    expect(under((of) => void (of.trading = { ...of.trading, state: 'paused' as never }))).toEqual(['40']);
  });

  it('take it away when its room is short by more than a hundredth of what it reserves', () => {
    // 5,000 may be lost, 4,000 of it until the hard stop; the entry reserves the last hundred of them.
    const shares = (of: CockpitState): void => void Object.assign(of.config.rulebook, { softStopPct: 99, hardStopPct: 80 });
    const at = (missing: number) => {
      const part = { balance: 96_100 - missing, equity: 96_100 - missing };
      return under(shares, money(part));
    };
    expect([at(0), at(0.99), at(1.01)]).toEqual([[], [], ['40']]);
    expect(under(shares, { seen: facts({ account: account({ balance: 96_000, equity: 96_000 }), specs: [] }) })).toEqual([]);
    expect(under(shares, { seen: facts({ account: account({ balance: 96_000, equity: 96_000 }), specs: [EURUSD] }) })).toEqual([
      '40',
    ]);
  });

  type Set = { sessions?: readonly string[]; kept?: readonly string[]; overrides?: readonly string[]; alwaysOpen?: boolean };
  const set = (part: Set) => (of: CockpitState) => {
    const { sessions = ['any'], kept = [], overrides = [], alwaysOpen = false } = part;
    const { strategies, limits, paper } = of.config;
    const m5 = { ...strategies.m5_bos, kind: 'm5_bos' as const, sessions: sessions as never };
    of.config = {
      ...{ ...of.config, paper: { ...paper, alwaysOpen }, strategies: { ...strategies, m5_bos: m5 } as typeof strategies },
      limits: { ...limits, pendingsKeptAt: kept as never },
    };
    of.signals.set('s1', { ...of.signals.get('s1')!, overrides: overrides });
  };

  it('take it away where the strategy has no session, unless such orders are kept then, or the rule was set aside', () => {
    const asia = { sessions: ['sydney'] };
    expect(under(set({}))).toEqual([]);
    expect(under(set(asia))).toEqual(['40']);
    expect(under(set({ ...asia, kept: ['quiet', 'news'] }))).toEqual(['40']);
    expect(under(set({ ...asia, kept: ['session'] }))).toEqual([]);
    expect(under(set({ ...asia, overrides: ['session'] }))).toEqual([]);
    expect(under(set({ ...asia, overrides: ['trend'] }))).toEqual(['40']);
  });

  it.each([
    [5_000, ['40']],
    [5_001, []],
  ])('take it away %d ms before the session ends: a cancel takes a moment', (ms, tickets) => {
    let end = NOW;
    while (sessionsAt(end).includes('london')) end += 60_000;
    const at = end - ms;
    const seen = facts({ quote: { symbol: 'EURUSD', bid: 1.1, ask: 1.1001, at } });
    expect(under(set({ sessions: ['london'] }), { at, seen })).toEqual(tickets);
  });

  it('take it away for news, unless it is kept then or set aside: not where the firm itself forbids it', () => {
    const news = (preset: 'ftmo-standard' | 'ftmo-2-step', part: Set = {}) =>
      under((of) => {
        set(part)(of);
        const event = { at: NOW + 60_000, currency: 'USD', impact: 'high', title: 'CPI' } as const;
        of.config = { ...of.config, rulebook: { ...of.config.rulebook, preset } };
        of.calendar = { readAt: NOW, source: 'test', events: [event] };
      });
    expect([news('ftmo-2-step'), news('ftmo-2-step', { kept: ['session'] })]).toEqual([['40'], ['40']]);
    expect([news('ftmo-2-step', { kept: ['news'] }), news('ftmo-2-step', { overrides: ['news'] })]).toEqual([[], []]);
    expect([news('ftmo-standard', { kept: ['news'] }), news('ftmo-standard', { overrides: ['news'] })]).toEqual([['40'], ['40']]);
  });

  it('take it away just before a quiet time, unless the market never closes, it is kept then or the rule was set aside', () => {
    let quiet = NOW;
    const { calendar } = createEngine().cockpit.config;
    while (quietAt(quiet + 1, calendar) === null) quiet += 60_000;
    quiet += 1;
    const at = (before: number, part: Set) => {
      const quote = { symbol: 'EURUSD', bid: 1.1, ask: 1.1001, at: quiet - before };
      return under(set(part), { at: quiet - before, seen: facts({ quote }) });
    };
    expect([at(5_000, {}), at(5_001, {}), at(5_000, { alwaysOpen: true })]).toEqual([['40'], [], []]);
    expect([at(5_000, { kept: ['session'] }), at(5_000, { kept: ['quiet'] })]).toEqual([['40'], []]);
    expect([at(5_000, { overrides: ['session'] }), at(5_000, { overrides: ['quiet_time'] })]).toEqual([['40'], []]);
  });

  it('say nothing of an entry whose signal is not known', () =>
    expect(asked(resting(), { change: block('losing_streak') })).toEqual([]));
});
