import { describe, expect, it } from 'vitest';
import type { ClosedTrade } from '#shared/domain';
import type { EventType, Payload } from '#shared/events';
import { apply, BOUNDS, emptyCockpit, NO_PERFORMANCE, type CockpitState } from '#shared/projection';
import { chargedTo, LATE_MONEY_MS } from '#shared/projection/charged-to.ts';
import { foldAccount } from '#shared/projection/fold-account.ts';
import { moved, plan } from '#shared/projection/fold-plans.ts';
import { endResting, leaveRest, moveResting } from '#shared/projection/fold-resting.ts';
import { correctTrade } from '#shared/projection/fold-trades.ts';
import { entry, openRequest, position } from '../../main/engine/rulebook/desk.ts';
import { someRecord } from '../events/any-payload.ts';

const NOW = Date.UTC(2026, 2, 4, 12);
const DAY = 86_400_000;
const state = (change: (of: CockpitState) => void = () => undefined): CockpitState => {
  const made = emptyCockpit();
  change(made);
  return made;
};
const tell = <T extends EventType>(to: CockpitState, type: T, payload: object, at = NOW): void =>
  void apply(to, { ...someRecord(to.lastSeq + 1, type, payload as Partial<Payload<T>>), at });

describe('another account', () => {
  const OWN = {
    day: { anchorAt: 1, resetsAt: 2, balance: 3 },
    firstDayAt: 4,
    pastDays: [5],
    peaks: { resetBalance: 6, equity: 7 },
    transfers: { day: 8, deposited: 9, withdrawn: 10 },
    accountCosts: 11,
    asked: { requests: 12, lots: { A: 1 }, entries: [] },
    trades: [13],
  };
  const NONE = {
    ...{ day: null, firstDayAt: null, pastDays: [], peaks: null, transfers: { day: 0, deposited: 0, withdrawn: 0 } },
    ...{ accountCosts: 0, asked: { requests: 0, lots: {}, entries: [] }, trades: [] },
  };
  const [one, other] = [{ login: '1', server: 'S' }, { login: '2', server: 'S' }]; // prettier-ignore
  const made = () =>
    state((of) => {
      Object.assign(of, structuredClone(OWN));
      of.operations.set('op', { ticket: 'op' } as never);
    });

  it('begins with books of its own, and the one before gets its own back', () => {
    const of = made();
    foldAccount(of, { ...other, from: one } as never);
    expect(of).toMatchObject({ account: other, ...NONE });
    expect([of.operations.size, [...of.books.keys()]]).toEqual([0, ['1 at S']]);
    of.accountCosts = 99;
    foldAccount(of, { ...one, from: other } as never);
    expect(of).toMatchObject({ account: one, ...OWN });
    expect([[...of.operations.keys()], [...of.books.keys()]]).toEqual([['op'], ['2 at S']]);
    foldAccount(of, { ...other, from: one } as never);
    expect([of.accountCosts, of.operations.size]).toEqual([99, 0]);
  });
  it('has what is there where none was known before', () => {
    const of = made();
    foldAccount(of, { ...other, from: null } as never);
    expect(of).toMatchObject({ account: other, ...OWN });
    expect([of.operations.size, of.books.size]).toEqual([1, 0]);
  });
  it('is another one on another server too', () => {
    const of = made();
    foldAccount(of, { login: '1', server: 'T', from: one } as never);
    expect([of.account, of.accountCosts, [...of.books.keys()]]).toEqual([{ login: '1', server: 'T' }, 0, ['1 at S']]);
  });
});

describe('a charge', () => {
  const trade = { ticket: '123456', openedAt: NOW - DAY, closedAt: NOW } as ClosedTrade;
  const of = state((made) => {
    made.trades = [trade];
    made.positions.set('7777', { position: position({ ticket: '7777' }) } as never);
  });
  const named = (part: object) => chargedTo(of, { kind: 'charge', ticket: 'op', amount: -1, at: NOW, ...part } as never);
  it.each<[string, object, string | null]>([
    ['its position', { position: '7777' }, '7777'],
    ['its trade', { position: '123456' }, '123456'],
    ['a ticket in its comment', { comment: 'commission #123456' }, '123456'],
    ['the first that is known', { position: '1', comment: '999999 7777 123456' }, '7777'],
    ['no number of three digits', { comment: '777' }, null],
    ['none that is known', { comment: 'fee 999999' }, null],
    ['nothing', {}, null],
    ['a deposit', { kind: 'deposit', position: '7777' }, null],
    ['a trade of later', { position: '123456', at: NOW - DAY - 1 }, null],
    ['a trade at its opening', { position: '123456', at: NOW - DAY }, '123456'],
    ['a trade a week after its close', { position: '123456', at: NOW + LATE_MONEY_MS }, '123456'],
    ['a trade of too long ago', { position: '123456', at: NOW + LATE_MONEY_MS + 1 }, null],
  ])('belongs to %s', (_what, part, ticket) => expect(named(part)).toBe(ticket));
});

