import { describe, expect, it } from 'vitest';
import { equityPicture, trackOf } from '#renderer/charts/index.ts';
import { DAY_END, DAY_START, roomView } from '../fixtures.ts';
import { equityLine } from '../live-frames.ts';

const stops = { softStopPct: 60, hardStopPct: 80 };
const day = { anchorAt: DAY_START, resetsAt: DAY_END };

describe('equity picture', () => {
  it('draws the day’s levels where trading ends, and says it in words', () => {
    const picture = equityPicture(equityLine(), roomView(97_913.76, 1_000), day, stops);
    expect(picture.levels.map(({ at }) => at)).toEqual([98_640, 95_640, 94_640, 93_640]);
    expect([picture.from, picture.to]).toEqual([DAY_START / 1_000, DAY_END / 1_000]);
    expect(picture.low).toBeLessThan(93_640);
    expect(picture.said).toContain('4,273.76 above the day’s floor');
    expect(picture.atStops).toBeCloseTo((picture.now?.equity ?? 0) - 1_000);
  });

  it('leaves out points of another day, and knows nothing when there are none', () => {
    const picture = equityPicture([{ at: DAY_START - 1, equity: 1, balance: 1 }], null, day, stops);
    expect([picture.now, picture.times.length, picture.said]).toEqual([
      null,
      0,
      'No point of the line is known yet for this day.',
    ]);
  });
});

describe('track of a position', () => {
  it('places entry and price between stop and target, for both sides', () => {
    expect(trackOf({ entry: 1.1, stopLoss: 1.09, takeProfit: 1.12, current: 1.11 })).toEqual({
      entry: expect.closeTo(1 / 3),
      now: expect.closeTo(2 / 3),
      toTarget: expect.closeTo(2 / 3),
    });
    expect(trackOf({ entry: 1.1, stopLoss: 1.11, takeProfit: 1.08, current: 1.2 })?.now).toBe(0);
    expect(trackOf({ entry: 1.1, stopLoss: null, takeProfit: 1.08, current: 1.2 })).toBeNull();
  });
});
