import { describe, expect, test } from 'vitest';
import { BarBook } from '#main/adapters/paper-broker/bar-book.ts';
import { Books } from '#main/adapters/paper-broker/books.ts';
import { BARS_MAX, memoryStore, type PriceWrite, type TradeWrite } from '#main/adapters/paper-broker/paper-store.ts';
import type { Bar } from '#shared/domain';

const trade = (clientOrderId: string): TradeWrite =>
  ({ head: {}, deals: [], answer: { clientOrderId, answer: {} } }) as unknown as TradeWrite;
const PRICES = { head: {}, bars: [], pathMinutes: 0 } as unknown as PriceWrite;

/** Books on a disk that a test fills and empties. */
function books() {
  const disk = { isFull: false, written: [] as string[], told: [] as string[], isClosed: false };
  const write = (name: string): void => {
    if (disk.isFull) throw new Error('no room');
    disk.written.push(name);
  };
  const store = {
    ...memoryStore(),
    writeTrade: ({ answer }: TradeWrite) => write(answer?.clientOrderId ?? ''),
    writePrices: () => write('prices'),
    close: () => {
      disk.isClosed = true;
    },
  };
  return { disk, kept: new Books(store, (text) => void disk.told.push(text)) };
}

describe('books on a disk that is full for a while', () => {
  test('what could not be written waits in order and is written before anything newer', () => {
    const { disk, kept } = books();
    const before = [kept.trade(trade('a')), kept.isBehind];
    disk.isFull = true;
    const during = [kept.trade(trade('b')), kept.trade(trade('c')), kept.prices(PRICES), kept.isBehind, kept.isLost];
    disk.isFull = false;
    const after = [kept.trade(trade('d')), kept.isBehind];
    expect([before, during, after]).toEqual([
      [true, false],
      [false, false, false, true, false],
      [true, false],
    ]);
    expect(disk.written).toEqual(['a', 'b', 'c', 'd']);
  });

  test('prices alone bring waiting trades in too, and are written behind them', () => {
    const { disk, kept } = books();
    disk.isFull = true;
    kept.trade(trade('a'));
    disk.isFull = false;
    expect([kept.prices(PRICES), disk.written]).toEqual([true, ['a', 'prices']]);
  });

  test('prices that cannot be written are a failure of their own, and no trade waits for it', () => {
    const { disk, kept } = books();
    disk.isFull = true;
    expect([kept.prices(PRICES), kept.isBehind]).toEqual([false, true]);
    disk.isFull = false;
    expect([kept.prices(PRICES), kept.isBehind, disk.written]).toEqual([true, false, ['prices']]);
  });

  test('failing and working again are told once each', () => {
    const { disk, kept } = books();
    disk.isFull = true;
    for (const clientOrderId of ['a', 'b', 'c']) kept.trade(trade(clientOrderId));
    disk.isFull = false;
    for (const clientOrderId of ['d', 'e']) kept.trade(trade(clientOrderId));
    expect(disk.told).toEqual([
      "The paper broker's books cannot be written, closing goes on in memory: no room",
      "The paper broker's books are written again",
    ]);
  });

  test('two thousand trades may wait; one more is kept and the books are lost, and then nothing more is taken', () => {
    const { disk, kept } = books();
    disk.isFull = true;
    for (let at = 0; at < 2_000; at += 1) kept.trade(trade(String(at)));
    const before = kept.isLost;
    kept.trade(trade('2000'));
    const after = kept.isLost;
    kept.trade(trade('too many'));
    disk.isFull = false;
    kept.prices(PRICES);
    expect([before, after, disk.written.length, disk.written.includes('too many'), kept.isLost]).toEqual([
      false,
      true,
      2_002,
      false,
      false,
    ]);
  });

  test('closing writes what waits, when there is room again', () => {
    const { disk, kept } = books();
    disk.isFull = true;
    kept.trade(trade('a'));
    disk.isFull = false;
    kept.close();
    expect([disk.written, disk.isClosed]).toEqual([['a'], true]);
  });
});

