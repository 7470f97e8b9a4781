import { expect, test } from 'vitest';
import type { Terminal } from '#ports';
import { EquityLine } from '#main/runtime/equity.ts';

const HOUR = 3_600_000;
const worth = (equity: number): Terminal =>
  ({ snapshot: () => ({ account: { equity, balance: 100_000 } }) }) as unknown as Terminal;

test('the line is a point each half minute, and goes on from the right time when a wrong one was put back', () => {
  const line = new EquityLine();
  line.sample(worth(100_000), 0);
  line.sample(worth(100_001), 29_999);
  line.sample(worth(100_002), 30_000);
  line.sample(worth(100_003), 30_000 + 24 * HOUR);
  line.sample(worth(100_004), 60_000);
  expect(line.points.map(({ at, equity }) => [at, equity])).toEqual([
    [0, 100_000],
    [30_000, 100_002],
    [60_000, 100_004],
  ]);
});
