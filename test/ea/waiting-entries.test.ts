import { describe, expect, test } from 'vitest';
import type { Fault } from '#main/paper-broker/index.ts';
import { identifierOf } from '#shared/domain';
import { DeskWithEa } from './desk-with-ea.ts';
import { clock, pause } from './ea-clock.ts';
import { ENDS } from './managed-desk.ts';
import { agreed, booked, ordersOf, WaitingEntry, type Kind } from './waiting-entry.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const SIDES = [
  ['BUY', 'EURUSD'],
  ['SELL', 'GBPUSD'],
] as const;
const CANCELS: readonly [string, Fault, readonly string[]][] = [
  ['refused once', { kind: 'refuse', retcode: 10_006, text: 'Request rejected' }, ['refused', 'confirmed']],
  // Its order says how it ended: gone. Of the request itself there may be no trace.
  ['without an answer', { kind: 'answer_lost' }, [expect.stringMatching(/confirmed|refused/) as string]],
];
const outcomes = (desk: DeskWithEa, op: string): readonly string[] => {
  const ids = new Set(
    desk.records('order.intended').flatMap(({ payload: { request } }) => (request.op === op ? [request.clientOrderId] : [])),
  );
  return desk
    .records('order.resolved')
    .flatMap(({ payload: { clientOrderId, outcome } }) => (ids.has(clientOrderId) ? [outcome.kind] : []))
    .filter((kind) => kind !== 'unknown');
};
/** Long enough for what must not come. */
const QUIET_MS = 700;

