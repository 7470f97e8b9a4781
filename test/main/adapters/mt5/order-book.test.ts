import { describe, expect, it, test } from 'vitest';
import { commandOf, deadlineOf, OrderBook } from '#main/adapters/mt5/order-book.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { LineOf } from '#shared/bridge';
import { NOT_SENT, type OrderRequest, type Outcome } from '#shared/domain';

const NOW = 1_000_000;
const CID = '0123456789ABCDEF';
const OPEN: Extract<OrderRequest, { op: 'open' }> = {
  op: 'open',
  clientOrderId: CID,
  symbol: 'EURUSD',
  side: 'SELL',
  volume: 0.1,
  stopLoss: 1.12,
  takeProfit: 1.09,
  deviationPoints: 5,
  magic: 7,
  deadlineAt: NOW + 4_000,
};
const RESULT: LineOf<'result'> = {
  t: 'result',
  seq: 1,
  cid: CID,
  retcode: 10_009,
  order: '5',
  deal: '6',
  position: '7',
  price: 1.1,
  vol: 0.1,
  ms: 0,
  why: 'done',
};

/** An order on its way, and its end. */
function sent({ isWritten = true } = {}) {
  const clock = virtualClock(NOW);
  const book = new OrderBook(clock);
  const seen: { outcome?: Outcome; taken: number; written: number } = { taken: 0, written: 0 };
  const write = (): boolean => {
    seen.written += 1;
    return isWritten;
  };
  void book.send(OPEN, write, () => (seen.taken += 1)).then((outcome) => (seen.outcome = outcome));
  return { clock, book, seen, settled: () => new Promise((resolve) => setImmediate(resolve)) };
}
async function outcomeOf(changes: Partial<LineOf<'result'>>): Promise<Outcome | undefined> {
  const { book, seen, settled } = sent();
  book.take({ ...RESULT, ...changes });
  await settled();
  return seen.outcome;
}

describe('an answer', () => {
  test('of a fill is the outcome, field by field, at the moment it came', async () => {
    expect(await outcomeOf({})).toEqual({
      kind: 'confirmed',
      retcode: 10_009,
      ticket: '7',
      deal: '6',
      price: 1.1,
      volume: 0.1,
      at: NOW,
    });
  });

  test('without deal, price and volume confirms without them', async () => {
    expect(await outcomeOf({ deal: '0', price: 0, vol: 0 })).toMatchObject({
      kind: 'confirmed',
      deal: null,
      price: null,
      volume: null,
    });
  });

  test('"placed" is done with a deal, and unknown without one: it may still fill or fail', async () => {
    expect([(await outcomeOf({ retcode: 10_008 }))?.kind, (await outcomeOf({ retcode: 10_008, deal: '0' }))?.kind]).toEqual([
      'confirmed',
      'unknown',
    ]);
  });

  it.each([
    [10_006, 'refused'],
    [10_018, 'refused'],
    [10_011, 'unknown'],
    [10_012, 'unknown'],
    [10_031, 'unknown'],
  ])('%i is %s', async (retcode, kind) => {
    expect((await outcomeOf({ retcode, why: 'a word' }))?.kind).toBe(kind);
  });

  test('to another order is not ours', async () => {
    expect(await outcomeOf({ cid: 'A'.repeat(16) })).toBeUndefined();
  });
});

