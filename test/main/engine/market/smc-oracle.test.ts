import { describe, expect, it } from 'vitest';
import { marketRows } from './market-files.ts';
import { smcBreaks, smcSwings } from './smc-oracle.ts';

const rowsOf = (name: string): string[][] => marketRows(`smart-money-concepts/${name}`) ?? [];
const bars = rowsOf('EURUSD_15M.csv').map((row) => ({ high: Number(row[2]), low: Number(row[3]), close: Number(row[4]) }));

describe.skipIf(bars.length === 0)('the published results of smart-money-concepts', () => {
  const swings = smcSwings(bars, 5);

  it('agree on every swing', () => {
    const golden = rowsOf('swing_highs_lows_result_data.csv');
    expect(golden.length).toBe(bars.length);
    const wrong = golden.filter(
      ([type, level], i) =>
        Number(type || 0) !== (swings[i]?.type ?? 0) || Math.abs(Number(level || 0) - (swings[i]?.level ?? 0)) > 1e-6,
    );
    expect(wrong).toEqual([]);
    expect([1, -1].map((type) => swings.filter((swing) => swing?.type === type).length)).toEqual([1354, 1354]);
  });

  it('agree on every break of structure and change of character', () => {
    const breaks = smcBreaks(bars, swings);
    const golden = rowsOf('bos_choch_result_data.csv');
    expect(golden.length).toBe(bars.length);
    const wrong = golden.filter(([bos, choch, level, broken], i) => {
      const ours = breaks[i] ?? { bos: 0, choch: 0, level: 0, brokenIndex: 0 };
      return (
        Number(bos || 0) !== ours.bos ||
        Number(choch || 0) !== ours.choch ||
        Number(broken || 0) !== ours.brokenIndex ||
        Math.abs(Number(level || 0) - ours.level) > 1e-6
      );
    });
    expect(wrong).toEqual([]);
    const count = (kind: 'bos' | 'choch', sign: number): number => breaks.filter((mark) => mark?.[kind] === sign).length;
    expect([count('bos', 1), count('bos', -1), count('choch', 1), count('choch', -1)]).toEqual([360, 316, 216, 237]);
  });
});
