import { describe, expect, test } from 'vitest';
import { roomOf } from '#engine/rulebook';
import { factsFrom } from '#main/runtime/facts.ts';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };
const ASK = 1.15702;

/** A buy limit ten pips below the market, its stop and target around it. */
const limit = (changes: Record<string, unknown> = {}) => ({
  order_type: 'limit',
  price_levels: { entry: 1.156, stop_loss: 1.154, take_profit: 1.162 },
  ...changes,
});
const resting = async (story: CockpitInMemory, signalId = 's1', changes: Record<string, unknown> = {}) => {
  await story.submit(signalId, limit(changes));
  await story.advance(2_000);
};
const orderOf = (story: CockpitInMemory, signalId = 's1') => story.cockpit.orders.get(story.signal(signalId).orders[0] ?? '');
const room = (story: CockpitInMemory) =>
  roomOf(story.cockpit, factsFrom(story.broker, 'EURUSD'), Math.floor(story.clock.nowMs()))!;
const atBroker = (story: CockpitInMemory) => story.broker.snapshot()!;

describe('a pending entry by signal', () => {
  test('is shown on the card with its terms, and rests at the broker once it is approved', async () => {
    const story = await CockpitInMemory.open();
    await story.submit('s1', limit());
    const card = story.cockpit.pending.get('s1')!;
    expect(card).toMatchObject({ entry: 1.156, pending: { type: 'limit', price: 1.156, stopLimit: null } });
    expect(card.loss.stop / card.lots).toBeCloseTo(200, 6);
    await story.approve('s1');
    await story.advance(2_000);
    expect(story.standing('s1')).toEqual(['ordered', null]);
    expect(orderOf(story)).toMatchObject({ state: 'working', ticket: atBroker(story).orders[0]?.ticket });
    expect(atBroker(story)).toMatchObject({ positions: [], orders: [{ type: 'limit', price: 1.156, stopLoss: 1.154 }] });
  });

  test('reserves while it waits what it risks once it is filled, counted once', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const before = room(story);
    await resting(story);
    const waiting = room(story);
    const order = orderOf(story)!;
    expect([waiting.openRisk, waiting.reserved]).toEqual([before.openRisk, order.reserve]);
    await story.price('EURUSD', 1.15597);
    await story.advance(6_000);
    const filled = room(story);
    const { volume, entry, stopLoss } = atBroker(story).positions[0]!;
    const atStop = ((entry - stopLoss!) / 0.00001) * volume;
    expect(filled.reserved).toBe(0);
    expect(order.reserve).toBeGreaterThanOrEqual(atStop);
    expect(order.reserve).toBeLessThan(atStop * 1.1);
  });

  test('whose stop was taken off in the terminal keeps its reserve, and that is no change told again and again', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    const { reserve } = orderOf(story)!;
    const snapshot = story.broker.snapshot.bind(story.broker);
    story.broker.snapshot = () => {
      const seen = snapshot();
      return seen === null ? null : { ...seen, orders: seen.orders.map((order) => ({ ...order, stopLoss: null })) };
    };
    await story.advance(60_000);
    expect(story.recordsOf('order.moved')).toEqual([]);
    expect(orderOf(story)).toMatchObject({ state: 'working', reserve });
  });

  test('reserves what it would lose at its stop of this moment, however often it was moved; its costs stay the same', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    const { reserve, request, ticket } = orderOf(story)!;
    if (request.op !== 'open' || request.pending === undefined || ticket === null) throw new Error('It rests');
    const atStop = (pips: number): number => pips * 10 * request.volume;
    const costs = reserve - atStop(20);
    expect(costs).toBeGreaterThan(0);
    for (const [move, pips] of [40, 20, 40, 10, 30].entries()) {
      const stopLoss = Number((1.156 - pips * 0.0001).toFixed(5));
      const { pending, takeProfit } = request;
      const deadlineAt = story.clock.nowMs() + 5_000;
      void story.broker.send({
        op: 'replace',
        clientOrderId: `HAND00000000000${move}`,
        ticket,
        pending,
        stopLoss,
        takeProfit,
        deadlineAt,
      });
      await story.advance(8_000);
      expect(orderOf(story)).toMatchObject({ state: 'working', request: { stopLoss } });
      expect([pips, orderOf(story)!.reserve]).toEqual([pips, expect.closeTo(costs + atStop(pips), 6)]);
    }
  });

  test('is filled once, becomes the position of its signal, and is fed back when that closes', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    await story.price('EURUSD', 1.15597);
    await story.advance(6_000);
    expect(story.standing('s1')).toEqual(['open', null]);
    expect([atBroker(story).positions.length, atBroker(story).orders.length, story.entriesSent.length]).toEqual([1, 0, 1]);
    await story.price('EURUSD', 1.163);
    await story.advance(6_000);
    expect(story.standing('s1')).toEqual(['closed', 'closed_tp']);
    expect(story.cockpit.drift).toBeNull();
  });

  test('that was filled and stopped between two looks ends as a trade', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    story.broker.feedTick({ symbol: 'EURUSD', bid: 1.1559, ask: 1.1559, at: story.clock.nowMs() });
    story.broker.feedTick({ symbol: 'EURUSD', bid: 1.1539, ask: 1.1539, at: story.clock.nowMs() });
    await story.advance(8_000);
    expect(story.standing('s1')).toEqual(['closed', 'closed_sl']);
    expect([story.cockpit.trades.length, story.cockpit.openOrders.size, story.cockpit.drift]).toEqual([1, 0, null]);
  });

  test('ends at its time without a trade, gives its reserve back, and is not a trade', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story, 's1', { expires_at: new Date(story.clock.nowMs() + 60_000).toISOString() });
    await story.advance(70_000);
    expect(story.standing('s1')).toEqual(['expired', 'entry_expired']);
    expect([atBroker(story).orders.length, room(story).reserved, story.cockpit.trades.length]).toEqual([0, 0, 0]);
    expect(orderOf(story)?.state).toBe('expired');
  });

  test('without an end of its own ends after the configured time', async () => {
    const story = await CockpitInMemory.open({ config: { ...AUTO, limits: { pendingMinutes: 5 } } });
    await resting(story);
    expect(orderOf(story)?.request).toMatchObject({ pending: { expiresAt: expect.any(Number) } });
    await story.advance(310_000);
    expect(story.standing('s1')).toEqual(['expired', 'entry_expired']);
  });

  test.each([
    ['a limit above the market', { order_type: 'limit', price_levels: { entry: 1.158, stop_loss: 1.156, take_profit: 1.164 } }],
    ['a stop below the market', { order_type: 'stop', price_levels: { entry: 1.156, stop_loss: 1.154, take_profit: 1.162 } }],
  ])('%s is refused before it is sent', async (_name, body) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.submit('s1', body);
    expect([story.standing('s1'), story.sent.length]).toEqual([['rejected', 'pending_distance_points'], 0]);
  });

  test.each([
    ['stop', 1.158, { order_type: 'stop', price_levels: { entry: 1.158, stop_loss: 1.156, take_profit: 1.164 } }],
    [
      'stop_limit',
      1.158,
      { order_type: 'stop_limit', price: 1.158, price_levels: { entry: 1.1575, stop_loss: 1.1555, take_profit: 1.1635 } },
    ],
  ])('a %s waits above the market and is filled there', async (type, price, body) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.submit('s1', body);
    await story.advance(2_000);
    expect(atBroker(story).orders).toMatchObject([{ type, price }]);
    await story.price('EURUSD', 1.1581);
    await story.price('EURUSD', 1.1574);
    await story.advance(6_000);
    expect([story.standing('s1'), atBroker(story).positions.length]).toEqual([['open', null], 1]);
  });
});

