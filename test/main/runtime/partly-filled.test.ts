import { describe, expect, test } from 'vitest';
import { roomOf } from '#engine/rulebook';
import { factsFrom } from '#main/runtime/facts.ts';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };
const REACHED = 1.15597;

const limit = (changes: Record<string, unknown> = {}) => ({
  order_type: 'limit',
  price_levels: { entry: 1.156, stop_loss: 1.154, take_profit: 1.162 },
  ...changes,
});
const orderOf = (story: CockpitInMemory, signalId = 's1') => story.cockpit.orders.get(story.signal(signalId).orders[0] ?? '')!;
const atBroker = (story: CockpitInMemory) => story.broker.snapshot()!;
const room = (story: CockpitInMemory) =>
  roomOf(story.cockpit, factsFrom(story.broker, 'EURUSD'), Math.floor(story.clock.nowMs()))!;
const reached = (story: CockpitInMemory, bid: number, afterMs = 0): void => {
  const at = Math.floor(story.clock.nowMs()) + afterMs;
  story.broker.feedTick({ symbol: 'EURUSD', bid, ask: Number((bid + 0.00002).toFixed(5)), at });
};

/** A limit that waited, and a part of which was filled when its price was touched; the market has left it again. */
async function partly(share = 0.4, changes: Record<string, unknown> = {}): Promise<CockpitInMemory> {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.submit('s1', limit(changes));
  await story.advance(2_000);
  story.shares.push(share);
  reached(story, REACHED);
  await story.price('EURUSD', 1.157);
  await story.advance(6_000);
  return story;
}
const lots = (story: CockpitInMemory) => {
  const { request, rest } = orderOf(story);
  const whole = request.op === 'open' ? request.volume : 0;
  return { whole, rest: rest ?? 0, held: atBroker(story).positions[0]?.volume ?? 0 };
};

