import { expect, test } from 'vitest';
import { controlOf, verdictOf } from '#renderer/panels/results/control-points.ts';
import type { SignalLife } from '#shared/projection';
import { controlChart, type Result } from '#shared/results';

const result = (n: number, r: number | null = 1): Result =>
  ({
    score: null,
    trade: { signalId: `s${n}`, symbol: 'EURUSD', closedAt: Date.UTC(2026, 0, 5, 10, n), r },
  }) as unknown as Result;
const reviewed = (findings: Record<string, number | null>): SignalLife =>
  ({
    decisions: [
      { stage: 'u4', findings: { latencyMs: 1 } },
      { stage: 'u5', findings },
    ],
  }) as unknown as SignalLife;

test('values are those that U5 found at each close, in the order of the trades; what is not on record is counted', () => {
  const lives: Record<string, SignalLife> = {
    s0: reviewed({ latencyMs: 120 }),
    s2: reviewed({ latencyMs: 80 }),
    s3: reviewed({}),
  };
  const { points, missing, said } = controlOf(
    'latency',
    [0, 1, 2, 3].map((n) => result(n)),
    (id) => lives[id],
  );
  expect(points.map(({ value }) => value)).toEqual([120, 80]);
  expect(missing).toBe(2);
  expect(said).toBe('Order latency of 2 trades. No limits yet: they are drawn from 20 on, and these are 2.');
});

test('losers and trades without a known risk say nothing of the reward of winners, and are not missing', () => {
  const { points, missing } = controlOf('wonR', [result(0, 2), result(1, -1), result(2, null), result(3, 1.5)], () => undefined);
  expect([points.map(({ value }) => value), missing]).toEqual([[2, 1.5], 0]);
});

test('mean, limits and what is wanted are named with their figures', () => {
  const few = controlOf('wonR', [result(0, 2), result(1, 3)], () => undefined);
  expect(few.levels.map(({ name }) => name)).toEqual(['mean +2.50 R', 'wanted: at least +1.50 R', 'wanted: at most +4.00 R']);
  const many = controlOf(
    'wonR',
    Array.from({ length: 30 }, (_, n) => result(n, n % 2 === 0 ? 2 : 3)),
    () => undefined,
  );
  expect(many.levels.map(({ kind }) => kind)).toEqual(['mean', 'limit', 'limit', 'given', 'given']);
});

test('a value beyond the limits is told in its row and in the verdict', () => {
  const rs = Array.from({ length: 30 }, (_, n) => (n === 20 ? 9 : n % 2 === 0 ? 2 : 2.2));
  const { points, chart } = controlOf(
    'wonR',
    rs.map((r, n) => result(n, r)),
    () => undefined,
  );
  expect(points[20]).toMatchObject({
    odd: 'beyond',
    row: [expect.stringContaining('21: EURUSD'), '+9.00 R', 'beyond its limits'],
  });
  expect(verdictOf(chart)).toMatch(/^Not steady: 1 beyond the limits/);
  expect(verdictOf(controlChart(rs.map((_r, n) => n % 2)))).toBe('Steady: what varies is chance.');
});

test('eight in a row on one side of the mean are a shift: those from the eighth on are marked, and the verdict says so', () => {
  const rs = Array.from({ length: 40 }, (_, n) => (n < 20 ? 2 : 2.4) + (n % 2) * 0.1);
  const { points, chart } = controlOf(
    'wonR',
    rs.map((r, n) => result(n, r)),
    () => undefined,
  );
  const shifted = points.flatMap(({ odd, place }) => (odd === 'shifted' ? [place] : []));
  expect([shifted[0], shifted.filter((place) => place <= 20).length, shifted.length]).toEqual([8, 13, 26]);
  expect([points[10]?.row[2], verdictOf(chart)]).toEqual([
    'one of a shift',
    expect.stringMatching(/^Not steady: a shift of the mean/),
  ]);
});
