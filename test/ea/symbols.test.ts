import { describe, expect, test } from 'vitest';
import { identifierOf } from '#shared/domain';
import { until } from '../main/adapters/mt5/waiting.ts';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';

describe.skipIf(!hasCompiler)('symbols and positions as the compiled Expert Advisor tells them', () => {
  test('modes, sessions, swap and class of a symbol, and its money in the digits of the account', async () => {
    const desk = await DeskWithEa.connected({
      venue: (venue) => {
        venue.sessions = [
          [0, 0, 1_440],
          [1, 0, 1_440],
          [2, 60, 720],
          [2, 780, 1_440],
        ];
        venue.tradeModes.set('GBPUSD', 3);
        venue.currencyDigits = 8;
      },
    });
    const { terminal } = desk;
    expect(terminal.spec('XAUUSD')).toMatchObject({
      assetClass: 'metal',
      pip: 0.1,
      tradeMode: 'full',
      execution: 'market',
      swap: { mode: 'points', long: -63.88, short: 40.23, triple: 3 },
      sessions: [
        [0, 2_880],
        [2_940, 3_600],
        [3_660, 4_320],
      ],
    });
    expect([terminal.spec('GBPUSD')?.tradeMode, terminal.spec('EURUSD')?.assetClass]).toEqual(['close_only', 'fx']);
    expect(terminal.snapshot()?.account.currencyDigits).toBe(8);
    expect(await desk.close()).toBe(0);
  });

  test('a position whose ticket changes stays one, and is closed by the ticket it has then', async () => {
    const desk = await DeskWithEa.connected();
    await desk.signal('s1');
    await desk.state('s1', ['open']);
    const [held] = desk.venue.positions;
    const identifier = held === undefined ? '' : identifierOf(held);
    desk.venue.renumbered.set(identifier, '987654321');
    await until(() => desk.runtime.cockpit.positions.get(identifier)?.position.ticket === '987654321', 10_000);
    expect([[...desk.runtime.cockpit.positions.keys()], desk.runtime.cockpit.drift]).toEqual([[identifier], null]);
    await desk.desk.command('position.close', { ticket: '987654321' }, 'trader:test');
    expect((await desk.state('s1', ['closed']))[0]).toBe('closed');
    expect([desk.venue.positions, desk.runtime.cockpit.drift, desk.bugs]).toEqual([[], null, []]);
    expect(await desk.close()).toBe(0);
  });
});
