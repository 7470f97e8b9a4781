import { afterEach, describe, expect, test, vi } from 'vitest';
import { compiledEa, hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';
import { clock, pause } from './ea-clock.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

/** Summer time begins in Europe, three weeks after New York, and with it at some trade servers: 29 March 2026 at 01:00 UTC. */
const CHANGE = Date.parse('2026-03-29T01:00:00Z');
vi.mock(import('./ea-clock.ts'), async () => {
  // Built before time begins: there are only seconds until the change.
  if (hasCompiler) compiledEa();
  return (await import('./ea-time.ts')).eaTime('2026-03-29T00:59:48Z');
});

const HOUR = 3_600_000;
const orderId = (n: number): string => String(n).padStart(16, '0');
let desk: DeskWithEa | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

describe.skipIf(!hasCompiler)(
  'the clock of a trade server with Europe’s summer time, as the compiled Expert Advisor tells it',
  () => {
    test('goes over the change of summer time: deals and positions from before keep their moments, and none is missed', async () => {
      desk = await DeskWithEa.connected({ venue: (venue) => venue.moveClock(2 * HOUR, 0) });
      const { terminal, venue, runtime } = desk;
      const began = clock.nowMs() - 1_000;
      const open = (count: number) =>
        terminal.send({
          ...{ op: 'open', clientOrderId: orderId(count), symbol: 'EURUSD', side: 'BUY', volume: 0.1, stopLoss: 1.15 },
          ...{ takeProfit: null, deviationPoints: 10, magic: 770_000_001, deadlineAt: clock.nowMs() + 10_000 },
        });
      await open(1);
      const ticket = venue.positions[0]?.ticket ?? '';
      const deadlineAt = clock.nowMs() + 10_000;
      await terminal.send({ op: 'close', clientOrderId: orderId(2), ticket, volume: null, deadlineAt });
      await open(3);
      const seen = async () => {
        const deals = await terminal.deals(began);
        return [deals.map((deal) => [deal.ticket, deal.at]), (await desk?.looked())?.positions.map((one) => one.openedAt)];
      };
      const before = await seen();
      expect([terminal.bridge?.clockOffsetMs, venue.account.deals(0).length, await seen()]).toEqual([2 * HOUR, 3, before]);
      await pause(CHANGE - clock.nowMs() + 500);
      venue.moveClock(3 * HOUR);
      expect(await until(() => terminal.bridge?.clockOffsetMs === 3 * HOUR)).toBe(true);
      expect(await seen()).toEqual(before);
      venue.price('EURUSD', 1.1571);
      await until(() => terminal.quote('EURUSD')?.bid === 1.1571);
      expect(Math.abs((terminal.quote('EURUSD')?.at ?? 0) - clock.nowMs())).toBeLessThan(60_000);
      expect((await open(4)).kind).toBe('confirmed');
      expect([
        terminal.link().state,
        desk.bugs,
        [...runtime.cockpit.blocks.keys()].filter((code) => code.includes('clock')),
      ]).toEqual(['up', [], []]);
    });
  },
);