test('a stop-limit whose price was reached waits as the limit it has become, and is moved as one, by the cockpit and by hand', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.submit('s1', {
    ...{ order_type: 'stop_limit', price: 1.158 },
    price_levels: { entry: 1.1575, stop_loss: 1.1555, take_profit: 1.1635 },
  });
  await story.advance(2_000);
  const { reserve } = orderOf(story)!;
  await story.price('EURUSD', 1.1581);
  await story.advance(6_000);
  expect(atBroker(story).orders).toMatchObject([{ type: 'limit', price: 1.1575 }]);
  expect(orderOf(story)).toMatchObject({ reserve, request: { pending: { type: 'limit', price: 1.1575, stopLimit: null } } });
  expect(story.recordsOf('order.moved').length).toBe(1);
  expect(await story.act('order.replace', { order: 's1', stopLoss: 1.1565 })).toMatchObject({ ok: true });
  await story.advance(6_000);
  expect(atBroker(story).orders).toMatchObject([{ type: 'limit', price: 1.1575, stopLoss: 1.1565 }]);
  const halved = orderOf(story)!.reserve;
  expect(halved).toBeLessThan(reserve * 0.6);
  expect(story.broker.tradeByHand({ order: orderOf(story)!.ticket!, stopLoss: 1.1535 })).toMatchObject({ deal: null });
  await story.advance(6_000);
  expect(orderOf(story)).toMatchObject({ request: { stopLoss: 1.1535 } });
  expect(orderOf(story)!.reserve).toBeGreaterThan(reserve * 1.8);
});

