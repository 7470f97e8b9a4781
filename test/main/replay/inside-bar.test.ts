import { describe, expect, test } from 'vitest';
import { createReplayTerminal, type PaperTerminal } from '#main/adapters/paper-broker/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { type Intrabar } from '#main/replay/inside-bar.ts';
import { playMinute } from '#main/replay/inside-minute.ts';
import { config } from '#shared/config';
import type { Bar, Quote, Side } from '#shared/domain';

const POINT = 0.00001;
const START = Date.UTC(2026, 2, 3, 9);
const PAPER = { ...config.parse({}).paper, slippagePoints: 0, alwaysOpen: false };

const barOf = (minute: number, [open, high, low, close]: readonly number[], spreadPoints = 10): Bar => ({
  ...{ symbol: 'EURUSD', timeframe: 'M1', time: START + minute * 60_000, volume: 1, source: 'live', spreadPoints },
  ...{ open: open!, high: high!, low: low!, close: close! },
});

type Order = {
  readonly side: Side;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** Of an order that waits; null: at the market, before the first bar. */
  readonly price: number | null;
  /** Of a stop-limit order. */
  readonly stopLimit?: number;
};

async function sendStopLimit(terminal: PaperTerminal, order: Order & { readonly stopLimit: number }): Promise<void> {
  const { side, stopLoss, takeProfit, price, stopLimit } = order;
  const outcome = await terminal.send({
    ...{ op: 'open', clientOrderId: 'A', symbol: 'EURUSD', side, volume: 1, deviationPoints: 0, magic: 1, deadlineAt: START },
    ...{ stopLoss: stopLoss!, takeProfit, pending: { type: 'stop_limit', price: price!, stopLimit, expiresAt: null } },
  });
  if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
}

/** A broker that has the order; its first price is the open of the first bar. */
async function broker(
  first: number,
  order: Order | null,
): Promise<{ terminal: PaperTerminal; price: (tick: Quote) => Promise<void> }> {
  const clock = virtualClock(START - 60_000);
  const file = { name: 'EURUSD_M1.csv', kind: 'bars' } as const;
  const terminal = createReplayTerminal({ config: PAPER, clock, file, symbols: ['EURUSD'] });
  await terminal.start();
  const price = (tick: Quote): Promise<void> => {
    if (tick.at > clock.nowMs()) clock.advanceTo(tick.at);
    terminal.feedTick(tick);
    return Promise.resolve();
  };
  await price({ symbol: 'EURUSD', bid: first, ask: Number((first + 10 * POINT).toFixed(8)), at: START - 1_000 });
  if (order !== null) {
    const { stopLimit, ...byHand } = order;
    if (stopLimit === undefined) {
      const end = terminal.tradeByHand({ symbol: 'EURUSD', volume: 1, ...byHand });
      if ('text' in end) throw new Error(end.text);
    } else await sendStopLimit(terminal, { ...order, stopLimit });
  }
  return { terminal, price };
}

async function played(bars: readonly Bar[], order: Order, intrabar: Intrabar = 'pessimistic') {
  const { terminal, price } = await broker(bars[0]!.open, order);
  const contested: string[] = [];
  for (const bar of bars)
    await playMinute([bar], () => ({
      ...{ terminal, point: POINT, intrabar, price },
      contested: (tickets: readonly string[]) => contested.push(...tickets),
    }));
  const deals = await terminal.deals(0);
  return {
    exits: deals.filter(({ entry }) => entry !== 'in').map(({ reason, price: at }) => [reason, at]),
    deals,
    contested,
    terminal,
  };
}

describe('a bar that holds stop and target', () => {
  const rising = barOf(0, [1.1, 1.103, 1.098, 1.102]);
  const falling = barOf(0, [1.1, 1.103, 1.098, 1.099]);
  const buy: Order = { side: 'BUY', stopLoss: 1.0985, takeProfit: 1.1025, price: null };
  const sell: Order = { side: 'SELL', stopLoss: 1.1025, takeProfit: 1.0985, price: null };

  test.each([
    ['a rising one, bought', rising, buy, 1.0985],
    ['a falling one, bought', falling, buy, 1.0985],
    ['a rising one, sold', rising, sell, 1.1025],
    ['a falling one, sold', falling, sell, 1.1025],
  ] as const)('counts as the stop, at its level: %s', async (_name, bar, order, level) => {
    const { exits, contested } = await played([bar], order);
    expect(exits).toEqual([['sl', level]]);
    expect(contested).toHaveLength(1);
  });

  test('counts by the bar’s own way where that is asked for', async () => {
    expect((await played([rising], sell, 'path')).exits).toEqual([['tp', 1.0985]]);
    expect((await played([falling], buy, 'path')).exits).toEqual([['tp', 1.1025]]);
    expect((await played([rising], buy, 'path')).exits).toEqual([['sl', 1.0985]]);
  });
});