describe('an order', () => {
  test('that is turned away before the terminal was not sent; one that nobody can be written to neither', async () => {
    const turned = sent();
    turned.book.take({ t: 'nak', seq: 1, code: 'expired', detail: 'too late', cid: CID });
    const unwritten = sent({ isWritten: false });
    await unwritten.settled();
    expect([turned.seen.outcome, unwritten.seen.outcome]).toEqual([
      { kind: 'refused', retcode: NOT_SENT, text: 'expired: too late', at: NOW },
      { kind: 'refused', retcode: NOT_SENT, text: 'The Expert Advisor is not connected: nothing was sent', at: NOW },
    ]);
  });

  test('is still on its way after a refusal that names no order', async () => {
    const { book, seen, settled } = sent();
    book.take({ t: 'nak', seq: 1, code: 'busy', detail: '', q: 'q1' });
    await settled();
    expect(seen.outcome).toBeUndefined();
  });

  test('without an answer by its deadline is unknown, not a moment earlier', async () => {
    const { clock, seen, settled } = sent();
    clock.advanceTo(NOW + 3_999);
    await settled();
    const before = seen.outcome;
    clock.advanceTo(NOW + 4_000);
    await settled();
    expect([before, seen.outcome]).toEqual([undefined, { kind: 'unknown', why: 'no answer by the deadline', at: NOW + 4_000 }]);
  });

  test('is unknown when the link is lost, and an answer after that changes nothing', async () => {
    const { book, seen, settled, clock } = sent();
    book.lost('the cable');
    book.take(RESULT);
    await settled();
    expect([seen.outcome, clock.nextDue()]).toEqual([{ kind: 'unknown', why: 'the cable', at: NOW }, null]);
  });

  test('tells that it was taken, and is not sent again under the same id', async () => {
    const { book, seen, settled } = sent();
    book.take({ t: 'ack', seq: 1, cid: CID, dup: false });
    const again = await book.send(
      OPEN,
      () => Boolean((seen.written += 1)),
      () => undefined,
    );
    await settled();
    expect([seen.taken, seen.written, seen.outcome, again]).toMatchObject([
      1,
      1,
      undefined,
      { kind: 'refused', retcode: NOT_SENT },
    ]);
  });

  test('whose deadline is over already is written and given up at once', async () => {
    const clock = virtualClock(NOW + 9_000);
    const book = new OrderBook(clock);
    const outcome = book.send(
      OPEN,
      () => true,
      () => undefined,
    );
    clock.advanceBy(0);
    clock.runSoon();
    expect((await outcome).kind).toBe('unknown');
  });

  test('tells its refusal in 300 characters at most', () => {
    const outcome = new OrderBook(virtualClock(NOW)).notSent('x'.repeat(400));
    expect(outcome.kind === 'refused' && outcome.text.length).toBe(300);
  });
});

describe('a request as a command', () => {
  const broker = (symbol: string): string | null => (symbol === 'EURUSD' ? 'EURUSD.r' : null);
  const base = { clientOrderId: CID, deadlineAt: 1 };
  it.each<[string, OrderRequest, { op?: string } & Record<string, unknown>]>([
    ['open', OPEN, { op: 'open', sym: 'EURUSD.r', side: 'SELL', vol: 0.1, sl: 1.12, tp: 1.09, deviation: 5, magic: '7' }],
    ['open without a target', { ...OPEN, takeProfit: null }, { tp: 0, sl: 1.12 }],
    [
      'modify',
      { op: 'modify', ...base, ticket: '3', stopLoss: 1.1, takeProfit: 1.2 },
      { op: 'modify', ticket: '3', sl: 1.1, tp: 1.2 },
    ],
    [
      'modify to none',
      { op: 'modify', ...base, ticket: '3', stopLoss: null, takeProfit: null },
      { op: 'modify', ticket: '3', sl: 0, tp: 0 },
    ],
    ['close', { op: 'close', ...base, ticket: '3', volume: 0.2 }, { op: 'close', ticket: '3', vol: 0.2 }],
    ['close all', { op: 'close', ...base, ticket: '3', volume: null }, { op: 'close', ticket: '3', vol: 0 }],
    ['close by', { op: 'close_by', ...base, ticket: '3', by: '4' }, { op: 'closeby', ticket: '3', by: '4' }],
    [
      'close by, known by their identifiers',
      { op: 'close_by', ...base, ticket: '3', position: '1', by: '4', byPosition: '2' },
      { op: 'closeby', ticket: '3', id: '1', by: '4', byId: '2' },
    ],
    ['cancel', { op: 'cancel', ...base, ticket: '3' }, { op: 'cancel', ticket: '3' }],
  ])('%s', (_what, request, command) => {
    const made = commandOf(request, broker, 99);
    expect(made).toEqual(command.op === undefined ? expect.objectContaining(command) : { cid: CID, deadlineMs: 99, ...command });
  });

  test('for a symbol that the broker does not have is none', () => {
    expect(commandOf({ ...OPEN, symbol: 'XAUUSD' }, broker, 1)).toBeNull();
  });

  test('has its deadline on the clock of the PC', () => {
    const clock = { ...virtualClock(NOW), wallMs: () => NOW - 500.5, nowMs: () => NOW };
    expect(deadlineOf(OPEN, clock)).toBe(NOW + 3_499);
  });
});
