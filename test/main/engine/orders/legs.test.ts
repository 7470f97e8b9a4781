import { describe, expect, it } from 'vitest';
import type { ClosedTrade, Deal } from '#shared/domain';
import { dealsOfTrade, legsOf, livesAfter } from '#engine/orders/legs.ts';
import { growthExplained } from '#engine/orders/growth.ts';
import { lotsNow, volumeExplained } from '#engine/orders/volume-explained.ts';
import type { OrderLife } from '#shared/projection';
import { account, cockpit, entry, exitDeal, NOW, openRequest, pending, position } from '../rulebook/desk.ts';

/** A deal at a second: bought or sold, in or out, so many lots. */
const deal = (at: number, entryOf: Deal['entry'], direction: Deal['direction'], volume: number, part: Partial<Deal> = {}): Deal =>
  exitDeal({ ticket: `d${at}`, position: '11', at: at * 1_000, entry: entryOf, direction, volume, ...part });
const trade = (part: Partial<ClosedTrade>): ClosedTrade =>
  ({ ticket: '11', signalId: 's1', side: 'BUY', openedAt: 1_000, closedAt: 2_000, volume: 1, ...part }) as ClosedTrade;
const tickets = (deals: readonly Deal[]): string => deals.map(({ ticket }) => ticket).join(' ');

describe('the legs of a position', () => {
  it('are one where nothing reverses, whatever order its deals are told in', () => {
    const legs = legsOf([deal(2, 'out', 'SELL', 1), deal(1, 'in', 'BUY', 1)]);
    expect(legs.map(({ side, deals }) => [side, tickets(deals)])).toEqual([['BUY', 'd1 d2']]);
    expect(legsOf([])).toEqual([]);
  });

  it('end where a deal reverses: profit and swap are of what it closed, commission of both by their lots', () => {
    const turned = deal(2, 'inout', 'SELL', 3, { profit: 40, swap: -2, commission: -9 });
    const legs = legsOf([deal(1, 'in', 'BUY', 1), turned, deal(3, 'out', 'BUY', 2)]);
    expect(legs.map(({ side, deals }) => [side, tickets(deals)])).toEqual([
      ['BUY', 'd1 d2'],
      ['SELL', 'd2 d3'],
    ]);
    expect(legs[0]?.deals[1]).toMatchObject({ entry: 'out', volume: 1, profit: 40, swap: -2, commission: -3 });
    expect(legs[1]?.deals[0]).toMatchObject({ entry: 'in', volume: 2, profit: 0, swap: 0, commission: -6 });
  });

  it('share a commission in cents where it is one of cents, and finely where it is not', () => {
    const shares = (commission: number) =>
      legsOf([deal(1, 'in', 'BUY', 1), deal(2, 'inout', 'SELL', 3, { commission })]).flatMap(({ deals }) =>
        deals.slice(deals[0]?.ticket === 'd1' ? 1 : 0).map((one) => one.commission),
      );
    expect(shares(-0.07)).toEqual([-0.02, -0.05]);
    expect(shares(-0.0001)).toEqual([-0.00003333, -0.00006667]);
    expect(shares(-0.005)).toEqual([-0.00166667, -0.00333333]);
    expect(shares(0).map((one) => Object.is(one, 0))).toEqual([true, true]);
  });

  it('reverse twice, and a reversal that only closes begins nothing', () => {
    const twice = legsOf([
      deal(1, 'in', 'SELL', 1),
      deal(2, 'inout', 'BUY', 2),
      deal(3, 'inout', 'SELL', 3),
      deal(4, 'out', 'BUY', 2),
    ]);
    expect(twice.map(({ side, deals }) => [side, tickets(deals)])).toEqual([
      ['SELL', 'd1 d2'],
      ['BUY', 'd2 d3'],
      ['SELL', 'd3 d4'],
    ]);
    expect(legsOf([deal(1, 'in', 'BUY', 1), deal(2, 'inout', 'SELL', 1)])).toHaveLength(1);
    expect(legsOf([deal(2, 'inout', 'SELL', 3)])).toHaveLength(1);
  });

  it('begin on the side of their first lots: an exit tells the other side, money alone tells a buy', () => {
    const side = (...deals: Deal[]) => legsOf(deals)[0]?.side;
    expect([side(deal(1, 'in', 'SELL', 1)), side(deal(1, 'out', 'SELL', 1)), side(deal(1, 'out', 'BUY', 1))]).toEqual(['SELL', 'BUY', 'SELL']); // prettier-ignore
    expect([side(deal(1, 'in', 'SELL', 0)), side(deal(1, 'in', 'BUY', 0), deal(2, 'in', 'SELL', 1))]).toEqual(['BUY', 'SELL']);
  });
});