/** The same stories over every kind of terminal. */
describe.each(ENDS)('an entry that waits at the %s terminal', (far) => {
  const connected = (changes: Parameters<typeof DeskWithEa.connected>[0] = {}) => DeskWithEa.connected({ far, ...changes });
  /** Nothing differs, nothing was traded more than once, and the far end ends well. */
  const over = async (desk: DeskWithEa): Promise<void> => {
    expect(await agreed(desk)).toEqual([]);
    expect(await desk.close()).toBe(0);
  };

  test.each<Kind>(['limit', 'stop', 'stop_limit'])('%s: filled once, with its levels', async (kind) => {
    const desk = await connected();
    for (const [side, symbol] of SIDES) {
      const entry = await WaitingEntry.resting(desk, `s-${side}`, { side, symbol, kind });
      const { reached } = entry.terms;
      if (kind === 'stop_limit') {
        desk.venue.price(symbol, reached[0] ?? 0);
        expect(entry.there?.type).toBe('limit');
        await pause(QUIET_MS);
        expect([entry.state, entry.position]).toEqual(['ordered', undefined]);
      }
      entry.fill();
      expect([await entry.ends('open', 'failed', 'cancelled'), entry.said]).toEqual(['open', 'open ']);
      const { stopLoss, takeProfit } = entry.terms;
      expect([entry.position, entry.fills]).toMatchObject([{ stopLoss, takeProfit }, [entry.request?.volume]]);
    }
    expect([desk.venue.positions.length, ordersOf(desk)]).toEqual([2, []]);
    await over(desk);
  });

  test('it expires at the broker, and a price that comes later fills nothing', async () => {
    const desk = await connected();
    const expires = new Date(Math.ceil(clock.nowMs() / 1_000) * 1_000 + 11_000).toISOString();
    const entry = await WaitingEntry.resting(desk, 's1', { expires_at: expires });
    await until(() => clock.nowMs() > Date.parse(expires) + 500, 30_000);
    entry.fill();
    expect(await entry.ends('expired', 'cancelled', 'open')).toBe('expired');
    expect([desk.venue.positions, ordersOf(desk), outcomes(desk, 'cancel')]).toEqual([[], [], []]);
    await over(desk);
  });

  test('one of a group is filled: the other is cancelled', async () => {
    const desk = await connected();
    const above = await WaitingEntry.resting(desk, 's1', { side: 'BUY', kind: 'stop', oco: 'g1' });
    const below = await WaitingEntry.resting(desk, 's2', { side: 'SELL', kind: 'stop', oco: 'g1' });
    above.fill();
    expect([await above.ends('open', 'failed'), await below.ends('cancelled', 'open')]).toEqual(['open', 'cancelled']);
    below.fill();
    await pause(QUIET_MS);
    expect([below.fills, ordersOf(desk)]).toEqual([[], []]);
    await over(desk);
  });

  test('a jump fills both of a group: the first one stays, the other is closed', async () => {
    const desk = await connected();
    const near = await WaitingEntry.resting(desk, 's1', { kind: 'stop', pips: 5, oco: 'g1' });
    const far_ = await WaitingEntry.resting(desk, 's2', { kind: 'stop', pips: 10, oco: 'g1' });
    far_.fill();
    expect([await near.ends('open', 'closed'), await far_.ends('closed')]).toEqual(['open', 'closed']);
    expect([desk.venue.positions.length, near.fills.length, far_.fills.length]).toEqual([1, 1, 1]);
    await over(desk);
  });

  test('it is cancelled from the cockpit, once', async () => {
    const desk = await connected();
    const entry = await WaitingEntry.resting(desk, 's1');
    const cancel = () => desk.desk.command('order.cancel', { order: 's1' }, 'trader:test');
    const [first, second] = [await cancel(), await cancel()];
    expect([first.ok, second.ok, await entry.ends('cancelled', 'failed')]).toEqual([true, false, 'cancelled']);
    entry.fill();
    await pause(QUIET_MS);
    expect([outcomes(desk, 'cancel'), entry.fills, ordersOf(desk)]).toEqual([['confirmed'], [], []]);
    await over(desk);
  });

  test.each(CANCELS)('a cancel that is %s is done in the end, and its entry has one end', async (_what, fault, words) => {
    const desk = await connected();
    const entry = await WaitingEntry.resting(desk, 's1');
    desk.venue.faults.push(fault);
    await desk.desk.command('order.cancel', { order: 's1' }, 'trader:test');
    await until(() => ordersOf(desk).length === 0, 60_000);
    expect([await entry.ends('cancelled', 'failed', 'open'), entry.fills]).toEqual(['cancelled', []]);
    await until(() => outcomes(desk, 'cancel').length === words.length, 20_000);
    expect(outcomes(desk, 'cancel')).toEqual(words);
    await over(desk);
  });

  test('the price is faster than the cancel: it is open, with its stop', async () => {
    const desk = await connected();
    const entry = await WaitingEntry.resting(desk, 's1');
    // On its way to the server, the price is there first.
    desk.venue.judge = () => {
      if (entry.there !== undefined) entry.fill();
      return null;
    };
    await desk.desk.command('order.cancel', { order: 's1' }, 'trader:test');
    expect([await entry.ends('open', 'cancelled'), entry.fills.length]).toEqual(['open', 1]);
    expect(entry.position?.stopLoss).toBe(entry.terms.stopLoss);
    await over(desk);
  });

  test('it is replaced from the cockpit, filled at its new price, and never with more risk than it was sized for', async () => {
    const desk = await connected();
    const entry = await WaitingEntry.resting(desk, 's1');
    const { price, stopLoss } = entry.terms;
    const wider = await desk.desk.command('order.replace', { order: 's1', stopLoss: stopLoss - 0.001 }, 'trader:test');
    const nearer = { price: Number((price + 0.0004).toFixed(5)), stopLoss: Number((stopLoss + 0.0004).toFixed(5)) };
    const moved = await desk.desk.command('order.replace', { order: 's1', ...nearer }, 'trader:test');
    await until(() => entry.there?.price === nearer.price && entry.request?.stopLoss === nearer.stopLoss, 20_000);
    expect([wider.ok, moved.ok, entry.there, entry.request?.pending?.price]).toMatchObject([false, true, nearer, nearer.price]);
    desk.venue.price('EURUSD', Number((nearer.price - 0.00002).toFixed(5)));
    expect([await entry.ends('open', 'failed'), entry.position]).toMatchObject([
      'open',
      { entry: nearer.price, stopLoss: nearer.stopLoss },
    ]);
    expect([outcomes(desk, 'replace'), entry.fills]).toEqual([['confirmed'], [entry.request?.volume]]);
    await over(desk);
  });

  test('it is moved by hand in the terminal: the ledger follows, and nothing is moved back', async () => {
    const desk = await connected();
    const entry = await WaitingEntry.resting(desk, 's1');
    const [was, reserve] = [entry.terms, entry.order?.reserve ?? 0];
    const by = { price: Number((was.price - 0.0005).toFixed(5)), stopLoss: Number((was.stopLoss - 0.0015).toFixed(5)) };
    entry.moveByHand({ ...by, takeProfit: null });
    await until(() => entry.request?.stopLoss === by.stopLoss, 20_000);
    await pause(QUIET_MS);
    expect([entry.request, entry.there]).toMatchObject([{ pending: { price: by.price }, takeProfit: null }, by]);
    // Half more to the stop, and the same costs.
    const grown = (entry.order?.reserve ?? 0) / reserve;
    expect([grown > 1.4, grown <= 1.5]).toEqual([true, true]);
    desk.venue.price('EURUSD', Number((by.price - 0.00002).toFixed(5)));
    expect([await entry.ends('open'), entry.position]).toMatchObject(['open', { stopLoss: by.stopLoss, takeProfit: null }]);
    expect(desk.records('order.intended').length).toBe(1);
    await over(desk);
  });

  test('its stop is taken off by hand while it waits: what is filled gets it again', async () => {
    const desk = await connected({ config: { recovery: { withoutStopMs: 3_000 } } });
    const entry = await WaitingEntry.resting(desk, 's1');
    entry.moveByHand({ stopLoss: null });
    await pause(QUIET_MS);
    entry.fill();
    expect(await entry.ends('open', 'failed')).toBe('open');
    await until(() => entry.position?.stopLoss === entry.terms.stopLoss, 20_000);
    expect([entry.position?.stopLoss, entry.fills.length]).toEqual([entry.terms.stopLoss, 1]);
    await over(desk);
  });

  test.each([
    ['filled', 'open', (entry: WaitingEntry) => entry.fill()],
    ['taken away by hand', 'cancelled', (entry: WaitingEntry) => entry.removeByHand()],
    [
      'moved by hand',
      'ordered',
      (entry: WaitingEntry) => entry.moveByHand({ price: Number((entry.terms.price - 0.001).toFixed(5)) }),
    ],
  ] as const)('while the link is lost it is %s: %s when the link is back', async (what, state, act) => {
    const desk = await connected();
    const entry = await WaitingEntry.resting(desk, 's1');
    const restarted = desk.restartTerminal();
    act(entry);
    await restarted;
    await desk.isUp();
    expect(await entry.ends(state)).toBe(state);
    if (what === 'moved by hand') await until(() => entry.request?.pending?.price === entry.there?.price, 20_000);
    expect(entry.fills.length).toBe(what === 'filled' ? 1 : 0);
    await over(desk);
  });

  test('while the cockpit is dead it is filled: open, and its ledger is whole', async () => {
    const desk = await connected();
    const entry = await WaitingEntry.resting(desk, 's1');
    const restarted = desk.restartCockpit();
    entry.fill();
    await restarted;
    await desk.isUp();
    expect([await entry.ends('open', 'failed'), entry.fills.length]).toEqual(['open', 1]);
    await over(desk);
  });

  test.each<[string, Fault, string, number]>([
    ['lost', { kind: 'answer_lost' }, 'ordered', 1],
    ['a timeout though it was placed', { kind: 'timeout' }, 'ordered', 1],
    ['a refusal', { kind: 'refuse', retcode: 10_006, text: 'Request rejected' }, 'failed', 0],
  ])('the answer to placing it is %s', async (_what, fault, state, count) => {
    const desk = await connected();
    desk.venue.faults.push(fault);
    const entry = await WaitingEntry.sent(desk, 's1');
    await until(() => (count === 1 ? entry.isResting : entry.state === state), 60_000);
    expect([await entry.ends(state), ordersOf(desk).length]).toEqual([state, count]);
    if (count === 1) {
      entry.fill();
      expect([await entry.ends('open'), entry.fills.length]).toEqual(['open', 1]);
    }
    await over(desk);
  });

  /** A limit of which four tenths were there when its price was touched; the market has left it since. */
  const partly = async (
    changes: Record<string, unknown> = {},
  ): Promise<{ desk: DeskWithEa; entry: WaitingEntry; lots: number }> => {
    const desk = await connected();
    const entry = await WaitingEntry.resting(desk, 's1', changes);
    const lots = entry.request?.volume ?? 0;
    desk.venue.shares.push(0.4);
    entry.fill();
    desk.venue.price('EURUSD', 1.157);
    await until(() => entry.state === 'open' && entry.order?.rest === ordersOf(desk)[0]?.volume, 20_000);
    const [rest = 0, held = 0] = [entry.order?.rest, entry.position?.volume];
    expect([entry.state, ordersOf(desk).length, held > 0, rest > 0]).toEqual(['open', 1, true, true]);
    expect(held + rest).toBeCloseTo(lots, 8);
    expect(entry.position?.stopLoss).toBe(entry.terms.stopLoss);
    return { desk, entry, lots };
  };

  test('a part of it is filled: the rest waits on, and is filled into the same position', async () => {
    const { desk, entry, lots } = await partly();
    entry.fill();
    await until(() => entry.position?.volume === lots && entry.order?.rest === undefined, 20_000);
    expect([desk.venue.positions.length, entry.position, entry.fills.length]).toMatchObject([
      1,
      { volume: lots, stopLoss: entry.terms.stopLoss },
      2,
    ]);
    desk.venue.price('EURUSD', Number((entry.terms.takeProfit + 0.0001).toFixed(5)));
    expect(await entry.ends('closed', 'failed')).toBe('closed');
    expect([await booked(desk, 0), desk.life('s1')?.trade?.volume]).toEqual([[], lots]);
    await over(desk);
  });

  test('a part of it is filled, and the rest is cancelled: the part stays, with its stop', async () => {
    const { desk, entry } = await partly();
    const held = entry.position?.volume;
    expect((await desk.desk.command('order.cancel', { order: 's1' }, 'trader:test')).ok).toBe(true);
    await until(() => ordersOf(desk).length === 0 && entry.order?.rest === undefined, 20_000);
    entry.fill();
    await pause(QUIET_MS);
    expect([entry.state, entry.position, outcomes(desk, 'cancel'), entry.fills.length]).toMatchObject([
      'open',
      { volume: held, stopLoss: entry.terms.stopLoss },
      ['confirmed'],
      1,
    ]);
    await over(desk);
  });

  test('a part of it is filled, and what was filled is closed by hand: the rest goes, and fills nothing', async () => {
    const { desk, entry } = await partly();
    const [held] = desk.venue.positions;
    desk.venue.account.tradeByHand({ close: identifierOf(held ?? { ticket: '' }), volume: held?.volume ?? 0 }, clock.nowMs());
    expect(await entry.ends('closed', 'failed')).toBe('closed');
    await until(() => ordersOf(desk).length === 0, 20_000);
    entry.fill();
    await pause(QUIET_MS);
    expect([ordersOf(desk), desk.venue.positions, entry.fills.length]).toEqual([[], [], 1]);
    await over(desk);
  });

  test('a part of it is filled, while the cockpit is dead: known when it is back', async () => {
    const desk = await connected();
    const entry = await WaitingEntry.resting(desk, 's1');
    const lots = entry.request?.volume ?? 0;
    const restarted = desk.restartCockpit();
    desk.venue.shares.push(0.4);
    entry.fill();
    desk.venue.price('EURUSD', 1.157);
    await restarted;
    await desk.isUp();
    await until(() => entry.state === 'open' && entry.order?.rest === ordersOf(desk)[0]?.volume, 20_000);
    expect([entry.state, (entry.order?.rest ?? 0) + (entry.position?.volume ?? 0)]).toEqual(['open', expect.closeTo(lots, 8)]);
    await over(desk);
  });

  test('on a netting account what is filled is the position of its symbol', async () => {
    const desk = await connected({ netting: true });
    const entry = await WaitingEntry.resting(desk, 's1', { kind: 'stop' });
    entry.fill();
    expect([await entry.ends('open', 'failed'), desk.venue.positions.length]).toEqual(['open', 1]);
    expect(desk.venue.positions[0]?.stopLoss).toBe(entry.terms.stopLoss);
    await over(desk);
  });
});