describe('a resting entry goes', () => {
  test('with a cancel signal, and with an exit of its side', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    for (const kind of ['cancel', 'exit']) {
      await resting(story, `entry-${kind}`, {
        price_levels: { entry: kind === 'exit' ? 1.1559 : 1.156, stop_loss: 1.154, take_profit: 1.162 },
      });
      await story.submit(`end-${kind}`, { kind });
      await story.advance(6_000);
      expect([kind, story.standing(`entry-${kind}`)[0], atBroker(story).orders.length]).toEqual([kind, 'cancelled', 0]);
      expect(story.standing(`end-${kind}`)[0]).toBe('closed');
    }
  });

  test('with the emergency stop, which certifies it', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    story.runtime.halt({ reason: 'test', flatten: false }, 'trader');
    await story.advance(10_000);
    const certificate = [...story.cockpit.certificates.values()][0]!;
    expect([certificate.state, certificate.tickets.map(({ result }) => result)]).toEqual(['halted', ['cancelled']]);
    expect([story.standing('s1'), atBroker(story).orders.length]).toEqual([['cancelled', 'entry_cancelled'], 0]);
    await story.price('EURUSD', 1.1559);
    await story.advance(6_000);
    expect(atBroker(story).positions).toEqual([]);
  });

  test('before news that entries keep away from', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    const at = Math.floor(story.clock.nowMs()) + 20 * 60_000;
    await story.act('news.note', { event: { at, currency: 'USD', impact: 'high', title: 'NFP' } });
    await story.advance(19 * 60_000);
    expect(story.standing('s1')).toEqual(['cancelled', 'entry_cancelled']);
    const { resolvedAt } = orderOf(story)!;
    expect(resolvedAt).toBeLessThan(at);
  });

  test('when what it reserves no longer fits the room', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    story.broker.operate('charge', -3_600);
    await story.advance(6_000);
    expect(story.standing('s1')).toEqual(['cancelled', 'entry_cancelled']);
  });
});

describe('what is not known of a pending entry', () => {
  test('an answer that is lost leaves one order, found by its id, never sent again', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.faults.push({ kind: 'answer_lost' });
    await story.submit('s1', limit());
    await story.advance(20_000);
    expect([story.standing('s1'), orderOf(story)?.state, story.entriesSent.length]).toEqual([['ordered', null], 'working', 1]);
    expect(story.cockpit.recoveries.size).toBe(0);
  });

  test('a crash while it rests changes nothing: it is found resting, and filled once', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    story.crash();
    await story.restart();
    await story.advance(6_000);
    expect(orderOf(story)?.state).toBe('working');
    await story.price('EURUSD', 1.15597);
    await story.advance(6_000);
    expect([story.standing('s1'), atBroker(story).positions.length, story.cockpit.drift]).toEqual([['open', null], 1, null]);
  });

  test('one that was cancelled by hand while nobody looked has ended', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    void story.broker.send({
      op: 'cancel',
      clientOrderId: 'HAND000000000001',
      ticket: atBroker(story).orders[0]!.ticket,
      deadlineAt: story.clock.nowMs() + 5_000,
    });
    await story.advance(8_000);
    expect([story.standing('s1'), room(story).reserved]).toEqual([['cancelled', 'entry_cancelled'], 0]);
  });
});

