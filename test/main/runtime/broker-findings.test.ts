import { describe, expect, it } from 'vitest';
import { readDeals, readEntry, refusalText } from '#main/runtime/broker-findings.ts';
import type { Deal, Position } from '#shared/domain';
import type { OrderLife } from '#shared/projection';

const order = {
  clientOrderId: 'C1',
  sentAt: 10_000,
  request: { op: 'open', volume: 0.02, stopLoss: 1.1 },
} as unknown as OrderLife;
const held = (part: Partial<Position> = {}): Position =>
  ({ clientOrderId: 'C1', volume: 0.02, entry: 1.105, stopLoss: 1.1, ...part }) as Position;
const deal = (part: Partial<Deal>): Deal => ({ entry: 'in', profit: 0, commission: 0, swap: 0, at: 10_000, ...part }) as Deal;
const noted = (read: (note: (about: string, text: string) => void) => unknown): Record<string, string> => {
  const notes: Record<string, string> = {};
  read((about, text) => (notes[about] = text));
  return notes;
};

describe('what the broker made of the entry', () => {
  it('is read from the position: comment, volume, price and stop', () => {
    const notes = noted((note) =>
      expect(readEntry(order, held(), 1.105, 0.00001, note)).toEqual([true, '0.02 lots bought at 1.105, stop 1.1']),
    );
    expect(notes).toEqual({
      Comment: 'The position carries the client id',
      Filling: 'Filled whole',
      Slippage: 'Filled at the quote',
      'Stop loss': 'The stop stands as asked',
    });
  });

  it.each<[string, Partial<Position>, string, string]>([
    [
      'another comment',
      { clientOrderId: null },
      'Comment',
      'The broker changes comments: orders are found by the terminal’s table',
    ],
    ['a part of the volume', { volume: 0.01 }, 'Filling', 'Filled 0.01 of 0.02 lots'],
    ['a worse price', { entry: 1.10512 }, 'Slippage', '12 points worse than the quote'],
    ['a better price', { entry: 1.10488 }, 'Slippage', '12 points better than the quote'],
    ['another stop', { stopLoss: 1.09 }, 'Stop loss', 'Asked for 1.1, the position shows 1.09'],
    ['no stop', { stopLoss: null }, 'Stop loss', 'Asked for 1.1, the position shows none'],
  ])('%s', (_what, part, about, text) => {
    expect(noted((note) => readEntry(order, held(part), 1.105, 0.00001, note))[about]).toBe(text);
  });

  it('is bad without its stop, or without a position', () => {
    const none = (): undefined => undefined;
    expect(readEntry(order, held({ stopLoss: null }), null, 0.00001, none)).toEqual([
      false,
      '0.02 lots bought at 1.105, stop none',
    ]);
    expect(readEntry(order, undefined, null, 0.00001, none)).toEqual([false, 'Answered as done, but the position is not shown']);
  });

  it('has no slippage against a quote or a point that is not known', () => {
    expect(noted((note) => readEntry(order, held(), null, 0.00001, note))).not.toHaveProperty('Slippage');
    expect(noted((note) => readEntry(order, held(), 1.2, 0, note))).not.toHaveProperty('Slippage');
  });
});

describe('what the round trip cost', () => {
  const read = (deals: Deal[], entry = order) => noted((note) => readDeals(deals, entry, 9_000, 'USD', note));
  it.each<[string, Partial<Deal>[], string]>([
    ['none', [{}, { entry: 'out' }], 'None on the deals'],
    ['with the entry', [{ commission: -0.14 }, { entry: 'out' }], 'about 7.00 USD a lot, all with the entry'],
    ['with the exit', [{}, { entry: 'out', commission: -0.14 }], 'about 7.00 USD a lot, all with the exit'],
    ['with both', [{ commission: -0.07 }, { entry: 'out', commission: -0.08 }], 'about 7.50 USD a lot, with entry and exit'],
  ])('commission %s', (_what, deals, text) => expect(read(deals.map(deal))['Commission']).toBe(text));

  it('is the sum of profit, commission and swap', () => {
    expect(read([deal({ commission: -0.1 }), deal({ entry: 'out', profit: -0.3, swap: -0.02 })])['Cost']).toBe(
      'The test cost 0.42 USD, 2 deals',
    );
    expect(read([deal({ entry: 'out', profit: 0.3 })])['Cost']).toBe('The test made 0.30 USD, 1 deals');
    expect(read([])).toEqual({ Commission: 'None on the deals', Cost: 'The test made 0.00 USD, 0 deals' });
  });

  it.each([
    [11_900, 'Deals are stamped with our time'],
    [12_000, 'Deals are stamped 2 s after our time'],
    [8_000, 'Deals are stamped 2 s before our time'],
    [7_210_000, 'Deals are stamped 7200 s after our time'],
  ])('its deals stamped at %i', (at, text) => expect(read([deal({ at })])['Clock']).toBe(text));

  it('is measured from the beginning of the test where nobody knows when the entry was sent', () => {
    expect(read([deal({ at: 12_000 })], { ...order, sentAt: null })['Clock']).toBe('Deals are stamped 3 s after our time');
  });
});

it('a refusal is told with its code; anything else is not known', () => {
  expect(refusalText({ kind: 'refused', retcode: 10017, text: 'Trade disabled', at: 1 })).toBe('Trade disabled (10017)');
  expect(refusalText({ kind: 'unknown', why: 'silence', at: 1 })).toBe('The outcome of the order is unknown');
  expect(refusalText(null)).toBe('The outcome of the order is unknown');
});