describe('a corrected trade', () => {
  const trade = (part: Partial<ClosedTrade> = {}) =>
    ({
      ticket: '11',
      signalId: 's1',
      strategyId: 'm5_bos',
      closedAt: NOW,
      pnl: 100,
      r: 1,
      volume: 1,
      exit: 1.1,
      ...part,
    }) as ClosedTrade;
  const corrected = (trades: ClosedTrade[], payload: object, change: (of: CockpitState) => void = () => undefined) => {
    const of = state((made) => {
      made.trades = trades;
      for (const key of ['m5_bos', 'all', 'm1_retest'])
        made.performance.set(key, { ...NO_PERFORMANCE, trades: 1, wins: 1, pnl: 100 });
      made.signals.set('s1', { signalId: 's1', trade: trades.at(-1) ?? null } as never);
      change(made);
    });
    correctTrade(of, { ticket: '11', pnl: 90, r: 0.9, by: -10, ...payload });
    return of;
  };
  const sums = (of: CockpitState) => ['m5_bos', 'all', 'm1_retest'].map((key) => of.performance.get(key as never)?.pnl);

  it('has its new money, in its signal and both sums too, and its other numbers where none are told', () => {
    const of = corrected([trade()], {});
    expect([of.trades[0], of.signals.get('s1')?.trade]).toEqual([trade({ pnl: 90, r: 0.9 }), trade({ pnl: 90, r: 0.9 })]);
    expect(sums(of)).toEqual([90, 90, 100]);
    expect(corrected([trade()], { volume: 2, exit: 1.2 }).trades[0]).toMatchObject({ volume: 2, exit: 1.2, pnl: 90 });
  });
  it('is the last one of its ticket, or that of its close', () => {
    const two = [trade({ closedAt: NOW - 1 }), trade()];
    expect(corrected(two, {}).trades.map(({ pnl }) => pnl)).toEqual([100, 90]);
    const first = corrected(two, { closedAt: NOW - 1 });
    expect([first.trades.map(({ pnl }) => pnl), first.signals.get('s1')?.trade?.pnl]).toEqual([[90, 100], 100]);
  });
  it('changes nothing where it is gone, and no performance where it is not ours', () => {
    expect(sums(corrected([trade({ ticket: '12' })], {}))).toEqual([100, 100, 100]);
    const theirs = corrected([trade({ strategyId: null, signalId: null })], {});
    expect([theirs.trades[0]?.pnl, sums(theirs), theirs.signals.get('s1')?.trade?.pnl]).toEqual([90, [100, 100, 100], 100]);
  });
});

