import { describe, expect, test } from 'vitest';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa, type FarEnd } from './desk-with-ea.ts';
import { roomOf } from '#engine/rulebook';
import { factsFrom } from '#main/runtime/facts.ts';
import { until } from '../main/adapters/mt5/waiting.ts';
import { clock } from './ea-clock.ts';

const OVER_THE_BRIDGE: readonly FarEnd[] = ['double', ...(hasCompiler ? (['compiled'] as const) : [])];
const ENDS: readonly FarEnd[] = ['paper', ...OVER_THE_BRIDGE];
const DONE = ['open', 'failed', 'rejected'];
const outcomes = (desk: DeskWithEa): readonly string[] =>
  desk.records('order.resolved').map(({ payload }) => payload.outcome.kind);
const soon = (): number => clock.nowMs() + 5_000;
const orderId = (n: number): string => String(n).padStart(16, '0');

/** The same stories over every kind of terminal. */
describe.each(ENDS)('with the %s terminal', (far) => {
  const opened = async (): Promise<DeskWithEa> => {
    const desk = await DeskWithEa.connected({ far });
    await desk.signal('s1');
    expect(await desk.state('s1', DONE)).toEqual(['open', undefined]);
    return desk;
  };
  const held = (desk: DeskWithEa) => desk.venue.positions[0];

  test.each([
    ['its stop', 1.15, 'sl', -1],
    ['its target', 1.17, 'tp', 1],
    ['a weekend gap through its stop', 1.1, 'sl', -1],
  ])('a position ends at %s, and the trade is fed back', async (_what, price, reason, sign) => {
    const desk = await opened();
    desk.venue.price('EURUSD', price);
    const [state] = await desk.state('s1', ['closed']);
    const trade = desk.life('s1')?.trade;
    expect([
      state,
      trade?.reason,
      Math.sign(trade?.pnl ?? 0),
      desk.runtime.cockpit.positions.size,
      desk.runtime.cockpit.drift,
    ]).toEqual(['closed', reason, sign, 0, null]);
    expect(await desk.close()).toBe(0);
  });

  test('stops are moved, a part is closed, and then the rest', async () => {
    const desk = await opened();
    const { ticket = '', volume = 0 } = held(desk) ?? {};
    const part = Number((volume / 2).toFixed(2));
    const moved = await desk.terminal.send({
      op: 'modify',
      clientOrderId: orderId(1),
      ticket,
      stopLoss: 1.152,
      takeProfit: 1.17,
      deadlineAt: soon(),
    });
    const stop = held(desk)?.stopLoss;
    const halved = await desk.terminal.send({ op: 'close', clientOrderId: orderId(2), ticket, volume: part, deadlineAt: soon() });
    await until(() => (desk.runtime.cockpit.positions.get(ticket)?.position.volume ?? volume) < volume);
    const left = desk.runtime.cockpit.positions.get(ticket)?.position.volume;
    const ended = await desk.terminal.send({ op: 'close', clientOrderId: orderId(3), ticket, volume: null, deadlineAt: soon() });
    const [state] = await desk.state('s1', ['closed']);
    expect([moved.kind, stop, halved.kind, left, ended.kind, state]).toEqual([
      'confirmed',
      1.152,
      'confirmed',
      Number((volume - part).toFixed(2)),
      'confirmed',
      'closed',
    ]);
    expect(await desk.close()).toBe(0);
  });

  test('a withdrawal is no loss and a deposit no profit, and a charge is a loss', async () => {
    const desk = await opened();
    const room = (): number =>
      Math.round(roomOf(desk.runtime.cockpit, factsFrom(desk.terminal, null), clock.nowMs())?.dayRoom ?? 0);
    const seen = (count: number) => until(() => desk.runtime.cockpit.operations.size === count);
    const before = room();
    desk.venue.account.operate('transfer', -4_900, clock.nowMs());
    await seen(1);
    const withdrawn = room();
    desk.venue.account.operate('transfer', 10_000, clock.nowMs());
    await seen(2);
    const deposited = room();
    desk.venue.account.operate('charge', -100, clock.nowMs());
    await seen(3);
    expect([
      withdrawn - before,
      deposited - before,
      room() - before,
      desk.runtime.cockpit.transfers,
      desk.runtime.cockpit.trading.state,
      desk.runtime.cockpit.positions.size,
    ]).toEqual([0, 0, -100, { day: 5_100, deposited: 10_000, withdrawn: 4_900 }, 'active', 1]);
    expect(await desk.close()).toBe(0);
  });

  test('a working order placed by hand is seen, and cancelled by the stop', async () => {
    const desk = await DeskWithEa.connected({ far });
    desk.venue.account.tradeByHand(
      { symbol: 'EURUSD', side: 'BUY', volume: 0.1, stopLoss: null, takeProfit: null, price: 1.1 },
      clock.nowMs(),
    );
    await until(() => desk.terminal.snapshot()?.orders.length === 1);
    const seen = desk.terminal.snapshot()?.orders.length;
    desk.runtime.halt({ reason: 'test', flatten: true }, 'trader');
    await until(() => [...desk.runtime.cockpit.certificates.values()].at(-1)?.state === 'flat');
    expect([seen, [...desk.runtime.cockpit.certificates.values()].at(-1)?.tickets.map(({ result }) => result)]).toEqual([
      1,
      ['cancelled'],
    ]);
    expect(await desk.close()).toBe(0);
  });

  test.each([
    ['rejected', { kind: 'refuse', retcode: 10006, text: 'Rejected' }, 1],
    ['requoted each time', { kind: 'requote' }, 4],
  ] as const)('an order that is %s ends as refused, with nothing held', async (_what, fault, times) => {
    const desk = await DeskWithEa.connected({ far });
    for (let n = 0; n < times; n += 1) desk.venue.faults.push(fault);
    await desk.signal('s1');
    const [state, why] = await desk.state('s1', DONE, 20_000);
    expect([state, desk.venue.positions.length, outcomes(desk)]).toEqual(['failed', 0, Array(times).fill('refused')]);
    expect(why).toMatch(/refused the order/);
    expect(await desk.close()).toBe(0);
  });

  test('a partial fill is a position of what was filled', async () => {
    const desk = await DeskWithEa.connected({ far });
    desk.venue.faults.push({ kind: 'partial_fill', share: 0.5 });
    await desk.signal('s1');
    const [state] = await desk.state('s1', DONE);
    const asked = desk.records('order.intended')[0]?.payload.request;
    const wanted = asked?.op === 'open' ? asked.volume : 0;
    await until(() => desk.runtime.cockpit.positions.values().next().value?.position.volume === held(desk)?.volume);
    expect([
      state,
      (held(desk)?.volume ?? 0) < wanted,
      desk.runtime.cockpit.positions.values().next().value?.position.volume,
    ]).toEqual(['open', true, held(desk)?.volume]);
    expect(await desk.close()).toBe(0);
  });

  test('an answer of 10012 after the fill leaves one position, found by looking', async () => {
    const desk = await DeskWithEa.connected({ far });
    desk.venue.faults.push({ kind: 'timeout' });
    await desk.signal('s1');
    const [state] = await desk.state('s1', DONE, 15_000);
    expect([state, desk.venue.positions.length, outcomes(desk)]).toEqual(['open', 1, ['unknown', 'confirmed']]);
    expect(await desk.close()).toBe(0);
  });

  test('a terminal that is started again shows the same position, and nothing is traded twice', async () => {
    const desk = await opened();
    const sent = desk.venue.requests.length;
    await desk.restartTerminal();
    await desk.isUp();
    await until(() => desk.runtime.cockpit.trading.state === 'active');
    desk.venue.price('EURUSD', 1.15);
    const [state] = await desk.state('s1', ['closed']);
    expect([state, desk.venue.requests.length - sent, desk.runtime.cockpit.drift, desk.bugs]).toEqual(['closed', 0, null, []]);
    expect(await desk.close()).toBe(0);
  });

  test('the broker test trades in and out, and its report is right', async () => {
    const desk = await DeskWithEa.connected({ far });
    const answer = await desk.desk.command('broker.test', { symbol: 'EURUSD' }, 'trader:test');
    const report = answer.ok ? answer.value.test : null;
    expect([
      report?.result ?? answer,
      report?.steps.map(({ ok }) => ok),
      desk.venue.positions,
      desk.runtime.cockpit.drift,
    ]).toEqual(['passed', [true, true, true, true], [], null]);
    const said = Object.fromEntries(report?.findings.map(({ about, text }) => [about, text]) ?? []);
    expect(said).toMatchObject({
      Comment: 'The position carries the client id',
      Commission: 'about 7.50 USD a lot, with entry and exit',
    });
    expect(await desk.close()).toBe(0);
  });

  test('a line that breaks with an order on it leaves one position, found when the line is back', async () => {
    const desk = await DeskWithEa.connected({ far });
    desk.venue.faults.push({ kind: 'answer_lost' });
    await desk.signal('s1');
    await until(() => desk.venue.positions.length === 1);
    await desk.restartTerminal();
    await desk.isUp();
    const [state] = await desk.state('s1', DONE, 40_000);
    expect([state, desk.venue.positions.length, outcomes(desk), desk.runtime.cockpit.drift]).toEqual([
      'open',
      1,
      ['unknown', 'confirmed'],
      null,
    ]);
    expect(await desk.close()).toBe(0);
  });

  test('two opposite positions are closed by each other, at no price', async () => {
    const desk = await DeskWithEa.connected({ far });
    const { ask = 0, bid = 0 } = desk.terminal.quote('EURUSD') ?? {};
    const open = (n: number, side: 'BUY' | 'SELL', volume: number) =>
      desk.terminal.send({
        ...{
          op: 'open',
          clientOrderId: orderId(n),
          symbol: 'EURUSD',
          side,
          volume,
          takeProfit: null,
          deviationPoints: 20,
          magic: 7,
        },
        ...{ stopLoss: Number((side === 'BUY' ? bid - 0.002 : ask + 0.002).toFixed(5)), deadlineAt: soon() },
      });
    const tickets = [await open(1, 'BUY', 0.3), await open(2, 'SELL', 0.1)].map((one) =>
      one.kind === 'confirmed' ? one.ticket : '',
    );
    const [ticket = '', by = ''] = tickets;
    const ended = await desk.terminal.send({ op: 'close_by', clientOrderId: orderId(3), ticket, by, deadlineAt: soon() });
    await until(() => desk.runtime.cockpit.positions.size === 1);
    const exits = (await desk.terminal.deals(0)).filter(({ entry }) => entry === 'out_by');
    expect([
      ended.kind,
      desk.venue.positions.map((one) => [one.ticket, one.volume]),
      exits.map(({ position }) => position),
    ]).toEqual(['confirmed', [[ticket, 0.2]], [ticket, by]]);
    expect(await desk.close()).toBe(0);
  });

  test.each(['filled', 'rejected'] as const)('an order that is only taken (10008), and %s later', async (ends) => {
    const desk = await DeskWithEa.connected({ far });
    desk.venue.faults.push({ kind: 'placed', afterMs: 300, ends });
    const beat = setInterval(() => desk.venue.price('USDJPY', 147.5), 50);
    await desk.signal('s1');
    const [state] = await desk.state('s1', DONE, 60_000);
    clearInterval(beat);
    expect([state, desk.venue.positions.length]).toEqual(ends === 'filled' ? ['open', 1] : ['failed', 0]);
    expect(await desk.close()).toBe(0);
  });
});

