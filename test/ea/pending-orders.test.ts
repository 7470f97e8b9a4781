import { describe, expect, test } from 'vitest';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa, type FarEnd } from './desk-with-ea.ts';
import { clock } from './ea-clock.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const ENDS: readonly FarEnd[] = ['paper', 'double', ...(hasCompiler ? (['compiled'] as const) : [])];
const LIMIT = { order_type: 'limit', price_levels: { entry: 1.156, stop_loss: 1.154, take_profit: 1.162 } };

/** The same stories over every kind of terminal. */
describe.each(ENDS)('a pending entry at the %s terminal', (far) => {
  const resting = async (body: Record<string, unknown> = LIMIT): Promise<DeskWithEa> => {
    const desk = await DeskWithEa.connected({ far });
    await desk.signal('s1', body);
    await until(
      () => orderOf(desk)?.state === 'working' || desk.life('s1')?.state === 'rejected' || desk.life('s1')?.state === 'failed',
    );
    return desk;
  };
  const orderOf = (desk: DeskWithEa) => desk.runtime.cockpit.orders.get(desk.life('s1')?.orders[0] ?? '');
  const there = (desk: DeskWithEa) => desk.venue.account.snapshot(clock.nowMs());

  test('rests under its number with its levels and its end, and is filled once', async () => {
    const desk = await resting();
    const [order] = there(desk).orders;
    expect([desk.life('s1')?.state, desk.life('s1')?.reason]).toEqual(['ordered', null]);
    expect(order).toMatchObject({
      type: 'limit',
      price: 1.156,
      stopLoss: 1.154,
      takeProfit: 1.162,
      expiresAt: expect.any(Number),
    });
    expect(orderOf(desk)?.ticket).toBe(order?.ticket);
    desk.venue.price('EURUSD', 1.1558);
    expect((await desk.state('s1', ['open']))[0]).toBe('open');
    expect([there(desk).positions.length, there(desk).orders.length, desk.runtime.cockpit.drift]).toEqual([1, 0, null]);
    expect(await desk.close()).toBe(0);
  });

  test.each([
    ['stop', 1.158, { order_type: 'stop', price_levels: { entry: 1.158, stop_loss: 1.156, take_profit: 1.164 } }],
    [
      'stop_limit',
      1.158,
      { order_type: 'stop_limit', price: 1.158, price_levels: { entry: 1.1575, stop_loss: 1.1555, take_profit: 1.1635 } },
    ],
  ])('a %s waits at %d', async (type, price, body) => {
    const desk = await resting(body);
    expect(there(desk).orders).toMatchObject([{ type, price }]);
    expect(await desk.close()).toBe(0);
  });

  test('is cancelled by a signal, and stays cancelled', async () => {
    const desk = await resting();
    await desk.signal('c1', { kind: 'cancel' });
    expect((await desk.state('s1', ['cancelled']))[0]).toBe('cancelled');
    desk.venue.price('EURUSD', 1.155);
    expect(there(desk)).toMatchObject({ positions: [], orders: [] });
    expect(await desk.close()).toBe(0);
  });

  test('that went by hand while nobody looked has ended', async () => {
    const desk = await resting();
    desk.venue.account.trade({ action: 'remove', order: there(desk).orders[0]?.ticket ?? '' }, clock.nowMs(), 'hand');
    expect((await desk.state('s1', ['cancelled']))[0]).toBe('cancelled');
    expect(desk.runtime.cockpit.openOrders.size).toBe(0);
    expect(await desk.close()).toBe(0);
  });
});
