import { describe, expect, it } from 'vitest';
import type { Bar, Quote } from '#shared/domain';
import { factsOfBars, factsOfTicks } from '#main/replay/price-facts.ts';
import { spikesInBars, spikesInTicks } from '#main/replay/spikes.ts';

/** A Wednesday, 10:00 UTC. */
const AT = Date.UTC(2026, 2, 4, 10);
const MINUTE = 60_000;
const bar = (index: number, changes: Partial<Bar> = {}): Bar => {
  const price = { open: 1.1, high: 1.1002, low: 1.0998, close: 1.1 };
  return {
    ...{ symbol: 'EURUSD', timeframe: 'M1', time: AT + index * MINUTE, ...price, volume: 1, spreadPoints: 8, source: 'live' },
    ...changes,
  };
};
const quiet = (count: number): Bar[] => Array.from({ length: count }, (_, index) => bar(index));

describe('wicks that stand alone', () => {
  const withBar = (changes: Partial<Bar>, after: Partial<Bar> = {}): readonly Bar[] => [
    ...quiet(80),
    bar(80, changes),
    bar(81, after),
  ];

  it.each([
    ['above', { high: 1.105 }, [{ at: AT + 80 * MINUTE, price: 1.105, times: 12 }]],
    ['below', { low: 1.095 }, [{ at: AT + 80 * MINUTE, price: 1.095, times: 12 }]],
    ['of nine times the usual range', { high: 1.1038 }, []],
    ['of a bar that stays up there', { high: 1.105, close: 1.1048 }, []],
  ])('%s', (_name, changes, spikes) => {
    expect(spikesInBars(withBar(changes))).toEqual(spikes);
  });

  it('that the next bar reaches too are a move', () => {
    expect(spikesInBars(withBar({ high: 1.105 }, { high: 1.1049 }))).toEqual([]);
  });

  it('before there is a usual range, and in a market that stood still, are not told', () => {
    expect(spikesInBars([...quiet(30), bar(30, { high: 1.2 }), bar(31)])).toEqual([]);
    const flat = quiet(80).map((one) => ({ ...one, high: 1.1, low: 1.1 }));
    expect(spikesInBars([...flat, bar(80, { high: 1.2 }), bar(81)])).toEqual([]);
  });
});

describe('ticks', () => {
  const ticks = (...bids: readonly number[]): readonly Quote[] =>
    [...Array.from({ length: 250 }, (_, index) => 1.1 + (index % 2) * 0.00001), ...bids].map((bid, index) => ({
      ...{ symbol: 'EURUSD', bid, ask: bid + 0.0001, at: AT + index * 1_000 },
    }));

  it('that come back at once stand alone, a step that stays does not', () => {
    expect(spikesInTicks(ticks(1.1, 1.1005, 1.1))).toMatchObject([{ at: AT + 251_000, price: 1.1005 }]);
    expect(spikesInTicks(ticks(1.1, 1.1005, 1.1005, 1.1005))).toEqual([]);
    expect(spikesInTicks(ticks(1.1, 1.1002, 1.1))).toEqual([]);
  });

  it('tell their spread in prices, and gaps from ten minutes on', () => {
    const { spread, decimals, rows, gaps } = factsOfTicks(
      [0, 10 * MINUTE, 21 * MINUTE].map((after) => ({ symbol: 'EURUSD', bid: 1.1, ask: 1.10012, at: AT + after })),
      'fx',
    );
    expect([spread, decimals, rows]).toEqual([{ min: 0.00012, median: 0.00012, max: 0.00012 }, 5, 3]);
    expect(gaps.map(({ from, to }) => [from - AT, to - AT])).toEqual([[10 * MINUTE, 21 * MINUTE]]);
  });
});

describe('bars', () => {
  it('tell their span, spread, decimals, what is missing and what is more than the market was open', () => {
    const saturday = Date.UTC(2026, 2, 7, 12);
    const facts = factsOfBars(
      [
        bar(0, { low: 1.09 }),
        bar(1, { spreadPoints: 20 }),
        bar(4),
        bar(5, { high: 1.12345 }),
        bar(6 * 60, { spreadPoints: 3 }),
        { ...bar(0), time: saturday },
      ],
      'fx',
    );
    expect(facts).toMatchObject({
      ...{ rows: 6, from: AT, to: saturday + MINUTE, low: 1.09, high: 1.12345, decimals: 5, outside: 1 },
      spread: { min: 3, median: 8, max: 20 },
      gaps: [{ tradingMs: 2 * MINUTE }, { from: AT + 6 * MINUTE, to: AT + 360 * MINUTE }, { from: AT + 361 * MINUTE }],
    });
    expect(facts.holes.map(({ from }) => from)).toEqual([AT + 6 * MINUTE, AT + 361 * MINUTE]);
  });

  it('without a spread say so', () => {
    expect(factsOfBars([bar(0, { spreadPoints: 0 })], 'fx').spread).toBeNull();
  });
});
