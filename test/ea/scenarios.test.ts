import { describe, expect, test } from 'vitest';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';
import { until } from '../main/adapters/mt5/waiting.ts';
import { clock, pause } from './ea-clock.ts';

const stopOf = (desk: DeskWithEa): string | undefined => [...desk.runtime.cockpit.certificates.values()].at(-1)?.state;
const outcomes = (desk: DeskWithEa): readonly string[] =>
  desk.records('order.resolved').map(({ payload }) => payload.outcome.kind);

describe.skipIf(!hasCompiler)('over the bridge, with the compiled Expert Advisor', () => {
  test('the emergency stop closes everything, also what was opened by hand, and is certified flat', async () => {
    const desk = await DeskWithEa.connected();
    await desk.signal('s1');
    await desk.signal('s2', { symbol: 'GBPUSD', side: 'SELL' });
    await desk.state('s1', ['open', 'failed', 'rejected']);
    await desk.state('s2', ['open', 'failed', 'rejected']);
    desk.venue.byHand('EURUSD', 'BUY', 0.3);
    await until(() => desk.runtime.cockpit.positions.size === 3);
    const before = desk.venue.positions.length;
    desk.runtime.halt({ reason: 'test', flatten: true }, 'trader');
    await until(() => stopOf(desk) === 'flat');
    expect([before, desk.venue.positions.length, stopOf(desk), desk.bugs]).toEqual([3, 0, 'flat', []]);
    expect(await desk.close()).toBe(0);
  });

  test('a broker that wants stops separately gets them separately', async () => {
    const desk = await DeskWithEa.connected();
    desk.venue.noStopsAtOpen = true;
    await desk.signal('s1');
    const [state] = await desk.state('s1', ['open', 'failed', 'rejected']);
    const [held] = desk.venue.positions;
    const [request] = [...desk.runtime.cockpit.orders.values()].map((order) => order.request);
    expect([state, desk.venue.positions.length, request?.op === 'open' && held?.stopLoss === request.stopLoss]).toEqual([
      'open',
      1,
      true,
    ]);
    expect(await desk.close()).toBe(0);
  });

  test('a position that cannot be given its stop is closed again: the order was done, and what that cost is a trade', async () => {
    const desk = await DeskWithEa.connected();
    Object.assign(desk.venue, { noStopsAtOpen: true, neverStops: true });
    await desk.signal('s1');
    const [state] = await desk.state('s1', ['closed', 'failed', 'rejected']);
    const { positions, trades, signals } = desk.runtime.cockpit;
    expect([state, desk.venue.positions.length, positions.size]).toEqual(['closed', 0, 0]);
    expect(trades.map(({ signalId, pnl }) => [signalId, pnl < 0])).toEqual([['s1', true]]);
    expect(signals.get('s1')?.trade?.reason).toBe('expert');
    expect(await desk.close()).toBe(0);
  });

  test.each([
    ['its own calculation, not a tick value that is too small', { calculationTimes: 1.5 }, 1.5],
    ['its tick value where it has no calculation', { calculationTimes: 0, tickValueTimes: 1.1 }, 1.1],
    ['the contract at a known rate where it has neither', { calculationTimes: 0, tickValueTimes: 0 }, 1],
  ])('a lot loses what the terminal says: %s', async (_what, venue, times) => {
    const desk = await DeskWithEa.open();
    Object.assign(desk.venue, venue);
    await desk.isUp();
    await until(() => ['EURUSD', 'USDJPY'].every((symbol) => desk.terminal.spec(symbol) !== null));
    const lost = (symbol: string): number => desk.terminal.spec(symbol)?.tickValueLoss ?? 0;
    const truly = (symbol: string): number => desk.venue.account.spec(symbol)?.tickValueLoss ?? 0;
    expect(lost('EURUSD')).toBeCloseTo(truly('EURUSD') * times, 6);
    expect(lost('USDJPY') / truly('USDJPY')).toBeCloseTo(times, 3);
    expect(await desk.close()).toBe(0);
  });

  test('the terminal keeps the floor by itself: told at the session, higher with a deposit, lower with a withdrawal', async () => {
    const desk = await DeskWithEa.connected();
    const refused = async (n: number): Promise<string> => {
      const { bid = 0 } = desk.terminal.quote('EURUSD') ?? {};
      const end = await desk.terminal.send({
        ...{
          op: 'open',
          clientOrderId: String(n).padStart(16, '0'),
          symbol: 'EURUSD',
          side: 'BUY',
          volume: 0.01,
          takeProfit: null,
        },
        ...{ stopLoss: Number((bid - 0.002).toFixed(5)), deviationPoints: 20, magic: 7, deadlineAt: clock.nowMs() + 5_000 },
      });
      return end.kind === 'refused' ? end.text : end.kind;
    };
    // At 80 % of the daily limit of 5,000.
    await until(() => desk.runtime.cockpit.day !== null);
    await pause(2_500);
    desk.venue.account.operate('charge', -4_100, clock.nowMs());
    await until(() => (desk.terminal.snapshot()?.account.balance ?? 0) < 96_000);
    const below = await refused(1);
    desk.venue.account.operate('transfer', 10_000, clock.nowMs());
    await until(() => desk.runtime.cockpit.transfers.deposited === 10_000);
    await pause(1_500);
    const paidIn = await refused(2);
    desk.venue.account.operate('transfer', -10_000, clock.nowMs());
    desk.venue.account.operate('charge', 4_000, clock.nowMs());
    await until(() => desk.runtime.cockpit.transfers.withdrawn === 10_000);
    await pause(1_500);
    expect([below, paidIn, await refused(3)]).toEqual([
      expect.stringContaining("equity is at or below today's floor of 96000.00"),
      expect.stringContaining("equity is at or below today's floor of 106000.00"),
      'confirmed',
    ]);
    expect(await desk.close()).toBe(0);
  });

  test('10012 after the fill: one position, found by looking', async () => {
    const desk = await DeskWithEa.connected();
    desk.venue.faults.push({ kind: 'timeout' });
    await desk.signal('s1');
    const [state] = await desk.state('s1', ['open', 'failed', 'rejected'], 15_000);
    expect([state, desk.venue.positions.length, outcomes(desk)]).toEqual(['open', 1, ['unknown', 'confirmed']]);
    expect(await desk.close()).toBe(0);
  });

  test('10012 after the fill, and the history is behind: the position that carries the id proves the entry', async () => {
    const desk = await DeskWithEa.connected();
    desk.venue.faults.push({ kind: 'timeout' });
    desk.venue.isHistoryBehind = true;
    await desk.signal('s1');
    const [state] = await desk.state('s1', ['open', 'failed', 'rejected'], 15_000);
    expect([state, desk.venue.positions.length, outcomes(desk)]).toEqual(['open', 1, ['unknown', 'confirmed']]);
    expect(await desk.close()).toBe(0);
  });

  test('no word after the fill, and the terminal is killed: found by its table or its history when it is back', async () => {
    const desk = await DeskWithEa.connected();
    desk.venue.faults.push({ kind: 'answer_lost' });
    await desk.signal('s1');
    await until(() => desk.venue.positions.length === 1);
    await desk.ea.kill();
    await desk.state('s1', ['unknown']);
    const whileAway = [desk.terminal.link().state, outcomes(desk)];
    desk.attach();
    const [state] = await desk.state('s1', ['open', 'failed', 'rejected'], 30_000);
    expect([whileAway, state, desk.venue.positions.length, desk.venue.requests.length]).toEqual([
      ['down', ['unknown']],
      'open',
      1,
      1,
    ]);
    expect(await desk.close()).toBe(0);
  });

  test('a close that vanished is not taken for done: its position is still there, and it may be closed again', async () => {
    const desk = await DeskWithEa.connected();
    await desk.signal('s1');
    await desk.state('s1', ['open', 'failed', 'rejected']);
    const [ticket = ''] = [...desk.runtime.cockpit.positions.keys()];
    desk.venue.swallow = 1;
    await desk.desk.command('position.close', { ticket }, 'trader:test');
    await until(() => outcomes(desk).length === 3, 25_000);
    const ended = [outcomes(desk), desk.venue.positions.length, desk.runtime.cockpit.positions.size];
    await desk.desk.command('position.close', { ticket }, 'trader:test');
    await until(() => desk.venue.positions.length === 0);
    expect([ended, desk.venue.positions.length]).toEqual([[['confirmed', 'unknown', 'refused'], 1, 1], 0]);
    expect(await desk.close()).toBe(0);
  });

  test('the same client id again, also after a restart of the terminal, trades nothing and gives the same answer', async () => {
    const desk = await DeskWithEa.connected();
    const quote = desk.terminal.quote('EURUSD');
    const request = {
      op: 'open',
      clientOrderId: '0123456789ABCDEF',
      symbol: 'EURUSD',
      side: 'BUY',
      volume: 0.1,
      stopLoss: Number(((quote?.bid ?? 0) - 0.002).toFixed(5)),
      takeProfit: null,
      deviationPoints: 10,
      magic: 770_000_001,
    } as const;
    const once = await desk.terminal.send({ ...request, deadlineAt: clock.nowMs() + 5_000 });
    const twice = await desk.terminal.send({ ...request, deadlineAt: clock.nowMs() + 5_000 });
    await desk.ea.kill();
    await until(() => desk.terminal.link().state === 'down');
    desk.attach();
    await desk.isUp();
    const later = await desk.terminal.send({ ...request, deadlineAt: clock.nowMs() + 5_000 });
    const answers = [once, twice, later].map((one) => (one.kind === 'confirmed' ? [one.ticket, one.retcode, one.price] : one));
    expect([answers[1], answers[2], desk.venue.requests.length]).toEqual([answers[0], answers[0], 1]);
    expect(await desk.close()).toBe(0);
  });

  test('names with a suffix are found, and traded by their usual name once they are confirmed', async () => {
    const desk = await DeskWithEa.connected({ suffix: '.r' });
    await desk.signal('s0');
    const [refused, why] = await desk.state('s0', ['open', 'failed', 'rejected']);
    expect([refused, why, desk.venue.requests]).toEqual(['failed', expect.stringContaining('EURUSD.r'), []]);
    const answer = await desk.desk.command('symbol.confirm', { symbol: 'EURUSD', broker: 'EURUSD.r' }, 'trader:test');
    expect([answer.ok, desk.mt5.naming.names[0]?.how, desk.mt5.naming.names[1]?.how]).toEqual([true, 'confirmed', 'guessed']);
    await desk.signal('s1');
    const [state] = await desk.state('s1', ['open', 'failed', 'rejected']);
    expect([
      state,
      desk.terminal.symbols()[0],
      desk.venue.requests[0]?.[3],
      desk.runtime.cockpit.positions.values().next().value?.position.symbol,
    ]).toEqual(['open', 'EURUSD', 'EURUSD.r', 'EURUSD']);
    expect(await desk.close()).toBe(0);
  });

  test('what keeps the terminal from trading is shown with its remedy', async () => {
    const desk = await DeskWithEa.connected();
    const said: (string | undefined)[] = [];
    for (const [name, value] of [
      ['terminal', 0],
      ['terminal', 1],
      ['account', 0],
      ['account', 1],
      ['expert', 0],
      ['expert', 1],
      ['ea', 0],
      ['ea', 1],
      ['connected', 0],
    ] as const) {
      const before = desk.terminal.obstacle?.code;
      desk.venue.switches[name] = value;
      await until(() => desk.terminal.obstacle?.code !== before, 4_000);
      if (value === 0) said.push(desk.mt5.obstacle?.code);
    }
    expect([said, desk.terminal.link().state]).toEqual([
      ['algo_trading_off', 'login_read_only', 'broker_forbids_programs', 'program_not_allowed', 'broker_connection_lost'],
      'stale',
    ]);
    expect(await desk.close()).toBe(0);
  });

  test('a live account is turned away unless it is allowed, and then the Expert Advisor has its own word on it', async () => {
    const turned = await DeskWithEa.open();
    turned.venue.tradeMode = 2;
    await until(() => turned.logged.some((line) => line.includes('A connection to the bridge ended')), 5_000);
    const link = turned.terminal.link().state;
    await turned.close();
    const allowed = await DeskWithEa.open({ options: { account: { login: null, allowLive: true } } });
    allowed.venue.tradeMode = 2;
    await allowed.isUp();
    await allowed.signal('s1');
    const [state, why] = await allowed.state('s1', ['open', 'failed', 'rejected']);
    expect([link, state, allowed.venue.positions.length]).toEqual(['down', 'rejected', 0]);
    expect(why).toContain('InpOnlyDemo');
    expect(await allowed.close()).toBe(0);
  });

  test('when the cockpit stays silent, the Expert Advisor does what its owner chose', async () => {
    const desk = await DeskWithEa.connected({ inputs: { InpSilence: '2', InpSilenceSeconds: '5' } });
    await desk.signal('s1');
    await desk.state('s1', ['open', 'failed', 'rejected']);
    desk.venue.byHand('EURUSD', 'BUY', 0.3);
    const before = desk.venue.positions.length;
    await desk.terminal.stop();
    await until(() => desk.venue.positions.length === 1, 15_000);
    expect([before, desk.venue.positions.map(({ clientOrderId }) => clientOrderId)]).toEqual([2, [null]]);
    await desk.close();
  });
});
