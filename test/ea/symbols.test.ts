import { describe, expect, test } from 'vitest';
import { identifierOf } from '#shared/domain';
import { until } from '../main/adapters/mt5/waiting.ts';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';
import { clock } from './ea-clock.ts';

const orderId = (n: number): string => String(n).padStart(16, '0');
const soon = (): number => clock.nowMs() + 10_000;

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

  test('a ticket that changes between the decision and its arrival is found by the identifier, and the old one alone is none', async () => {
    const desk = await DeskWithEa.connected();
    await desk.signal('s1');
    await desk.state('s1', ['open']);
    const [held] = desk.venue.positions;
    if (held === undefined) throw new Error('no position');
    const [ticket, position] = [held.ticket, identifierOf(held)];
    const send = (n: number, more: { readonly position?: string; readonly stopLoss?: number }) =>
      desk.terminal.send({
        ...{ clientOrderId: orderId(n), ticket, deadlineAt: soon(), takeProfit: held.takeProfit, volume: null },
        ...(more.stopLoss === undefined ? { op: 'close', ...more } : { op: 'modify', ...more, stopLoss: more.stopLoss }),
      });
    const stopLoss = Number(((held.stopLoss ?? 0) + 0.0003).toFixed(5));
    desk.venue.renumbered.set(position, '700000041');
    const moved = await send(1, { position, stopLoss });
    desk.venue.renumbered.set(position, '700000042');
    const stale = await send(2, {});
    const closed = await send(3, { position });
    expect([moved.kind, stale.kind, closed.kind, desk.venue.positions]).toEqual(['confirmed', 'refused', 'confirmed', []]);
    expect(desk.venue.requests.slice(1).map((request) => [request[1], request[11]])).toEqual([
      ['6', '700000041'],
      ['1', '700000042'],
    ]);
    expect((await desk.state('s1', ['closed']))[0]).toBe('closed');
    expect(await desk.close()).toBe(0);
  });

  test('levels within the broker’s freeze level are not moved, and nothing is sent; they are once the price is away', async () => {
    const desk = await DeskWithEa.connected({ venue: (venue) => void (venue.freezeLevel = 40) });
    await desk.signal('s1');
    await desk.state('s1', ['open']);
    const [held] = desk.venue.positions;
    if (held === undefined) throw new Error('no position');
    const [ticket, stop] = [held.ticket, held.stopLoss ?? 0];
    const [near, far] = [Number((stop + 0.0003).toFixed(5)), Number((stop + 0.0008).toFixed(5))];
    const lower = Number((stop - 0.001).toFixed(5));
    const move = (n: number) =>
      desk.terminal.send({
        ...{ op: 'modify', clientOrderId: orderId(n), ticket, deadlineAt: soon() },
        ...{ stopLoss: lower, takeProfit: held.takeProfit },
      });
    const at = async (bid: number) => {
      desk.venue.price('EURUSD', bid);
      await until(() => desk.terminal.quote('EURUSD')?.bid === bid);
    };
    await at(near);
    const frozen = await move(1);
    const sent = desk.venue.requests.length;
    await at(far);
    expect([desk.terminal.spec('EURUSD')?.freezeLevel, frozen, sent, (await move(2)).kind]).toMatchObject([
      40,
      { kind: 'refused', text: expect.stringContaining('frozen') },
      1,
      'confirmed',
    ]);
    expect(desk.venue.positions[0]?.stopLoss).toBe(lower);
    expect(await desk.close()).toBe(0);
  });

  test('a name in which nothing may be opened is no match beside one that is open: that one is to be confirmed, and nothing is sent', async () => {
    const desk = await DeskWithEa.connected({
      venue: (venue) => {
        venue.tradeModes.set('GBPUSD', 0);
        venue.otherNames = ['GBPUSDm'];
      },
    });
    expect(desk.mt5.naming.names.filter(({ symbol }) => symbol === 'GBPUSD')).toEqual([
      { symbol: 'GBPUSD', broker: 'GBPUSDm', how: 'guessed', candidates: [] },
    ]);
    const sent = await desk.terminal.send({
      ...{ op: 'open', clientOrderId: orderId(1), symbol: 'GBPUSD', side: 'BUY', volume: 0.1, stopLoss: 1.32 },
      ...{ takeProfit: null, deviationPoints: 10, magic: 770_000_001, deadlineAt: soon() },
    });
    expect([sent, desk.venue.requests]).toMatchObject([{ kind: 'refused', text: expect.stringContaining('GBPUSDm') }, []]);
    expect(await desk.close()).toBe(0);
  });

  test('money of an account in bitcoin comes with all its decimals', async () => {
    const desk = await DeskWithEa.connected({
      venue: (venue) => {
        venue.currencyDigits = 8;
        venue.belowCents = 0.00013579;
      },
    });
    const { balance, equity } = desk.terminal.snapshot()?.account ?? {};
    expect([balance, equity]).toEqual([100_000.00013579, 100_000.00013579]);
    expect(await desk.close()).toBe(0);
  });
});
