import { expect, test } from 'vitest';
import { EquityTrack } from '#main/replay/equity-track.ts';

const MINUTE = 60_000;
const tracked = (
  values: readonly number[],
  floors: Parameters<EquityTrack['floorsAre']>[0] = null,
  balance = 1_000,
): EquityTrack => {
  const track = new EquityTrack();
  track.floorsAre(floors, 0);
  for (const [index, equity] of values.entries()) track.take(index * MINUTE, equity, balance);
  return track;
};

test('low, high and the largest fall are those of every price, not of the points of the curve', () => {
  const track = tracked([1_000, 1_050, 940, 1_060, 1_020, 1_000]);
  expect(track.points).toEqual([{ at: 0, equity: 1_000 }]);
  expect([track.low, track.high]).toEqual([
    { at: 2 * MINUTE, equity: 940 },
    { at: 3 * MINUTE, equity: 1_060 },
  ]);
  expect(track.fall).toEqual({ from: { at: MINUTE, equity: 1_050 }, to: { at: 2 * MINUTE, equity: 940 } });
});

test('the curve has a point a quarter of an hour', () =>
  expect(tracked(Array.from({ length: 46 }, (_, index) => 1_000 + index)).points.map(({ at }) => at / MINUTE)).toEqual([
    0, 15, 30, 45,
  ]));

test('the first floor that is crossed is the breach, and the nearest look at each is kept', () => {
  const floors = { daily: 950, isDailyOfBalance: false, total: 900 };
  const near = tracked([1_000, 950, 980], floors);
  expect([near.breach, near.nearest]).toEqual([
    null,
    { daily: { at: MINUTE, floor: 950, room: 0 }, total: { at: MINUTE, floor: 900, room: 50 } },
  ]);
  const crossed = tracked([1_000, 949, 890], floors);
  expect(crossed.breach).toEqual({ rule: 'daily', at: MINUTE, floor: 950, room: -1 });
  expect(crossed.nearest.total).toEqual({ at: 2 * MINUTE, floor: 900, room: -10 });
});

test('a floor of the balance is not crossed by what floats; a firm without one for the day has none', () => {
  expect(tracked([940], { daily: 950, isDailyOfBalance: true, total: 900 }).breach).toBeNull();
  expect(tracked([940], { daily: 950, isDailyOfBalance: true, total: 900 }, 949).breach).toMatchObject({
    rule: 'daily',
    room: -1,
  });
  expect(tracked([940], { daily: null, isDailyOfBalance: false, total: 900 }).nearest).toEqual({
    total: { at: 0, floor: 900, room: 40 },
  });
});