describe('a group of pending entries', () => {
  const legs = (story: CockpitInMemory) =>
    Promise.all([
      story.submit('up', {
        order_type: 'stop',
        oco: 'breakout',
        price_levels: { entry: 1.1585, stop_loss: 1.1565, take_profit: 1.1645 },
      }),
      story.submit('down', {
        direction: 'SELL',
        order_type: 'stop',
        oco: 'breakout',
        price_levels: { entry: 1.1555, stop_loss: 1.1575, take_profit: 1.1495 },
      }),
    ]);

  test('rests with both legs, both reserved; the first fill cancels the other', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await legs(story);
    await story.advance(3_000);
    expect(atBroker(story).orders.length).toBe(2);
    expect(room(story).reserved).toBeCloseTo(orderOf(story, 'up')!.reserve + orderOf(story, 'down')!.reserve, 6);
    await story.price('EURUSD', 1.1586);
    await story.advance(6_000);
    expect([story.standing('up')[0], story.standing('down')[0]]).toEqual(['open', 'cancelled']);
    expect(atBroker(story).orders).toEqual([]);
  });

  test('that a jump fills both legs of keeps the first and closes the second at once', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await legs(story);
    await story.advance(3_000);
    const at = Math.floor(story.clock.nowMs());
    story.broker.feedTick({ symbol: 'EURUSD', bid: 1.1586, ask: 1.1586, at });
    story.broker.feedTick({ symbol: 'EURUSD', bid: 1.1554, ask: 1.1554, at: at + 1 });
    await story.advance(10_000);
    expect(atBroker(story).positions.length).toBeLessThanOrEqual(1);
    expect(story.standing('down')[0]).toBe('closed');
  });
});

describe('an order by hand', () => {
  const ticket = (story: CockpitInMemory, changes: Record<string, unknown> = {}) =>
    story.submitRaw(JSON.stringify(story.signalBody('hand-1', limit(changes))), 'operator');

  test('passes the same gate, is sized by its risk, and is the same order when it comes again', async () => {
    const story = await CockpitInMemory.open();
    expect((await ticket(story)).kind).toBe('accepted');
    expect(story.cockpit.pending.get('hand-1')).toMatchObject({
      pending: { type: 'limit' },
      overrides: expect.arrayContaining(['trend']),
    });
    expect(await ticket(story)).toMatchObject({ kind: 'duplicate' });
    await story.approve('hand-1');
    await story.advance(2_000);
    expect([story.standing('hand-1'), story.signal('hand-1').signal.source]).toEqual([['ordered', null], 'operator']);
  });

  test('is not let past a hard limit', async () => {
    const story = await CockpitInMemory.open({ config: { limits: { maxLotsPerOrder: 0.5 } } });
    await ticket(story);
    expect(story.standing('hand-1')).toEqual(['rejected', 'lots_per_order']);
  });

  test('is cancelled by hand, by any of its names', async () => {
    for (const name of ['signal', 'client', 'ticket']) {
      const story = await CockpitInMemory.open({ config: AUTO });
      await resting(story);
      const { clientOrderId, ticket: number } = orderOf(story)!;
      const order = name === 'signal' ? 's1' : name === 'client' ? clientOrderId : number!;
      expect(await story.act('order.cancel', { order })).toMatchObject({ ok: true });
      await story.advance(3_000);
      expect([name, story.standing('s1')[0], atBroker(story).orders.length]).toEqual([name, 'cancelled', 0]);
      expect(await story.act('order.cancel', { order })).toMatchObject({ ok: false, error: { code: 'unknown_order' } });
    }
  });

  test('is replaced with no more risk than it was sized for, and never with more', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await resting(story);
    const { reserve } = orderOf(story)!;
    expect(await story.act('order.replace', { order: 's1', price: 1.1555, stopLoss: 1.1537 })).toMatchObject({ ok: true });
    await story.advance(3_000);
    expect(atBroker(story).orders).toMatchObject([{ price: 1.1555, stopLoss: 1.1537, takeProfit: 1.162 }]);
    expect(orderOf(story)).toMatchObject({ state: 'working', request: { pending: { price: 1.1555 } } });
    expect(orderOf(story)!.reserve).toBeLessThan(reserve);
    const more = await story.act('order.replace', { order: 's1', stopLoss: 1.15 });
    expect(more).toMatchObject({ ok: false, error: { code: 'hard_limit' } });
    await story.price('EURUSD', 1.1554);
    await story.advance(6_000);
    expect(atBroker(story).positions).toMatchObject([{ stopLoss: 1.1537 }]);
  });
});

test('the market is as the tests say', async () => {
  const story = await CockpitInMemory.open();
  expect(story.broker.quote('EURUSD')?.ask).toBe(ASK);
});
