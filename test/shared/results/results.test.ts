import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessionsAt } from '#engine/market';
import { rulebookOf } from '#shared/rulebooks';
import {
  dayResults,
  deepestFall,
  equityLine,
  groupsOf,
  isoDay,
  monthLater,
  monthOf,
  rHistogram,
  summaryOf,
  thinned,
} from '#shared/results';
import { bandOf } from '#shared/results/groups.ts';
import { firmDay, openSessions } from '#shared/results/wall-time.ts';
import { resultOf, TUESDAY } from './trades.ts';

const PRAGUE = { zone: 'Europe/Prague', minuteOfDay: 0, name: 'Prague midnight', clock: 'Prague' };
const NEW_YORK = { zone: 'America/New_York', minuteOfDay: 17 * 60, name: '17:00 in New York', clock: 'New York' };
const HOUR = 3_600_000;

test('sums: a trade at zero is in the count and in nothing else', () => {
  const found = summaryOf([resultOf(300), resultOf(-100), resultOf(0), resultOf(-50, { r: null })]);
  expect(found).toMatchObject({
    count: 4,
    wins: 1,
    losses: 2,
    net: 150,
    rCount: 3,
    winRate: 0.25,
    grossWin: 300,
    grossLoss: 150,
  });
  expect([found.profitFactor, found.meanR]).toEqual([2, expect.closeTo(2 / 3, 9)]);
});

test('what a few trades do not say is not said', () => {
  expect(summaryOf([])).toMatchObject({
    winRate: null,
    winRateInterval: null,
    meanR: null,
    profitFactor: null,
    netInterval: null,
  });
  expect(summaryOf([resultOf(10)])).toMatchObject({ meanRInterval: null, netInterval: null, profitFactor: null, winRate: 1 });
});

test('the line of sums follows the closes, and falls from its peak, that of nothing included', () => {
  const line = equityLine([
    resultOf(-50, { closedAt: TUESDAY + 3 }),
    resultOf(-20, { closedAt: TUESDAY + 1 }),
    resultOf(100, { closedAt: TUESDAY + 2 }),
  ]);
  expect(line.map(({ sum, fall }) => [sum, fall])).toEqual([
    [-20, -20],
    [80, 0],
    [30, -50],
  ]);
  expect([deepestFall(line), deepestFall([])]).toEqual([{ money: 50, at: TUESDAY + 3 }, null]);
});

test('a thinned line keeps its ends, its lowest and highest points and its order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 150, maxLength: 600 }), (pnls) => {
      const line = equityLine(pnls.map((pnl, i) => resultOf(pnl, { closedAt: TUESDAY + i })));
      const thin = thinned(line, 100);
      const sums = (steps: typeof line) => steps.map(({ sum }) => sum);
      expect(thin.length).toBeLessThanOrEqual(100);
      expect([Math.min(...sums(thin)), Math.max(...sums(thin))]).toEqual([Math.min(...sums(line)), Math.max(...sums(line))]);
      expect([thin[0], thin.at(-1)]).toEqual([line[0], line.at(-1)]);
      expect(thin.every(({ at }, i) => i === 0 || at >= (thin[i - 1]?.at ?? 0))).toBe(true);
    }),
  );
});

test('R is counted in quarters, without gaps, and the ends hold what is beyond', () => {
  const bins = rHistogram([-5, -1.04, -1, -0.999_999_999_9, 0, 9].map((r) => resultOf(r, { r })));
  const full = bins.filter(({ count }) => count > 0).map(({ from, count, open }) => [from, count, open]);
  expect([bins.length, full]).toEqual([
    24,
    [
      [-2, 1, 'below'],
      [-1.25, 1, null],
      [-1, 2, null],
      [0, 1, null],
      [3.75, 1, 'above'],
    ],
  ]);
  expect(rHistogram([resultOf(1, { r: null })])).toEqual([]);
});