describe('the deals of a trade', () => {
  const reversed = [deal(1, 'in', 'BUY', 1), deal(2, 'inout', 'SELL', 3), deal(3, 'out', 'BUY', 2)];
  it('are those of its own leg, by its side and its end', () => {
    const first = trade({ closedAt: 2_000 });
    const second = trade({ side: 'SELL', openedAt: 2_000, closedAt: 3_000 });
    expect(tickets(dealsOfTrade(first, [first, second], reversed))).toBe('d1 d2');
    expect(tickets(dealsOfTrade(second, [first, second], reversed))).toBe('d2 d3');
    expect(dealsOfTrade(trade({ closedAt: 2_500 }), [first, second], reversed)).toEqual([]);
    expect(dealsOfTrade(trade({ side: 'SELL', closedAt: 2_000 }), [first, second], reversed)).toEqual([]);
  });
  it('are all of them where an older version made one trade of several legs', () => {
    const whole = trade({ openedAt: 1_000, closedAt: 3_000 });
    expect(tickets(dealsOfTrade(whole, [whole], reversed))).toBe('d1 d2 d3');
    const last = trade({ side: 'SELL', openedAt: 2_000, closedAt: 3_000 });
    expect(tickets(dealsOfTrade(last, [last], reversed))).toBe('d2 d3');
    const first = trade({ openedAt: 1_000, closedAt: 2_000 });
    expect(tickets(dealsOfTrade(first, [first], reversed))).toBe('d1 d2');
  });

  /** Closed at 2, opened again at 3 by the rest of its order, closed at 4. */
  const lives = [deal(1, 'in', 'BUY', 1), deal(2, 'out', 'SELL', 1), deal(3, 'in', 'BUY', 0.5), deal(4, 'out', 'SELL', 0.5)];
  it('are what the position was until it ended, and no other trade had ended before', () => {
    const [one, two] = [trade({ closedAt: 2_000 }), trade({ openedAt: 3_000, closedAt: 4_000 })];
    expect(tickets(dealsOfTrade(one, [one, two], lives))).toBe('d1 d2');
    expect(tickets(dealsOfTrade(two, [one, two], lives))).toBe('d3 d4');
  });
  it('are also what came later and is over, where the order is ours and nothing ended after it', () => {
    const ours = trade({ closedAt: 2_000 });
    expect(tickets(dealsOfTrade(ours, [ours], lives))).toBe('d1 d2 d3 d4');
    expect(tickets(dealsOfTrade(ours, [ours], lives.slice(0, 3)))).toBe('d1 d2');
    const theirs = trade({ signalId: null });
    expect(tickets(dealsOfTrade(theirs, [theirs], lives))).toBe('d1 d2');
  });
  it('have the money that was posted to a life that is over', () => {
    const posted = [...lives.slice(0, 2), deal(2.5, 'out', 'SELL', 0, { swap: -1 }), ...lives.slice(2)];
    const [one, two] = [trade({ closedAt: 2_000 }), trade({ openedAt: 3_000, closedAt: 4_000 })];
    expect(tickets(dealsOfTrade(one, [one, two], posted))).toBe('d1 d2 d2.5');
  });
  it('cannot be split without their beginning', () => {
    const one = trade({ closedAt: 2_000 });
    expect(tickets(dealsOfTrade(one, [one, trade({ closedAt: 4_000 })], lives.slice(1)))).toBe('d2 d3 d4');
  });
  it('that no finished trade has are the lives after the last one', () => {
    expect(tickets(livesAfter([trade({ closedAt: 2_000 })], lives))).toBe('d3 d4');
    expect(tickets(livesAfter([], lives))).toBe('d1 d2 d3 d4');
    expect(tickets(livesAfter([trade({ closedAt: 4_000 })], lives))).toBe('');
    expect(tickets(livesAfter([trade({ closedAt: 9_000 })], lives.slice(0, 2)))).toBe('d1 d2');
  });
});

const look = (part: object = {}) => ({ at: NOW, account: account(), positions: [], orders: [], ...part });
const withOrders = (...orders: OrderLife[]) =>
  cockpit((of) => {
    for (const order of orders) of.orders.set(order.clientOrderId, order);
  });