describe('one level in a bar', () => {
  test('a stop fills at its level, at the open where the bar opens beyond it, and nothing is contested', async () => {
    const order: Order = { side: 'BUY', stopLoss: 1.0985, takeProfit: null, price: null };
    const { exits, contested } = await played([barOf(0, [1.1, 1.1, 1.09, 1.091])], order);
    expect([exits, contested]).toEqual([[['sl', 1.0985]], []]);
    const gapped = await played([barOf(0, [1.1, 1.1, 1.0995, 1.0995]), barOf(1, [1.095, 1.096, 1.09, 1.0955])], order);
    expect(gapped.exits).toEqual([['sl', 1.095]]);
  });

  test('of a sold position counts the spread', async () => {
    const order: Order = { side: 'SELL', stopLoss: 1.1011, takeProfit: null, price: null };
    expect((await played([barOf(0, [1.1, 1.10099, 1.1, 1.1])], order)).exits).toEqual([]);
    expect((await played([barOf(0, [1.1, 1.101, 1.1, 1.1])], order)).exits).toEqual([['sl', 1.1011]]);
  });

  test('a target fills at its level', async () => {
    const order: Order = { side: 'SELL', stopLoss: 1.12, takeProfit: 1.0985, price: null };
    expect((await played([barOf(0, [1.1, 1.1, 1.09, 1.1])], order)).exits).toEqual([['tp', 1.0985]]);
  });
});

describe('an order that waits', () => {
  const buyStop: Order = { side: 'BUY', stopLoss: 1.099, takeProfit: 1.103, price: 1.1015 };

  test('is filled at its level, and stopped in its bar where the stop lies in it, whatever came first', async () => {
    for (const close of [1.1, 1.1039]) {
      const { deals, exits } = await played([barOf(0, [1.1, 1.104, 1.098, close])], buyStop);
      expect([deals[0]?.price, exits]).toEqual([1.1015, [['sl', 1.099]]]);
    }
  });

  test('takes no target in its bar unless the bar closes beyond it', async () => {
    const stays = await played([barOf(0, [1.1, 1.104, 1.0995, 1.1])], buyStop);
    expect([stays.deals.length, stays.exits]).toEqual([1, []]);
    const closes = await played([barOf(0, [1.1, 1.104, 1.0995, 1.1035])], buyStop);
    expect(closes.exits).toEqual([['tp', 1.103]]);
    const later = await played([barOf(0, [1.1, 1.104, 1.0995, 1.1]), barOf(1, [1.1, 1.104, 1.0995, 1.1])], buyStop);
    expect(later.exits).toEqual([['tp', 1.103]]);
  });
});

describe('a stop-limit order whose stop and limit lie in one bar', () => {
  const order: Order = { side: 'BUY', stopLoss: 1.099, takeProfit: 1.104, price: 1.1015, stopLimit: 1.1012 };

  test('is filled and stopped where its stop lies in the bar', async () => {
    const { deals, exits } = await played([barOf(0, [1.1, 1.104, 1.0985, 1.1035])], order);
    expect([deals[0]?.price, exits]).toEqual([1.1012, [['sl', 1.099]]]);
  });

  test('is filled where it is worth less at the close, and waits on as a limit where it would have gained', async () => {
    const lost = await played([barOf(0, [1.1, 1.102, 1.0998, 1.1005])], order);
    expect([lost.deals.map(({ price }) => price), lost.exits]).toEqual([[1.1012], []]);
    const even = await played([barOf(0, [1.1, 1.102, 1.0998, 1.1012])], order);
    expect(even.deals).toHaveLength(1); // its commission
    const waits = await played([barOf(0, [1.1, 1.102, 1.0998, 1.1018])], order);
    expect([waits.deals, waits.terminal.snapshot()?.orders[0]?.price]).toEqual([[], 1.1012]);
    const later = await played([barOf(0, [1.1, 1.102, 1.0998, 1.1018]), barOf(1, [1.1018, 1.102, 1.1008, 1.1018])], order);
    expect(later.deals.map(({ price }) => price)).toEqual([1.1012]);
  });

  test('goes by the bar’s own way where that is asked for', async () => {
    const rising = await played([barOf(0, [1.1, 1.102, 1.0998, 1.1015])], order, 'path');
    expect(rising.deals.map(({ price }) => price)).toEqual([]);
    const falling = await played([barOf(0, [1.1, 1.102, 1.0998, 1.0999])], order, 'path');
    expect(falling.deals.map(({ price }) => price)).toEqual([1.1012]);
  });
});