test('groups: in the order of a week and of the score; what has no score is in no band', () => {
  const days = [resultOf(1, { openedAt: TUESDAY - 24 * HOUR }), resultOf(2), resultOf(3, { openedAt: TUESDAY - 48 * HOUR })];
  expect(groupsOf(days, 'weekday', PRAGUE).map(({ key }) => key)).toEqual(['1', '2', '0']);
  const scored = [resultOf(1, {}, 0.9), resultOf(1, {}, 0.7), resultOf(1, {}, null), resultOf(-1, {}, 0.749)];
  expect(groupsOf(scored, 'score', PRAGUE).map(({ key, summary }) => [key, summary.count])).toEqual([
    ['0.70', 2],
    ['0.90', 1],
  ]);
  expect([1, 0.55, 0].map((score) => bandOf(score).toFixed(2))).toEqual(['0.95', '0.55', '0.00']);
  expect(groupsOf([resultOf(1, { openedAt: TUESDAY + 4 * HOUR })], 'session', PRAGUE)[0]?.key).toBe('london+new_york');
});

test('the sessions are those by which the engine judges', () => {
  const [from, to] = [Date.UTC(2025, 0, 1), Date.UTC(2027, 0, 1)];
  fc.assert(
    fc.property(fc.integer({ min: from, max: to }), (at) => {
      expect(openSessions(at)).toEqual(sessionsAt(at));
    }),
    { numRuns: 400 },
  );
});

test('Sydney on Monday morning is not open while it is Sunday before 17:00 in New York', () => {
  const at = [Date.UTC(2026, 0, 11, 21, 59), Date.UTC(2026, 0, 11, 22)];
  expect(at.map(openSessions)).toEqual([[], ['sydney']]);
  expect(at.map(sessionsAt)).toEqual([[], ['sydney']]);
});

test('a day is the firm’s: Prague after midnight, and for a server in New York the one that begins at 17:00 there', () => {
  expect(isoDay(firmDay(Date.UTC(2026, 7, 3, 22, 30), PRAGUE))).toBe('2026-08-04');
  expect(isoDay(firmDay(Date.UTC(2026, 7, 2, 21, 0), NEW_YORK))).toBe('2026-08-03');
  expect(isoDay(firmDay(Date.UTC(2026, 7, 3, 20, 59), NEW_YORK))).toBe('2026-08-03');
});

test('a trade counts for the day of its close, or of its opening where the firm says so', () => {
  const overnight = [resultOf(50, { openedAt: TUESDAY, closedAt: TUESDAY + 30 * HOUR }), resultOf(10)];
  const days = (profitDay: 'open' | undefined) =>
    dayResults(overnight, { ...rulebookOf('ftmo-2-step'), ...(profitDay === undefined ? {} : { profitDay }) }).map(
      ({ day, net, count }) => [isoDay(day), net, count],
    );
  expect(days(undefined)).toEqual([
    ['2026-08-04', 10, 1],
    ['2026-08-05', 50, 1],
  ]);
  expect(days('open')).toEqual([['2026-08-04', 60, 2]]);
});

test('a month is whole weeks from Monday, and sums its own days alone', () => {
  const day = (iso: string): number => Date.parse(iso) / 86_400_000;
  const days = ['2026-07-31', '2026-08-01', '2026-08-03'].map((iso) => ({ day: day(iso), count: 1, net: 5 }));
  const weeks = monthOf(days, '2026-08');
  expect(weeks.map(({ net }) => net)).toEqual([5, 5, 0, 0, 0, 0]);
  expect(weeks[0]?.cells.map(({ day: each, inMonth }) => [isoDay(each), inMonth])).toEqual([
    ['2026-07-27', false],
    ['2026-07-28', false],
    ['2026-07-29', false],
    ['2026-07-30', false],
    ['2026-07-31', false],
    ['2026-08-01', true],
    ['2026-08-02', true],
  ]);
  expect([monthLater('2026-01', -1), monthLater('2026-12', 1)]).toEqual(['2025-12', '2027-01']);
});