describe('another volume of a position', () => {
  const explained = (volume: number, deals: Deal[], ...orders: OrderLife[]) =>
    volumeExplained(withOrders(...orders), position({ volume: 1 }), position({ volume }), look(), deals);
  const close = (part: Partial<OrderLife> = {}, request: object = {}) =>
    entry({
      ...{ clientOrderId: 'X', effect: 'close', state: 'confirmed', resolvedAt: NOW, closesOf: 1 },
      ...{
        request: { op: 'close', ticket: '11', volume: 0.4, ...request } as never,
        outcome: { kind: 'confirmed', volume: null } as never,
      },
      ...part,
    });

  it('is explained by its deals: between what we have and the last of them', () => {
    const deals = [deal(1, 'in', 'BUY', 1), deal(2, 'out', 'SELL', 0.25), deal(3, 'out', 'SELL', 0.25)];
    expect([0.75, 0.5, 0.6].map((volume) => explained(volume, deals))).toEqual([true, true, false]);
    expect(explained(1, [])).toBe(true);
    const turned = [deal(1, 'in', 'SELL', 1), deal(2, 'inout', 'BUY', 1.7)];
    expect([explained(0.7, turned), explained(1.7, turned)]).toEqual([true, false]);
    const others = deals.map((one) => ({ ...one, position: '12' }));
    expect(explained(0.75, others)).toBe(false);
    // Ours is none of them: only what the last one leaves counts.
    const reduced = [deal(1, 'in', 'BUY', 0.5), deal(2, 'out', 'SELL', 0.2)];
    expect([explained(0.3, reduced), explained(0.5, reduced)]).toEqual([true, false]);
  });

  it('is explained by closes of ours, and by no more lots than those', () => {
    expect([0.6, 0.7, 0.59].map((volume) => explained(volume, [], close()))).toEqual([true, true, false]);
    expect(explained(0.6, [], close({ state: 'sent', outcome: null }))).toBe(true);
    expect(explained(0.6, [], close({ state: 'refused', outcome: { kind: 'refused' } as never }))).toBe(false);
    expect(explained(0.7, [], close({ outcome: { kind: 'confirmed', volume: 0.3 } as never }))).toBe(true);
    expect(explained(0.6, [], close({ outcome: { kind: 'confirmed', volume: 0.3 } as never }))).toBe(false);
    expect(explained(0.6, [], close({ closesOf: 1.4 }))).toBe(false);
    expect(explained(0.6, [], close({}, { ticket: '12' }))).toBe(false);
    const { closesOf: _unknown, ...old } = close();
    expect(explained(0.6, [], old)).toBe(false);
  });

  it('of two that close each other: both lose the smaller one’s', () => {
    const by = close({ closesOf: 1, closesBy: 0.3 }, { op: 'close_by', by: '12' });
    expect([explained(0.7, [], by), explained(0.6, [], by), lotsNow(withOrders(by), position({ volume: 1 }))]).toEqual([
      true,
      false,
      0.7,
    ]);
    const other = position({ ticket: '12', volume: 0.3 });
    expect(lotsNow(withOrders(by), other)).toBe(0);
    expect(lotsNow(withOrders(close({}, { volume: null })), position({ volume: 1 }))).toBe(0);
  });
});

describe('a position that has grown', () => {
  const waits = (part: Partial<OrderLife> = {}, request: object = {}) =>
    entry({
      ...{ state: 'confirmed', ticket: '11', resolvedAt: NOW - 1_000, outcome: { kind: 'confirmed', volume: 0.4 } as never },
      ...{
        request: openRequest({ volume: 1, pending: { type: 'limit', price: 1.1, stopLimit: null, expiresAt: null }, ...request }),
      },
      ...part,
    });
  const own = position({ volume: 0.4 });
  const by = (lots: number, order = waits(), part: object = {}) => growthExplained(withOrders(order), own, lots, look(part));

  it('may have the rest of the waiting order that opened it, as far as that waits no more', () => {
    expect([by(0.6), by(0.61), by(0.3)]).toEqual([true, false, true]);
    const there = { orders: [pending({ ticket: '11', volume: 0.5 })] };
    expect([by(0.1, waits(), there), by(0.11, waits(), there)]).toEqual([true, false]);
    const rest = waits({ rest: 0.6 });
    expect([by(0.6, rest), by(0.61, rest), by(0.1, rest, there), by(0.11, rest, there)]).toEqual([true, false, true, false]);
  });
  it('has nothing of an order that is not behind it, was not first filled just now, or does not wait', () => {
    expect(by(0.6, waits({ ticket: '12', clientOrderId: 'other' }))).toBe(false);
    expect(by(0.6, waits({}, { side: 'SELL' }))).toBe(false);
    expect(by(0.6, waits({}, { pending: undefined }))).toBe(false);
    expect([by(0.6, waits({ resolvedAt: NOW - 59_999 })), by(0.6, waits({ resolvedAt: NOW - 60_000 }))]).toEqual([true, false]);
    expect(by(0.6, waits({ outcome: { kind: 'confirmed', volume: 0.5 } as never }))).toBe(false);
    expect(by(0.6, waits({ outcome: { kind: 'confirmed', volume: null } as never }))).toBe(false);
    expect(by(0.6, waits({ outcome: { kind: 'refused' } as never }))).toBe(false);
  });
});
