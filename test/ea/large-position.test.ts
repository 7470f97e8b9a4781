import { describe, expect, test } from 'vitest';
import { DeskWithEa } from './desk-with-ea.ts';
import { hasCompiler } from './compiled-ea.ts';
import { ENDS } from './managed-desk.ts';
import { clock } from './ea-clock.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const BY_HAND = { symbol: 'EURUSD', side: 'BUY', stopLoss: 1.15, takeProfit: null, price: null } as const;

describe.each(ENDS)('a netting position of more lots than the broker takes in one order, with the %s terminal', (far) => {
  test('is closed whole by the stop, in orders of that many lots', async () => {
    const desk = await DeskWithEa.connected({
      far,
      netting: true,
      leverage: 1_000,
      venue: ({ account }) => {
        for (const volume of [40, 40, 40]) account.tradeByHand({ ...BY_HAND, volume }, clock.nowMs());
      },
    });
    expect([desk.terminal.spec('EURUSD')?.volumeMax, desk.venue.positions.map(({ volume }) => volume)]).toEqual([50, [120]]);
    await desk.ask('trading.halt', { reason: 'a test', flatten: true });
    await until(() => desk.venue.positions.length === 0, 60_000);
    const deals = desk.venue.account.deals(0).filter(({ entry }) => entry === 'out');
    expect([desk.venue.positions, deals.map(({ volume }) => volume)]).toEqual([[], [50, 50, 20]]);
    expect([desk.bugs, await desk.close()]).toEqual([[], 0]);
  });
});

test.skipIf(!hasCompiler)('the Expert Advisor alone closes such a position of ours in the same way', async () => {
  const inputs = { InpSilence: '2', InpSilenceSeconds: '5' };
  const desk = await DeskWithEa.connected({ netting: true, leverage: 1_000, inputs });
  await desk.signal('s1');
  await desk.state('s1', ['open', 'failed', 'rejected']);
  const own = desk.venue.positions[0]?.volume ?? 0;
  desk.venue.account.tradeByHand({ ...BY_HAND, volume: 50 }, clock.nowMs());
  await desk.terminal.stop();
  expect(await until(() => desk.venue.positions.length === 0, 30_000)).toBe(true);
  const deals = desk.venue.account.deals(0).filter(({ entry }) => entry === 'out');
  expect([own > 0, deals.map(({ volume }) => volume)]).toEqual([true, [50, own]]);
  expect(await desk.close()).toBe(0);
});