describe('what is left of a partly filled waiting order', () => {
  test('stays in sight: its lots, its number and its share of what was reserved, counted once', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.submit('s1', limit());
    await story.advance(2_000);
    const { reserve } = orderOf(story);
    story.shares.push(0.4);
    reached(story, REACHED);
    await story.price('EURUSD', 1.157);
    await story.advance(6_000);
    const { whole, rest, held } = lots(story);
    expect(held + rest).toBeCloseTo(whole, 8);
    expect(held).toBeGreaterThan(0);
    expect(rest).toBe(atBroker(story).orders[0]?.volume);
    const order = orderOf(story);
    expect(order).toMatchObject({ state: 'confirmed', ticket: atBroker(story).orders[0]?.ticket });
    expect(order.reserve).toBeCloseTo((reserve * rest) / whole, 6);
    expect(room(story).reserved).toBeCloseTo(order.reserve, 6);
    expect([story.standing('s1'), story.cockpit.drift, story.bugs]).toEqual([['open', null], null, []]);
  });

  test('is filled later into the same position, and then nothing waits any more', async () => {
    const story = await partly();
    const [ticket] = [...story.cockpit.positions.keys()];
    await story.price('EURUSD', REACHED);
    await story.advance(6_000);
    const { whole, rest, held } = lots(story);
    expect([rest, held, story.cockpit.openOrders.size, room(story).reserved]).toEqual([0, whole, 0, 0]);
    expect([...story.cockpit.positions].map(([key, { position }]) => [key, position.volume])).toEqual([[ticket, whole]]);
    expect(story.cockpit.drift).toBeNull();
    await story.price('EURUSD', 1.163);
    await story.advance(6_000);
    expect([story.standing('s1'), story.cockpit.trades.map(({ volume }) => volume)]).toEqual([['closed', 'closed_tp'], [whole]]);
  });

  test('that is filled in several parts is told by each of them', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.submit('s1', limit());
    await story.advance(2_000);
    for (const share of [0.3, 0.5]) {
      story.shares.push(share);
      reached(story, REACHED);
      await story.price('EURUSD', 1.157);
      await story.advance(6_000);
      expect(lots(story).rest).toBe(atBroker(story).orders[0]?.volume);
    }
    expect(story.recordsOf('order.left').length).toBe(2);
    expect(story.cockpit.drift).toBeNull();
  });

  test.each(['signal', 'client', 'ticket'])('is cancelled by hand, by its %s, and the position stays', async (name) => {
    const story = await partly();
    const { clientOrderId, ticket } = orderOf(story);
    const order = name === 'signal' ? 's1' : name === 'client' ? clientOrderId : ticket!;
    expect(await story.act('order.cancel', { order })).toMatchObject({ ok: true });
    await story.advance(3_000);
    expect([atBroker(story).orders, orderOf(story).rest, room(story).reserved]).toEqual([[], undefined, 0]);
    expect([story.standing('s1'), atBroker(story).positions.length, story.cockpit.openOrders.size]).toEqual([
      ['open', null],
      1,
      0,
    ]);
    expect(await story.act('order.cancel', { order })).toMatchObject({ ok: false, error: { code: 'unknown_order' } });
  });

  test('is replaced, and reserves for its lots alone', async () => {
    const story = await partly();
    const { reserve } = orderOf(story);
    expect(await story.act('order.replace', { order: 's1', price: 1.1555, stopLoss: 1.1545 })).toMatchObject({ ok: true });
    await story.advance(3_000);
    expect(atBroker(story).orders).toMatchObject([{ price: 1.1555, stopLoss: 1.1545, volume: lots(story).rest }]);
    const order = orderOf(story);
    expect(order).toMatchObject({ request: { pending: { price: 1.1555 }, stopLoss: 1.1545 } });
    expect(order.reserve).toBeGreaterThan(reserve / 2);
    expect(order.reserve).toBeLessThan(reserve * 0.7);
  });

  test('ends at its time, and the position stays', async () => {
    const at = (story: CockpitInMemory) => story.clock.nowMs();
    const probe = await CockpitInMemory.open({ config: AUTO });
    const story = await partly(0.4, { expires_at: new Date(at(probe) + 90_000).toISOString() });
    await story.advance(90_000);
    expect([atBroker(story).orders, orderOf(story).rest, room(story).reserved]).toEqual([[], undefined, 0]);
    expect([story.standing('s1'), atBroker(story).positions.length, story.cockpit.openOrders.size]).toEqual([
      ['open', null],
      1,
      0,
    ]);
  });

  test('goes when its position is managed: it would add to what is being reduced, and bring the old stop back', async () => {
    const management = { breakEvenAtR: 1, partials: [{ atR: 1, percent: 50 }] };
    const story = await CockpitInMemory.open({ config: { ...AUTO, strategies: { m5_bos: { management } } } });
    await story.submit('s1', limit());
    await story.advance(2_000);
    story.shares.push(0.4);
    reached(story, REACHED);
    await story.price('EURUSD', 1.157);
    await story.advance(6_000);
    const { held } = lots(story);
    expect(atBroker(story).orders.length).toBe(1);
    await story.price('EURUSD', 1.1581);
    await story.advance(6_000);
    expect([atBroker(story).orders, orderOf(story).rest]).toEqual([[], undefined]);
    expect(atBroker(story).positions[0]?.volume).toBeCloseTo(held / 2, 1);
    expect([atBroker(story).positions[0]?.stopLoss, story.standing('s1'), story.bugs]).toEqual([1.156, ['open', null], []]);
  });

  test('goes when its stop was moved by hand to risk less', async () => {
    const story = await partly();
    const [ticket] = [...story.cockpit.positions.keys()];
    expect(await story.act('position.modify', { ticket: ticket ?? '', stopLoss: 1.155, reason: null })).toMatchObject({
      ok: true,
    });
    await story.advance(6_000);
    expect([atBroker(story).orders, atBroker(story).positions[0]?.stopLoss]).toEqual([[], 1.155]);
  });

  test.each([false, true])('goes with the emergency stop (flatten %s), which is not over before', async (flatten) => {
    const story = await partly();
    story.runtime.halt({ reason: 'test', flatten }, 'trader');
    await story.advance(10_000);
    expect(story.bugs).toEqual([]);
    const [certificate] = [...story.cockpit.certificates.values()];
    expect(certificate?.state).toBe(flatten ? 'flat' : 'halted');
    expect([atBroker(story).orders, atBroker(story).positions.length, story.cockpit.openOrders.size]).toEqual([
      [],
      flatten ? 0 : 1,
      0,
    ]);
    expect(room(story).reserved).toBe(0);
  });

  test('that cannot be cancelled keeps nothing from being closed: its number is that of its position', async () => {
    const story = await partly();
    const [ticket] = [...story.cockpit.positions.keys()];
    expect(orderOf(story).ticket).toBe(ticket);
    for (let tries = 0; tries < 6; tries += 1) story.faults.push({ kind: 'refuse', retcode: 10029, text: 'Frozen' });
    await story.act('order.cancel', { order: 's1' });
    await story.advance(40_000);
    story.faults.length = 0;
    expect(await story.act('position.close', { ticket: ticket! })).toMatchObject({ ok: true });
    await story.advance(8_000);
    expect(atBroker(story).positions).toEqual([]);
    expect(story.cockpit.trades.map(({ ticket: closed }) => closed)).toEqual([ticket]);
  });

  test('is cancelled while a part of its position is being closed', async () => {
    const story = await partly();
    const [ticket] = [...story.cockpit.positions.keys()];
    await story.act('position.close', { ticket: ticket!, part: { percent: 50 } });
    expect(await story.act('order.cancel', { order: 's1' })).toMatchObject({ ok: true });
    await story.advance(4_000);
    expect([atBroker(story).orders, atBroker(story).positions.length, story.cockpit.drift]).toEqual([[], 1, null]);
  });

  test('goes with a cancel signal of its side', async () => {
    const story = await partly();
    await story.submit('c1', { kind: 'cancel' });
    await story.advance(6_000);
    expect([atBroker(story).orders, story.standing('c1')[0], story.standing('s1')[0]]).toEqual([[], 'closed', 'open']);
  });

  test('goes once the position it belongs to is over, and opens nothing without its signal', async () => {
    const story = await partly();
    const [ticket] = [...story.cockpit.positions.keys()];
    await story.act('position.close', { ticket: ticket! });
    await story.advance(8_000);
    expect([atBroker(story).positions, atBroker(story).orders, story.cockpit.openOrders.size]).toEqual([[], [], 0]);
    expect(story.standing('s1')[0]).toBe('closed');
  });

  test('is deleted by hand in the terminal: nothing is reserved for it any more', async () => {
    const story = await partly();
    story.broker.tradeByHand({ remove: orderOf(story).ticket! });
    await story.advance(6_000);
    expect([orderOf(story).rest, room(story).reserved, story.standing('s1')[0]]).toEqual([undefined, 0, 'open']);
  });

  test('is in sight again after a crash', async () => {
    const story = await partly();
    const before = lots(story);
    story.crash();
    await story.restart();
    await story.advance(6_000);
    expect(lots(story)).toEqual(before);
    await story.act('order.cancel', { order: 's1' });
    await story.advance(3_000);
    expect([atBroker(story).orders, orderOf(story).rest]).toEqual([[], undefined]);
  });
});

