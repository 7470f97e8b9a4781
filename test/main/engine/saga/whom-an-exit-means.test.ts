import { describe, expect, it } from 'vitest';
import { createEngine } from '#engine/engine.ts';
import { isEntryOnItsWay, meant, meantResting, othersIn, speaksOf, whatOf } from '#engine/saga/meant.ts';
import type { Signal } from '#shared/domain';
import type { OrderLife } from '#shared/projection';
import { magicOf } from '#shared/strategies';
import { entry, NOW, openRequest, position, signal } from '../rulebook/desk.ts';

type Held = { ticket: string; signalId?: string | null; strategyId?: string | null; foreign?: boolean; at?: object };
const engineWith = (held: Held[], sources: Record<string, string> = {}, orders: OrderLife[] = []) => {
  const engine = createEngine();
  for (const { ticket, signalId = null, strategyId = 'm5_bos', foreign = false, at = {} } of held)
    engine.cockpit.positions.set(ticket, { position: position({ ticket, ...at }), signalId, strategyId, foreign } as never);
  for (const [signalId, source] of Object.entries(sources))
    engine.cockpit.signals.set(signalId, { signalId, receivedAt: NOW - 10, signal: signal({ signalId, source }) } as never);
  for (const order of orders) {
    engine.cockpit.orders.set(order.clientOrderId, order);
    engine.cockpit.openOrders.add(order.clientOrderId);
  }
  return engine;
};
const exit = (part: Partial<Signal> = {}, receivedAt = NOW) =>
  ({ signal: signal({ kind: 'exit', ...part }), receivedAt }) as never;
const ANY = { exit: { anySide: true, notes: [] } };
const tickets = (engine: ReturnType<typeof engineWith>, life: never) => meant(engine, life).map((one) => one.position.ticket);

describe('an exit means', () => {
  const held: Held[] = [
    { ticket: '1' },
    { ticket: '2', at: { direction: 'SELL' } },
    { ticket: '3', at: { symbol: 'GBPUSD' } },
    { ticket: '4', foreign: true },
    { ticket: '5', strategyId: 'm1_retest' },
  ];
  it('our positions of its symbol and side, of every strategy or of the one it names', () => {
    const engine = engineWith(held);
    expect(tickets(engine, exit())).toEqual(['1', '5']);
    expect(tickets(engine, exit({ side: 'SELL' }))).toEqual(['2']);
    expect(tickets(engine, exit({ strategyId: 'm1_retest' }))).toEqual(['5']);
    expect(tickets(engine, exit({ symbol: 'USDJPY' }))).toEqual([]);
  });
  it('without a side, both sides of what its own source opened, and of what nobody knows the source of', () => {
    const engine = engineWith(
      [{ ticket: '1', signalId: 'a' }, { ticket: '2', signalId: 'b', at: { direction: 'SELL' } }, { ticket: '3', signalId: 'gone' }, { ticket: '4' }], // prettier-ignore
      { a: 'webhook', b: 'tradingview' },
    );
    expect(tickets(engine, exit(ANY))).toEqual(['1', '3', '4']);
    expect(tickets(engine, exit({ ...ANY, source: 'tradingview' }))).toEqual(['2', '3', '4']);
    expect([whatOf(exit(ANY)), whatOf(exit({ side: 'SELL' }))]).toEqual(['webhook', 'SELL']);
    expect(othersIn(engine, exit(ANY))).toBe('; 4 of other sources stay: name the side to close them');
    expect([othersIn(engine, exit()), othersIn(engine, exit({ ...ANY, symbol: 'GBPUSD' }))]).toEqual(['', '']);
  });
  it('what was asked for before it: by its signal, or by when it was opened where there is none', () => {
    const engine = engineWith(
      [
        { ticket: '1', signalId: 'a' },
        { ticket: '2', at: { openedAt: NOW - 5 } },
      ],
      { a: 'webhook' },
    );
    expect(tickets(engine, exit({}, NOW - 10))).toEqual(['1']);
    expect(tickets(engine, exit({}, NOW - 11))).toEqual([]);
    expect([tickets(engine, exit({}, NOW - 5)), tickets(engine, exit({}, NOW - 6))]).toEqual([['1', '2'], ['1']]);
  });
  it('the one position that it names, and nothing else', () => {
    const named = (ticket: string) => exit({ exit: { anySide: false, notes: [], position: ticket } });
    const engine = engineWith(held);
    expect([tickets(engine, named('4')), tickets(engine, named('9'))]).toEqual([['4'], []]);
    expect(speaksOf(engine, named('1'))({ symbol: 'EURUSD', side: 'BUY', signalId: null, strategyId: null })).toBe(false);
  });
});

describe('entries that are on their way', () => {
  const asked = (part: Partial<OrderLife> = {}, request: object = {}) =>
    entry({ requestedAt: NOW - 10, signalId: 'a', ...part, request: openRequest(request) });
  const onItsWay = (life: never, ...orders: OrderLife[]) => isEntryOnItsWay(engineWith([], { a: 'webhook' }, orders), life);
  it('may become what an exit means: of its side, its strategy, and asked for before it', () => {
    expect([onItsWay(exit(), asked()), onItsWay(exit(), asked({}, { side: 'SELL' })), onItsWay(exit(), asked({}, { symbol: 'GBPUSD' }))]).toEqual([true, false, false]); // prettier-ignore
    expect([onItsWay(exit({}, NOW - 10), asked()), onItsWay(exit({}, NOW - 11), asked())]).toEqual([true, false]);
    expect([onItsWay(exit({ strategyId: 'm5_bos' }), asked()), onItsWay(exit({ strategyId: 'm1_retest' }), asked())]).toEqual([
      true,
      false,
    ]);
    expect(onItsWay(exit({ strategyId: 'm1_retest' }), asked({}, { magic: magicOf('m1_retest') }))).toBe(true);
    expect(onItsWay(exit(), entry({ request: { op: 'close', ticket: '1' } as never }))).toBe(false);
    expect([onItsWay(exit(ANY), asked()), onItsWay(exit({ ...ANY, source: 'ea' }), asked())]).toEqual([true, false]);
  });
  it('wait at the broker, and would open again what it closes', () => {
    const pending = { type: 'limit', price: 1.1, stopLimit: null, expiresAt: null } as const;
    const waits = (part: Partial<OrderLife> = {}, request: object = {}) =>
      asked({ state: 'working', ticket: '40', ...part }, { pending, ...request });
    const found = (life: never, order: OrderLife) => meantResting(engineWith([], {}, [order]), life).length;
    expect([found(exit(), waits()), found(exit(), waits({ state: 'sent' })), found(exit({ side: 'SELL' }), waits())]).toEqual([
      1, 0, 0,
    ]);
    expect([found(exit({}, NOW - 10), waits()), found(exit({}, NOW - 11), waits())]).toEqual([1, 0]);
  });
});
