import { describe, expect, it } from 'vitest';
import { restingAnswered, restingSeen, missingEntries, restingEntries } from '#engine/orders/resting.ts';
import { isHeld, reserveAt, restProbed, shownAs } from '#engine/orders/rests.ts';
import type { Outcome, PendingOrder, PendingTerms, TerminalSnapshot } from '#shared/domain';
import type { OrderLife } from '#shared/projection';
import { createEngine } from '#engine/engine.ts';
import { account, entry, NOW, openRequest, pending, position } from '../rulebook/desk.ts';

const TERMS: PendingTerms = { type: 'limit', price: 1.1, stopLimit: null, expiresAt: null };
/** A limit of one lot at 1.1 with its stop ten pips below, resting under ticket 40; 107 reserved, of which 7 are costs. */
const resting = (part: Partial<OrderLife> = {}, request: object = {}): OrderLife =>
  entry({
    ...{ state: 'working', ticket: '40', sentAt: NOW - 10, reserve: 107, requestedAt: NOW - 1_000 },
    ...{ request: openRequest({ pending: TERMS, ...request }), sized: { reserve: 107, costs: 7, distance: 0.001 } },
    ...part,
  });
const shown = (part: Partial<PendingOrder> = {}): PendingOrder =>
  pending({
    ticket: '40',
    clientOrderId: 'C1',
    direction: 'BUY',
    type: 'limit',
    stopLoss: 1.099,
    ...part,
  });
const engineWith = (...orders: OrderLife[]) => {
  const engine = createEngine();
  for (const order of orders) {
    engine.cockpit.orders.set(order.clientOrderId, order);
    if (order.resolvedAt === null || order.rest !== undefined) engine.cockpit.openOrders.add(order.clientOrderId);
  }
  return engine;
};
const look = (orders: PendingOrder[], part: Partial<TerminalSnapshot> = {}): TerminalSnapshot => ({
  ...{ at: NOW, account: account(), positions: [], orders },
  ...part,
});
const seen = (order: OrderLife, there: PendingOrder, ...others: OrderLife[]) =>
  restingSeen(engineWith(order, ...others), look([there])).map(({ type, payload }) => ({ type, ...payload }));

describe('what is reserved for an order that waits', () => {
  it('follows the distance to its stop; its costs do not, and both go by its lots', () => {
    const at = (price: number, stopLoss: number | null, lots = 1) =>
      Number(reserveAt(resting(), { pending: { ...TERMS, price }, stopLoss, takeProfit: null }, lots).toFixed(6));
    expect([at(1.1, 1.099), at(1.102, 1.099), at(1.1, 1.099, 0.25), at(1.101, null)]).toEqual([107, 307, 26.75, 207]);
  });
  it('is what it was where nothing says how it was sized, and of a market order', () => {
    const terms = { pending: { ...TERMS, price: 1.102 }, stopLoss: 1.099, takeProfit: null };
    expect(reserveAt(resting({ sized: { reserve: 107, costs: 7, distance: 0 } }), terms, 0.5)).toBe(53.5);
    expect(reserveAt(entry(), terms, 0.5)).toBe(100);
    const { sized: _none, ...old } = resting();
    expect(Math.round(reserveAt(old, terms, 1))).toBe(321);
  });
});

describe('an order that a look shows', () => {
  it('is found by our id, or by its ticket', () => {
    const by = (part: Partial<PendingOrder>) =>
      shownAs(resting(), { orders: [shown({ ticket: '9', clientOrderId: null, ...part })] });
    expect([by({}), by({ clientOrderId: 'C1' })?.ticket, by({ ticket: '40' })?.ticket]).toEqual([undefined, '9', '40']);
    const held = (part: object) => isHeld(resting(), { positions: [position(part)] });
    expect([held({}), held({ clientOrderId: 'C1' }), held({ ticket: '40' })]).toEqual([false, true, true]);
  });

  it('rests, where nobody knew whether it does', () => {
    const progressed = { type: 'order.progressed', clientOrderId: 'C1', to: 'working', sentAt: NOW - 10, ticket: '40' };
    expect(seen(resting({ state: 'unknown', ticket: null }), shown())).toEqual([progressed]);
    expect(seen(resting({ state: 'unknown', ticket: null, sentAt: null }), shown())).toEqual([{ ...progressed, sentAt: NOW }]);
    expect(seen(resting({ state: 'sent', ticket: null }), shown())).toEqual([]);
  });

  it('is as it was within the noise of prices and a minute of its end, and a stop taken off is no other stop', () => {
    const same = [{}, { price: 1.100000005 }, { stopLoss: null }, { stopLoss: 1.099000005 }];
    for (const part of same) expect(seen(resting(), shown(part))).toEqual([]);
    const ends = resting({}, { pending: { ...TERMS, expiresAt: NOW + 600_000 } });
    for (const ms of [0, -60_000, 60_000]) expect(seen(ends, shown({ expiresAt: NOW + 600_000 + ms }))).toEqual([]);
    expect(seen(ends, shown({ expiresAt: null }))).toEqual([]);
  });

  it('was moved where its price, stop, target or end is another, and its reserve follows', () => {
    const moved = (part: object, order = resting()) => seen(order, shown(part))[0];
    expect(moved({ price: 1.101 })).toMatchObject({
      type: 'order.moved',
      reserve: expect.closeTo(207, 6) as number,
      text: 'Moved in the terminal',
    });
    expect(moved({ stopLoss: 1.098 })).toMatchObject({ stopLoss: 1.098, reserve: expect.closeTo(207, 6) as number });
    expect(moved({ takeProfit: 1.12 })).toMatchObject({ takeProfit: 1.12, reserve: expect.closeTo(107, 6) as number });
    expect(moved({ expiresAt: NOW + 5 })).toMatchObject({ pending: { expiresAt: NOW + 5 } });
    const ends = resting({}, { pending: { ...TERMS, expiresAt: NOW + 600_000 } });
    expect(moved({ expiresAt: NOW + 660_001 }, ends)).toMatchObject({ pending: { expiresAt: NOW + 660_001 } });
    expect(moved({ price: 1.101 }, resting({ rest: 0.5 }))).toMatchObject({ reserve: expect.closeTo(103.5, 6) as number });
  });

  it('waits as a limit once its stop-limit was reached', () => {
    const order = resting({}, { pending: { ...TERMS, type: 'stop_limit', price: 1.105, stopLimit: 1.1 } });
    expect(seen(order, shown())).toMatchObject([
      {
        type: 'order.moved',
        pending: { type: 'limit', price: 1.1, stopLimit: null },
        text: 'Its price was reached: it waits as a limit now',
      },
    ]);
    expect(seen(order, shown({ price: 1.101 }))).toMatchObject([{ text: 'Moved in the terminal', pending: { price: 1.101 } }]);
  });

  it('is not judged by a look from before our own replacement of it was answered', () => {
    const replace = (part: Partial<OrderLife>, ticket = '40', op = 'replace') =>
      entry({ clientOrderId: 'C9', request: { op, ticket } as never, state: 'sent', ...part });
    const moved = (other: OrderLife) => seen(resting(), shown({ price: 1.101 }), other).length;
    expect(moved(replace({ resolvedAt: null }))).toBe(0);
    expect(moved(replace({ resolvedAt: NOW, state: 'confirmed' }))).toBe(0);
    expect(moved(replace({ resolvedAt: NOW - 1, state: 'confirmed' }))).toBe(1);
    expect(moved(replace({ resolvedAt: null }, '41'))).toBe(1);
    expect(moved(replace({ resolvedAt: null }, '40', 'cancel'))).toBe(1);
  });
});