describe('a group of which one was filled in part', () => {
  const grouped = async (): Promise<CockpitInMemory> => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.submit('s1', limit({ oco: 'g' }));
    await story.submit('s2', {
      ...{ order_type: 'stop', oco: 'g' },
      price_levels: { entry: 1.1585, stop_loss: 1.1565, take_profit: 1.1645 },
    });
    await story.advance(3_000);
    return story;
  };

  test('keeps what is left of that one, and cancels the other', async () => {
    const story = await grouped();
    story.shares.push(0.4);
    reached(story, REACHED);
    await story.price('EURUSD', 1.157);
    await story.advance(8_000);
    expect([story.standing('s1')[0], story.standing('s2')[0]]).toEqual(['open', 'cancelled']);
    expect(atBroker(story).orders).toMatchObject([{ ticket: orderOf(story).ticket, volume: lots(story).rest }]);
  });

  test('that a jump fills in part on both sides keeps the first alone: position and rest of the other go', async () => {
    const story = await grouped();
    story.shares.push(0.4, 0.4);
    reached(story, REACHED);
    reached(story, 1.1586, 1);
    await story.price('EURUSD', 1.157);
    await story.advance(10_000);
    expect(atBroker(story).positions.map(({ clientOrderId }) => clientOrderId)).toEqual([orderOf(story).clientOrderId]);
    expect(atBroker(story).orders.map(({ clientOrderId }) => clientOrderId)).toEqual([orderOf(story).clientOrderId]);
  });
});

test('a cancel that came after a part was filled ends what was left, and the part is the position of its signal', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.submit('s1', limit());
  await story.advance(2_000);
  const { ticket } = orderOf(story);
  story.shares.push(0.4);
  story.life.cut = true; // Nobody hears of the fill.
  reached(story, REACHED);
  story.life.cut = false;
  await story.act('order.cancel', { order: ticket! });
  await story.price('EURUSD', 1.157);
  await story.advance(6_000);
  expect([story.standing('s1'), atBroker(story).orders, orderOf(story).rest]).toEqual([['open', null], [], undefined]);
  expect([...story.cockpit.positions.values()]).toMatchObject([{ signalId: 's1', riskMoney: orderOf(story).riskMoney }]);
  expect(story.bugs).toEqual([]);
});