describe('an order that waits', () => {
  const waits = (part: object = {}) =>
    state((of) => {
      of.day = { anchorAt: NOW, resetsAt: NOW + DAY, balance: 1 };
      of.orders.set('C1', entry({ state: 'working', ticket: '40', requestedAt: NOW, ...part }));
      of.openOrders.add('C1');
      of.asked = { requests: 1, lots: { EURUSD: 1.5 }, entries: [] };
    });
  const ended = (of: CockpitState) =>
    endResting(of, { at: NOW + 5, payload: { clientOrderId: 'C1', how: 'expired', by: 'probe', text: '' } } as never);
  it('that went was never traded: nothing is reserved, and its lots are the day’s no more', () => {
    const of = waits();
    ended(of);
    expect(of.orders.get('C1')).toMatchObject({ state: 'expired', resolvedAt: NOW + 5, resolvedBy: 'probe', reserve: 0 });
    expect([of.openOrders.size, of.asked.lots]).toEqual([0, { EURUSD: 0.5 }]);
    const big = waits({ request: openRequest({ volume: 9 }) });
    ended(big);
    expect(big.asked.lots).toEqual({ EURUSD: 0 });
    const yesterday = waits({ requestedAt: NOW - 1 });
    ended(yesterday);
    expect(yesterday.asked.lots).toEqual({ EURUSD: 1.5 });
    expect(() => ended(waits({ state: 'confirmed' }))).toThrow('does not become expired');
  });
  it('that was moved has its new terms, and keeps a stop that was taken off', () => {
    const of = waits();
    const pending = { type: 'limit', price: 1.2, stopLimit: null, expiresAt: null };
    moveResting(of, { clientOrderId: 'C1', pending, stopLoss: null, takeProfit: 1.3, reserve: 7 } as never);
    expect(of.orders.get('C1')).toMatchObject({ reserve: 7, request: { pending, stopLoss: 1.099, takeProfit: 1.3 } });
    moveResting(of, { clientOrderId: 'C1', pending, stopLoss: 1.19, takeProfit: null, reserve: 8 } as never);
    expect(of.orders.get('C1')).toMatchObject({ reserve: 8, request: { stopLoss: 1.19, takeProfit: null } });
  });
  it('that was filled in part stays open for its rest, until none is left', () => {
    const of = waits({ state: 'confirmed' });
    of.openOrders.clear();
    leaveRest(of, { clientOrderId: 'C1', ticket: '41', volume: 0.4, reserve: 40, text: '' });
    expect([of.orders.get('C1'), of.openOrders.has('C1')]).toMatchObject([{ rest: 0.4, ticket: '41', reserve: 40 }, true]);
    leaveRest(of, { clientOrderId: 'C1', ticket: '41', volume: 0, reserve: 0, text: '' });
    expect([of.orders.get('C1')?.rest, of.openOrders.has('C1')]).toEqual([undefined, false]);
    expect(() => leaveRest(waits(), { clientOrderId: 'C1', ticket: '41', volume: 0.4, reserve: 0, text: '' })).toThrow();
  });
});

describe('a plan', () => {
  const planned = {
    ...{ ticket: '11', rules: {}, side: 'BUY', stop: 1, risk: 2, exits: [], lots: 3 },
    by: 'engine',
    reason: 'r',
  };
  const held = (part: object = {}) => state((of) => void of.positions.set('11', { position: position(), ...part } as never));
  const planOf = (of: CockpitState) => of.positions.get('11')?.plan;
  it('begins when it is made, and keeps what was done under the one before', () => {
    const of = held({ plan: { moves: [{ rule: 'partial' }], takenOver: true, refused: { count: 2 } } });
    plan(of, planned as never, NOW);
    const { ticket: _ticket, ...rest } = planned;
    expect(planOf(of)).toEqual({ ...rest, since: NOW, takenOver: true, moves: [{ rule: 'partial' }], refused: null });
    const first = held();
    plan(first, { ...planned, takenOver: true } as never, NOW);
    expect(planOf(first)).toMatchObject({ takenOver: true, moves: [] });
    const plain = held();
    plan(plain, planned as never, NOW);
    expect(planOf(plain)?.takenOver).toBe(false);
  });

  const managed = (rule: string, request: object, more: object = {}) =>
    ({
      request: { ticket: '11', ...request },
      managed: { rule, step: '1', by: 'engine', text: 't' },
      closesOf: 1,
      closesBy: 0.3,
      ...more,
    }) as never;
  const CLOSE = { op: 'close', volume: 0.4 };
  const confirmed = (volume: number | null = null) => ({ kind: 'confirmed', retcode: 10009, volume }) as never;
  const refused = (retcode = 10016) => ({ kind: 'refused', retcode, text: 'No' }) as never;
  const under = (part: object = {}) => held({ plan: { moves: [], refused: null, ...part } });

  it.each<[string, object, unknown, object]>([
    ['a close of so many lots', CLOSE, confirmed(), { lots: 0.4, of: 1, stop: null }],
    ['a close filled in part', CLOSE, confirmed(0.25), { lots: 0.25, of: 1 }],
    ['a close of all', { op: 'close', volume: null }, confirmed(), { lots: 0 }],
    ['two closed by each other', { op: 'close_by', by: '12' }, confirmed(0.3), { lots: 0.3, of: 1 }],
    ['a stop that was moved', { op: 'modify', stopLoss: 1.2, takeProfit: null }, confirmed(), { lots: 0, stop: 1.2 }],
  ])('has %s among what was done', (_what, request, outcome, move) => {
    const of = under({ refused: { count: 1 } });
    moved(of, managed('partial', request), outcome as never, null, NOW);
    expect(planOf(of)).toMatchObject({
      refused: null,
      moves: [{ rule: 'partial', step: '1', at: NOW, by: 'engine', text: 't', ...move }],
    });
  });
  it('keeps only the newest move of the stop that follows', () => {
    const of = under({ moves: [{ rule: 'trailing' }, { rule: 'partial' }] });
    moved(of, managed('trailing', { op: 'modify', stopLoss: 1.2, takeProfit: null }), confirmed(), null, NOW);
    expect(planOf(of)?.moves.map(({ rule }) => rule)).toEqual(['partial', 'trailing']);
    const other = under({ moves: [{ rule: 'trailing' }] });
    moved(other, managed('partial', CLOSE), confirmed(), null, NOW);
    expect(planOf(other)?.moves.map(({ rule }) => rule)).toEqual(['trailing', 'partial']);
  });
  it.each([
    [1, 5_000],
    [2, 15_000],
    [3, 60_000],
    [4, 300_000],
    [5, 300_000],
  ])('waits after refusal %i in a row for %i ms', (count, ms) => {
    const of = under(count === 1 ? {} : { refused: { count: count - 1, until: 0, text: '' } });
    moved(of, managed('partial', CLOSE), refused(), null, NOW);
    expect(planOf(of)?.refused).toEqual({ count, until: NOW + ms, text: 'No (10016)' });
  });
  it('waits while the market is shut: until it opens, else for a minute', () => {
    const until = (opensAt: number | null) => {
      const of = under();
      moved(of, managed('partial', CLOSE), refused(10018), opensAt, NOW);
      return planOf(of)?.refused?.until;
    };
    expect([until(null), until(NOW + 7)]).toEqual([NOW + 60_000, NOW + 7]);
  });
  it('waits for nothing that a person or a signal asked, has nothing of what is unknown, and touches no other position', () => {
    for (const rule of ['by_hand', 'by_signal']) {
      const of = under();
      moved(of, managed(rule, CLOSE), refused(), null, NOW);
      expect(planOf(of)?.refused).toBeNull();
    }
    const of = under();
    moved(of, managed('partial', CLOSE), { kind: 'unknown', why: '', at: NOW } as never, null, NOW);
    moved(of, { ...(managed('partial', CLOSE) as object), managed: undefined } as never, confirmed(), null, NOW);
    moved(of, managed('partial', { ...CLOSE, ticket: '12' }), confirmed(), null, NOW);
    expect(planOf(of)).toEqual({ moves: [], refused: null });
    const none = held();
    moved(none, managed('partial', CLOSE), confirmed(), null, NOW);
    expect(none.positions.get('11')).toEqual({ position: position() });
  });
});