const bar = (minute: number, symbol = 'EURUSD'): Bar => ({
  symbol,
  timeframe: 'M1',
  time: minute * 60_000,
  open: 1,
  high: 1,
  low: 1,
  close: 1,
  volume: 1,
  spreadPoints: 1,
  source: 'live',
});
const minutes = (bars: readonly Bar[]): number[] => bars.map(({ time }) => time / 60_000);

describe('a book of candles', () => {
  test('gives the newest of a symbol, oldest first, as history', () => {
    const book = new BarBook([], null);
    for (let minute = 0; minute < 5; minute += 1) book.keep(bar(minute));
    book.keep(bar(9, 'GBPUSD'));
    expect([minutes(book.last('EURUSD', 2)), minutes(book.last('EURUSD', 99)), book.last('XAUUSD', 5)]).toEqual([
      [3, 4],
      [0, 1, 2, 3, 4],
      [],
    ]);
    expect(book.last('EURUSD', 1)[0]?.source).toBe('history');
  });

  test('hands out what is not saved yet once; what could not be saved goes back in front', () => {
    const book = new BarBook([], null);
    book.restore([bar(0)]);
    book.keep(bar(1));
    const taken = book.takeUnsaved();
    book.keep(bar(2));
    book.putBack(taken);
    expect([minutes(taken), minutes(book.takeUnsaved()), book.takeUnsaved()]).toEqual([[1], [1, 2], []]);
  });

  test('keeps three thousand a symbol, and lets a thousand more come before it lets the oldest go', () => {
    const book = new BarBook([], null);
    for (let minute = 0; minute < BARS_MAX + 999; minute += 1) book.keep(bar(minute));
    const before = book.last('EURUSD', 9_999).length;
    book.keep(bar(BARS_MAX + 999));
    const after = minutes(book.last('EURUSD', 9_999));
    expect([before, after.length, after[0], after.at(-1)]).toEqual([BARS_MAX + 999, BARS_MAX, 1_000, BARS_MAX + 999]);
  });

  test('takes out what lies behind the minute to which a wrong time was put right, and nothing while time goes on', () => {
    const at = (change: readonly number[]) => {
      const book = new BarBook([], null);
      book.timeIs(9 * 60_000);
      for (const minute of [4, 5, 6, 9]) book.keep(bar(minute));
      book.keep(bar(7, 'GBPUSD'));
      for (const minute of change) book.timeIs(minute * 60_000);
      return [minutes(book.last('EURUSD', 9)), minutes(book.last('GBPUSD', 9)), minutes(book.takeUnsaved())];
    };
    expect(at([5])).toEqual([[4, 5], [], [4, 5]]);
    expect(at([9])).toEqual([[4, 5, 6, 9], [7], [4, 5, 6, 9, 7]]);
    // The clock that was put right goes on from there: the same time again is no step back.
    expect(at([8, 8, 8.5])).toEqual([[4, 5, 6], [7], [4, 5, 6, 7]]);
    const early = new BarBook([], null);
    early.timeIs(60_000);
    early.keep(bar(5));
    early.timeIs(60_000);
    early.timeIs(120_000);
    expect(minutes(early.last('EURUSD', 9))).toEqual([5]);
  });

  test('keeps so many unsaved as eight symbols have, whether they come or are put back', () => {
    const book = new BarBook([], null);
    const most = BARS_MAX * 8;
    for (let minute = 0; minute < most + 1_000; minute += 1) book.keep(bar(minute));
    const came = book.takeUnsaved();
    book.keep(bar(0));
    book.putBack(Array.from({ length: most + 998 }, (_, minute) => bar(minute)));
    const few = book.takeUnsaved().length;
    book.keep(bar(0));
    book.putBack(Array.from({ length: most + 999 }, (_, minute) => bar(minute)));
    const back = book.takeUnsaved();
    expect([came.length, came[0]?.time, few, back.length]).toEqual([most, 60_000_000, most + 999, most]);
  });
});