describe('an answer about an order that waits', () => {
  const confirmed = {
    kind: 'confirmed',
    retcode: 10009,
    ticket: '40',
    deal: null,
    price: null,
    volume: null,
    at: NOW,
  } as unknown as Outcome;
  const asked = (request: object) =>
    entry({ clientOrderId: 'C9', request: { ticket: '40', ...request } as never, certificateId: null });
  const told = (order: OrderLife, request: object, outcome = confirmed) =>
    restingAnswered(engineWith(order), asked(request), outcome).map(({ type, payload }) => ({ type, ...payload }));

  it('moves it, once the replacement is confirmed', () => {
    const request = { op: 'replace', pending: { ...TERMS, price: 1.101 }, stopLoss: 1.099, takeProfit: 1.12 };
    expect(told(resting(), request)).toEqual([
      {
        ...{ type: 'order.moved', clientOrderId: 'C1', pending: request.pending, stopLoss: 1.099, takeProfit: 1.12 },
        ...{ reserve: expect.closeTo(207, 6) as number, text: 'Replaced' },
      },
    ]);
    expect(told(resting(), request, { kind: 'refused', retcode: 10006, text: '', at: NOW })).toEqual([]);
    expect(told(resting({ ticket: '41' }), request)).toEqual([]);
  });
  it('leaves nothing of one that was filled in part, once the cancel is confirmed', () => {
    expect(told(resting({ state: 'confirmed', rest: 0.4 }), { op: 'cancel' })).toMatchObject([
      { type: 'order.left', volume: 0, reserve: 0, text: 'Pending order cancelled' },
    ]);
    expect(told(resting(), { op: 'cancel' })).toEqual([]);
    expect(told(resting({ rest: 0.4 }), { op: 'close' })).toEqual([]);
  });
});

describe('what looking for the rest of an order found', () => {
  const probed = (result: object) =>
    restProbed(resting({ state: 'confirmed', rest: 0.4 }), result as never).map(({ payload }) => payload);
  it.each([
    [0.4, []],
    [0.4000001, []],
    [0.3, [{ volume: 0.3, ticket: '77', text: 'Filled in part: 0.3 lots wait on' }]],
  ])('%d lots still wait', (volume, left) =>
    expect(probed({ kind: 'resting', order: shown({ ticket: '77', volume }) })).toMatchObject(left),
  );
  it.each(['found', 'found_closed', 'ended'])('nothing of it waits: %s', (kind) =>
    expect(probed({ kind })).toMatchObject([{ volume: 0, ticket: '40', text: 'Nothing of it waits at the broker any more' }]),
  );
  it.each(['absent', 'unreachable'])('nothing is known: %s', (kind) => expect(probed({ kind })).toEqual([]));
});

describe('entries that a look does not show', () => {
  const missing = (snapshot: TerminalSnapshot, order = resting()) => missingEntries(engineWith(order), snapshot);
  it('are looked for, unless the look is older than they are', () => {
    expect(missing(look([]))).toEqual(['C1']);
    expect([missing(look([], { at: NOW - 1_000 })), missing(look([], { at: NOW - 999 }))]).toEqual([[], ['C1']]);
    expect(missing(look([shown()]))).toEqual([]);
    expect(missing(look([], { positions: [position({ ticket: '40' })] }))).toEqual([]);
    expect(restingEntries(engineWith(resting({ state: 'sent' })).cockpit)).toEqual([]);
  });
});
