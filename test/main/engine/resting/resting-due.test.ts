import { describe, expect, it } from 'vitest';
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

  it('say nothing of an entry whose signal is not known', () =>
    expect(asked(resting(), { change: block('losing_streak') })).toEqual([]));
});
