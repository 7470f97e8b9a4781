import { describe, expect, test } from 'vitest';
import { hasCompiler } from './compiled-ea.ts';
import { pause } from './ea-clock.ts';
import { DeskWithEa } from './desk-with-ea.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const DONE = ['open', 'failed', 'rejected'];

/** MetaTrader promises neither the order of its messages nor that each of them comes. */
describe.skipIf(!hasCompiler)('when the server tells things wrongly', () => {
  test.each([
    ['swapped', { swapped: 0.5, doubled: 0, lost: 0 }],
    ['doubled', { swapped: 0, doubled: 1, lost: 0 }],
    ['mostly lost', { swapped: 0.3, doubled: 0.3, lost: 0.7 }],
    ['all lost', { swapped: 0, doubled: 0, lost: 1 }],
  ])('messages that are %s lead to the same trade, once', async (_what, disturbance) => {
    const desk = await DeskWithEa.connected();
    Object.assign(desk.venue, { disturbance });
    await desk.signal('s1');
    const [state] = await desk.state('s1', DONE, 40_000);
    const opened = [state, desk.venue.positions.length, desk.venue.requests.length];
    desk.venue.price('EURUSD', 1.15);
    const [after] = await desk.state('s1', ['closed'], 40_000);
    expect([
      opened,
      after,
      desk.life('s1')?.trade?.reason,
      desk.runtime.cockpit.positions.size,
      desk.runtime.cockpit.drift,
    ]).toEqual([['open', 1, 1], 'closed', 'sl', 0, null]);
    expect([desk.bugs, await desk.close()]).toEqual([[], 0]);
  });

  test('an entry without stops whose answer never comes is protected all the same', async () => {
    const desk = await DeskWithEa.connected();
    desk.venue.noStopsAtOpen = true;
    desk.venue.onRequest = (count) => {
      desk.venue.disturbance = { swapped: 0, doubled: 0, lost: count === 2 ? 1 : 0 };
    };
    await desk.signal('s1');
    await until(() => (desk.venue.positions[0]?.stopLoss ?? null) !== null, 5_000);
    const stop = desk.venue.positions[0]?.stopLoss ?? null;
    const [state] = await desk.state('s1', DONE, 40_000);
    expect([stop !== null, state, desk.venue.positions.length]).toEqual([true, 'open', 1]);
    expect(await desk.close()).toBe(0);
  });

  test.each([
    ['FileOpen', 5_004, 'the table of client ids cannot be written: nothing was sent'],
    ['OrderSendAsync', 4_756, 'the terminal did not take it (error 4756)'],
  ])('%s fails (%i): nothing is traded, it says so, and the next order goes as ever', async (call, error, words) => {
    const desk = await DeskWithEa.connected();
    desk.venue.calls.fail(call, error);
    await pause(100);
    await desk.signal('s1');
    const [state, why] = await desk.state('s1', ['open', 'failed', 'rejected'], 30_000);
    expect([state, desk.venue.requests.length, why]).toEqual(['failed', 0, expect.stringContaining(words)]);
    desk.venue.calls.mend(call);
    await pause(100);
    await desk.signal('s2');
    expect([(await desk.state('s2', ['open', 'failed', 'rejected']))[0], desk.venue.positions.length]).toEqual(['open', 1]);
    expect(await desk.close()).toBe(0);
  });
});