describe('the ledger', () => {
  const opened = (part: object, change: (of: CockpitState) => void = () => undefined, whose: object = {}) => {
    const of = state(change);
    tell(of, 'position.opened', {
      position: position({ ticket: '11', ...part }),
      signalId: null,
      strategyId: 'm5_bos',
      riskMoney: 1,
      ...whose,
    });
    return of;
  };
  const of11 = (of: CockpitState) => of.positions.get('11');
  it('knows the stop that a position of ours should have: its own, else that of its order', () => {
    expect(of11(opened({}))?.planned).toEqual({ stopLoss: 1.099, takeProfit: null });
    const ordered = (of: CockpitState) =>
      void of.orders.set('C1', entry({ request: openRequest({ stopLoss: 1.05, takeProfit: 1.2 }) }));
    expect(of11(opened({ stopLoss: null, clientOrderId: 'C1' }, ordered))).toMatchObject({
      planned: { stopLoss: 1.05, takeProfit: 1.2 },
      bare: { since: NOW, isClosing: false },
    });
    const bySignal = (of: CockpitState): void => {
      ordered(of);
      of.signals.set('s1', { signalId: 's1', orders: ['C0', 'C1'] } as never);
    };
    expect(of11(opened({ stopLoss: null, clientOrderId: null }, bySignal, { signalId: 's1' }))?.planned).toEqual({
      stopLoss: 1.05,
      takeProfit: 1.2,
    });
    expect(of11(opened({ stopLoss: null, clientOrderId: null }))).not.toHaveProperty('planned');
    expect(of11(opened({}))).not.toHaveProperty('bare');
  });
  it('follows a stop that moves, keeps the last one that was seen, and since when there is none', () => {
    const of = opened({});
    const seen = (part: object, at: number) => tell(of, 'position.changed', { position: position(part) }, at);
    seen({ stopLoss: 1.0995 }, NOW + 1);
    seen({ stopLoss: null }, NOW + 2);
    seen({ stopLoss: null }, NOW + 3);
    expect(of11(of)).toMatchObject({ planned: { stopLoss: 1.0995 }, bare: { since: NOW + 2, isClosing: false } });
    tell(of, 'position.protected', { ticket: '11', symbol: 'EURUSD', how: 'set', text: '' });
    expect(of11(of)?.bare?.isClosing).toBe(false);
    tell(of, 'position.protected', { ticket: '11', symbol: 'EURUSD', how: 'closing', text: '' });
    expect(of11(of)?.bare).toEqual({ since: NOW + 2, isClosing: true });
    seen({ stopLoss: 1.0995 }, NOW + 4);
    expect(of11(of)).not.toHaveProperty('bare');
  });
  it('asks nothing of a foreign position, with or without a stop', () => {
    const of = opened({ stopLoss: null, clientOrderId: null }, undefined, { strategyId: null });
    expect(of11(of)).toMatchObject({ foreign: true, lots: 1 });
    expect([of11(of)?.bare, of11(of)?.planned]).toEqual([undefined, undefined]);
  });
  it('counts a foreign trade among the trades, and in no performance', () => {
    const of = opened({});
    const { trade } = someRecord(1, 'position.closed', {}).payload as Payload<'position.closed'>;
    tell(of, 'position.closed', { trade: { ...trade, ticket: '11', strategyId: null, signalId: null } });
    expect([of.positions.size, of.trades.length, of.performance.size]).toEqual([0, 1, 0]);
    tell(of, 'position.closed', { trade: { ...trade, ticket: '11', strategyId: 'm5_bos', signalId: null } });
    expect([of.trades.length, of.performance.get('m5_bos')?.trades, of.performance.get('all')?.trades]).toEqual([2, 1, 1]);
  });
});

