import { expect, test } from 'vitest';
import { ServerTime } from '#main/adapters/mt5/server-time.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { FromEa } from '#shared/bridge';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const ZONE = 2 * 3_600_000;
const tick = (ms: number): FromEa => ({ t: 'tick', sym: 'EURUSD', bid: 1, ask: 1, ms, seq: 1 }) as never;
const beat = (serverMs: number, gmtMs: number): FromEa => ({ t: 'hb', serverMs, gmtMs, seq: 1 }) as never;

test('prices that come in as time passes make the server’s clock run; old ones do not', () => {
  const clock = virtualClock(NOW);
  const time = new ServerTime(clock);
  time.begin('Broker-1');
  expect(time.reading()).toBeNull();
  const server = (): number => clock.wallMs() + ZONE;
  // A price of Friday, told at the subscription.
  time.take(tick(NOW - 86_400_000));
  time.take(beat(server(), clock.wallMs()));
  const early = time.reading();
  for (let second = 0; second < 5; second += 1) {
    clock.advanceBy(1_000);
    time.take(tick(server() - 200));
  }
  clock.advanceBy(700);
  time.take(beat(server(), clock.wallMs()));
  const live = time.reading();
  clock.advanceBy(60_000);
  time.take(beat(server(), clock.wallMs()));
  expect([early?.isLive, early?.quoteMs, live?.isLive, live?.quoteMs, time.reading()?.isLive]).toEqual([
    false,
    NOW - 86_400_000,
    true,
    NOW + 5_700 + ZONE - 200,
    false,
  ]);
});

test('while the PC’s clock is in doubt a heartbeat does not move the server’s offset, unless the server is what time goes by', () => {
  const clock = virtualClock(NOW);
  const time = new ServerTime(clock);
  const sound = time.utcOf(NOW);
  clock.jump(3_600_000);
  const stepped = time.utcOf(NOW + 3_600_000);
  clock.keeper?.heard({ utcMs: NOW, monoMs: clock.monoMs(), isIndependent: true });
  expect([sound, stepped, time.utcOf(NOW + 3_600_000)]).toEqual([NOW, null, NOW]);
});