/** What only a terminal at the other end of a bridge has. */
describe.each(OVER_THE_BRIDGE)('over the bridge with the %s terminal', (far) => {
  test('its economic calendar keeps entries away from what moves their currencies', async () => {
    const desk = await DeskWithEa.open({ far });
    desk.venue.events.push(
      { id: 1, atMs: clock.nowMs() + 60_000, currency: 'USD', importance: 3, name: 'Nonfarm Payrolls' },
      { id: 2, atMs: clock.nowMs() + 60_000, currency: 'JPY', importance: 0, name: 'A holiday' },
    );
    await desk.isUp();
    await until(() => desk.runtime.cockpit.calendar !== null);
    await desk.signal('s1');
    const [state, why] = await desk.state('s1', DONE);
    expect([state, desk.runtime.cockpit.calendar?.events.map(({ title, impact }) => [title, impact])]).toEqual([
      'rejected',
      [['Nonfarm Payrolls', 'high']],
    ]);
    expect(why).toContain('Nonfarm Payrolls');
    expect(await desk.close()).toBe(0);
  });

  test('a terminal that is logged in to another account is turned away when one is named', async () => {
    const desk = await DeskWithEa.connected({ far, options: { account: { login: '5012345', allowLive: false } } });
    desk.venue.login = '7777777';
    await desk.restartTerminal();
    await until(() => desk.logged.some((line) => line.includes('A connection to the bridge ended')));
    expect([desk.terminal.link().state, desk.mt5.account]).toEqual(['down', null]);
    await desk.close();
  });
});

describe.runIf(hasCompiler)('the shipped Expert Advisor', () => {
  test('a cost that is booked as a balance operation is a loss, and a payout that speaks of a fee is none', async () => {
    const desk = await DeskWithEa.connected({ far: 'compiled' });
    const seen = (count: number) => until(() => desk.runtime.cockpit.operations.size === count);
    desk.venue.operationComment = 'Commission July';
    desk.venue.account.operate('transfer', -30, clock.nowMs());
    await seen(1);
    const kept = desk.runtime.cockpit.accountCosts;
    desk.venue.operationComment = 'Withdrawal less fee';
    desk.venue.account.operate('transfer', -400, clock.nowMs());
    await seen(2);
    const { accountCosts, transfers } = desk.runtime.cockpit;
    expect([kept, accountCosts, transfers.withdrawn]).toEqual([-30, -30, 400]);
    expect(await desk.close()).toBe(0);
  });
});