describe('the reducer', () => {
  it('takes no record twice, none out of order, and no client id a second time', () => {
    const of = emptyCockpit();
    tell(of, 'news.dropped', { id: 'n' });
    const at = (seq: number) => () => apply(of, someRecord(seq, 'news.dropped', { id: 'n' }));
    expect(at(1)).toThrow('without gaps');
    expect(at(3)).toThrow('without gaps');
    of.orders.set('C1', entry());
    expect(() => tell(of, 'order.intended', { clientOrderId: 'C1', request: openRequest(), managed: undefined })).toThrow(
      'used once',
    );
  });
  it('keeps a tail of what happened, without candles, and no longer than it may be', () => {
    const of = emptyCockpit();
    tell(of, 'bar.closed', {});
    const record = { ...someRecord(1, 'news.dropped', { id: 'n' }), at: NOW };
    for (let count = 0; count < BOUNDS.tail + 2; count += 1) apply(of, { ...record, seq: of.lastSeq + 1 });
    const [first, ...others] = [...of.tail.values()];
    expect([first?.seq, others.length + 1, others.at(-1)]).toMatchObject([
      4,
      BOUNDS.tail,
      { seq: of.lastSeq, type: 'news.dropped', at: NOW },
    ]);
  });
  it('judges a change of levels by the position that it is about', () => {
    const of = state((made) => void made.positions.set('11', { position: position({ stopLoss: 1.099 }) } as never));
    const modify = (clientOrderId: string, stopLoss: number) => {
      const request = { op: 'modify', clientOrderId, ticket: '11', stopLoss, takeProfit: null, deadlineAt: NOW };
      tell(of, 'order.intended', {
        clientOrderId,
        signalId: null,
        certificateId: null,
        request,
        symbol: 'EURUSD',
        reserve: 0,
        riskMoney: 0,
        managed: undefined,
      });
      return of.orders.get(clientOrderId)?.effect;
    };
    expect([modify('M1', 1.0995), modify('M2', 1.098)]).toEqual(['protect', 'change']);
  });
  it('writes down how a waiting entry was sized: what its reserve has above one R are costs', () => {
    const of = emptyCockpit();
    const pending = { type: 'limit', price: 1.1, stopLimit: null, expiresAt: null };
    const ask = (clientOrderId: string, more: object = {}) => {
      const request = openRequest({ clientOrderId, pending } as never);
      const payload = {
        clientOrderId,
        signalId: null,
        certificateId: null,
        request,
        symbol: 'EURUSD',
        reserve: 107,
        riskMoney: 100,
        costs: undefined,
        managed: undefined,
        ...more,
      };
      tell(of, 'order.intended', payload);
      return of.orders.get(clientOrderId)?.sized;
    };
    expect(ask('P1')).toEqual({ reserve: 107, costs: 7, distance: expect.closeTo(0.001, 9) as number });
    expect(ask('P2', { costs: 3 })?.costs).toBe(3);
    expect(ask('P3', { request: openRequest({ clientOrderId: 'P3' }) })).toBeUndefined();
  });
});
