import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CandlePacker, unpackCandles, type Bar } from '#shared/domain';

const MINUTE = 60_000;
const bar = (more: Partial<Bar> = {}): Bar => ({
  ...{ symbol: 'EURUSD', timeframe: 'M1', time: 1_767_225_600_000, open: 1.1, high: 1.10012, low: 1.09995, close: 1.10007 },
  ...{ volume: 0, spreadPoints: 0, source: 'live' },
  ...more,
});

function packed(
  bars: readonly Bar[],
  digits = 5,
): { readonly taken: readonly boolean[]; readonly back: readonly Bar[]; text: string } {
  const packer = new CandlePacker(digits);
  const taken = bars.map((one) => packer.add(one));
  const candles = packer.packed(bars[0]!);
  return { taken, back: candles.text === '' ? [] : unpackCandles(candles), text: candles.text };
}

describe('candles packed as text', () => {
  test('are short: differences in units of the last decimal, and no zeros at the end', () => {
    const second = bar({ time: bar().time + 2 * MINUTE, open: 1.10007, high: 1.10007, low: 1.10007, close: 1.10007 });
    const third = bar({ time: second.time + MINUTE, open: 1.1, high: 1.10001, low: 1.09998, close: 1.09999, spreadPoints: 12 });
    expect(packed([bar(), second, third]).text).toBe('29453760,110000,12,5,7;2;1,-7,1,2,-1,,12');
  });

  test('come out as they went in, to the last bit, for any prices of that many decimals', () => {
    const digits = fc.integer({ min: 0, max: 8 });
    const rows = fc.array(
      fc.record({
        ...{
          gap: fc.integer({ min: 1, max: 9_000 }),
          open: fc.nat(2e9),
          up: fc.nat(5_000),
          down: fc.nat(5_000),
          move: fc.nat(5_000),
        },
        ...{
          volume: fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e9, noNaN: true })),
          spread: fc.double({ min: 0, max: 900, noNaN: true }),
        },
      }),
      { minLength: 1, maxLength: 70 },
    );
    fc.assert(
      fc.property(digits, rows, (decimals, made) => {
        let time = 0;
        const bars = made.map(({ gap, open, up, down, move, volume, spread }) => {
          time += gap * MINUTE;
          const price = (count: number): number => Number((count / 10 ** decimals).toFixed(decimals));
          const [high, low] = [price(open + up), price(Math.max(0, open - down))];
          return bar({ ...{ time, open: price(open), high, low, close: price(open + move) }, volume, spreadPoints: spread });
        });
        const { taken, back } = packed(bars, decimals);
        expect(taken).toEqual(bars.map(() => true));
        expect(back).toEqual(bars);
      }),
    );
  });

  test('take none that would come out otherwise', () => {
    const later = { time: bar().time + MINUTE };
    const odd: readonly Partial<Bar>[] = [
      { ...later, close: 1.100005 },
      { ...later, high: 1.1 + 1e-12 },
      { ...later, open: 2 ** 51 },
      { time: later.time + 1 },
      { time: bar().time - MINUTE },
      { ...later, timeframe: 'M5' },
    ];
    for (const one of odd) expect(packed([bar(), bar(one)])).toMatchObject({ taken: [true, false], back: [bar()] });
  });

  test.each(['1,2,x', '1,2,3,4,5,6,7,8', ',,NaN'])('%s is refused, not guessed at', (text) => {
    expect(() => unpackCandles({ symbol: 'EURUSD', source: 'live', digits: 5, text })).toThrow('no packed candles');
  });
});
