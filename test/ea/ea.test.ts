import { describe, expect, test } from 'vitest';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';
import { pause } from './ea-clock.ts';
import { unpackCandles } from '#shared/domain';
import { until } from '../main/adapters/mt5/waiting.ts';

if (!hasCompiler) console.warn('SKIPPED the compiled Expert Advisor: there is no g++ on this machine');

describe.skipIf(!hasCompiler)('the shipped Expert Advisor, compiled, on the real bridge and engine', () => {
  test('connects, shows account, symbols, candles and prices', async () => {
    const desk = await DeskWithEa.connected();
    const { terminal } = desk;
    expect({
      account: terminal.snapshot()?.account,
      symbols: terminal.symbols(),
      spec: terminal.spec('EURUSD'),
      bars: (await terminal.history('EURUSD', 150)).length,
      offset: terminal.bridge?.clockOffsetMs,
      obstacle: terminal.obstacle,
    }).toMatchObject({
      account: { login: '5012345', server: 'Simulated-Demo', marginMode: 'hedging', algoTrading: true, balance: 100_000 },
      symbols: ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'],
      spec: { symbol: 'EURUSD', digits: 5, tickSize: 0.00001, volumeStep: 0.01, pip: 0.0001 },
      bars: 150,
      offset: 10_800_000,
      obstacle: null,
    });
    expect(await desk.close()).toBe(0);
  });

  test('a signal becomes a position with stop and target, and its stop feeds the trade back', async () => {
    const desk = await DeskWithEa.connected();
    expect(await desk.signal('s1')).toBe('accepted');
    const opened = await desk.state('s1', ['open', 'rejected', 'failed']);
    const [held] = desk.venue.positions;
    expect([opened, desk.venue.positions.length, held?.stopLoss !== null, held?.clientOrderId]).toEqual([
      ['open', undefined],
      1,
      true,
      desk.life('s1')?.orders[0],
    ]);
    desk.venue.price('EURUSD', 1.15);
    const closed = await desk.state('s1', ['closed']);
    expect([closed[0], desk.life('s1')?.trade?.reason, desk.runtime.cockpit.positions.size, desk.bugs]).toEqual([
      'closed',
      'sl',
      0,
      [],
    ]);
    expect(await desk.close()).toBe(0);
  });
});

describe.skipIf(!hasCompiler)('candles', () => {
  test('are caught up once when the terminal comes, and not again when it comes back', async () => {
    const desk = await DeskWithEa.connected();
    // Of each symbol's 199 those of the hour under way may not be on record yet.
    const candles = () => [
      ...desk.records('bars.closed').flatMap(({ payload }) => unpackCandles(payload.candles)),
      ...desk.records('bar.closed').map(({ payload }) => payload.bar),
    ];
    await until(() => candles().length >= 4 * 180, 5_000);
    const first = candles().length;
    await desk.restartTerminal();
    await desk.isUp();
    await pause(500);
    const times = candles().map(({ symbol, time }) => `${symbol} ${time}`);
    expect([
      first >= 4 * 180,
      new Set(times).size === times.length,
      candles().every(({ source }) => source === 'history' || candles().length > first),
    ]).toEqual([true, true, true]);
    expect(await desk.close()).toBe(0);
  });
});
