import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopLevel } from '#engine/rulebook/stop-level.ts';
import { todayLevels, tomorrowLevels } from '#renderer/charts/floor-levels.ts';
import { floorsPicture } from '#renderer/charts/index.ts';
import type { RoomView } from '#shared/events';
import { DAY_END, DAY_START, roomView } from '../fixtures.ts';
import { equityLine } from '../live-frames.ts';

const stops = { softStopPct: 60, hardStopPct: 80 };
const day = { anchorAt: DAY_START, resetsAt: DAY_END };
const at = (levels: ReturnType<typeof todayLevels>, kind: string): number =>
  levels.find((level) => level.kind === kind)?.at ?? NaN;

/** The same floors with another equity. */
const withEquity = (room: RoomView, equity: number): RoomView => ({
  ...room,
  dayRoom: equity - room.dayFloor,
  totalRoom: equity - room.totalFloor,
});

/** Rooms of firms with a daily limit, without one, and with less in all than in a day. */
const rooms = fc
  .record({
    total: fc.integer({ min: 80_000, max: 99_000 }),
    limit: fc.integer({ min: 1_000, max: 20_000 }),
    day: fc.integer({ min: 500, max: 9_000 }),
    share: fc.double({ min: 0.1, max: 1, noNaN: true }),
    kind: fc.constantFrom('day', 'none', 'less'),
  })
  .map(({ total, limit, day: dayLimit, share, kind }): RoomView => {
    const base = { ...roomView(100_000, 0), totalFloor: total, totalLimit: limit };
    const beganWith = Math.max(1, limit * share);
    if (kind === 'none') return { ...base, dayFloor: total, dayLimit: limit, hasNoDayLimit: true, beganWith };
    const dayFloor = total + Math.round(limit * share) - dayLimit;
    return { ...base, dayFloor, dayLimit, ...(kind === 'less' ? { stopsOf: share, beganWith } : {}) };
  });

describe('the lines at which trading ends', () => {
  it('are where the engine ends it, for every kind of limit', () => {
    fc.assert(
      fc.property(rooms, (room) => {
        const levels = todayLevels(room, stops);
        const [soft, hard] = [at(levels, 'soft'), at(levels, 'hard')];
        expect(stopLevel(withEquity(room, hard - 0.01), stops)).toBe('hard');
        expect(stopLevel(withEquity(room, hard + 0.01), stops)).not.toBe('hard');
        if (soft <= hard) return;
        expect(stopLevel(withEquity(room, soft - 0.01), stops)).toBe('soft');
        expect(stopLevel(withEquity(room, soft + 0.01), stops)).toBe('clear');
      }),
      { numRuns: 500 },
    );
  });

  it('name the total floor too where it comes first', () => {
    const near = { ...roomView(97_000, 0), totalFloor: 95_000, totalRoom: 2_000 };
    const floors = todayLevels(near, stops).filter(({ kind }) => kind === 'floor');
    expect(floors.map(({ name, at: level }) => [name, level])).toEqual([
      ['Daily floor', 93_640],
      ['Total floor', 95_000],
    ]);
  });
});

describe('the floors of the next day', () => {
  const room: RoomView = { ...roomView(97_913.76, 1_000), tomorrow: { floor: 92_913.76, room: 5_000, limit: 5_000, swap: -12 } };

  it('begin behind the firm’s midnight, with the swap until then', () => {
    const picture = floorsPicture(equityLine(), room, day, stops);
    const { tomorrow } = picture;
    expect(tomorrow?.from).toBe(DAY_END / 1_000);
    expect(picture.to).toBeGreaterThan(DAY_END / 1_000);
    expect(tomorrow?.equity).toBeCloseTo((picture.now?.equity ?? 0) - 12);
    expect(tomorrow?.levels.map(({ at: level }) => level)).toEqual([94_913.76, 93_913.76, 92_913.76]);
    expect(picture.levels.map(({ name }) => name)).toEqual([
      'Start of day 98,640',
      'Soft stop 60 % 95,640',
      'Hard stop 80 % 94,640',
      'Daily floor 93,640',
    ]);
    expect(picture.low).toBeLessThan(92_913.76);
    expect(picture.said).toContain('with its floor at 92,913.76');
  });

  it('are not drawn where the engine does not forecast them', () => {
    const picture = floorsPicture(equityLine(), roomView(97_913.76, 1_000), day, stops);
    expect([picture.tomorrow, picture.to]).toEqual([undefined, DAY_END / 1_000]);
    expect(tomorrowLevels(roomView(97_000, 0), stops)).toEqual([]);
  });

  it('of a firm without a daily limit are shares of what is left above the floor in all', () => {
    const without: RoomView = { ...room, hasNoDayLimit: true, tomorrow: { floor: 90_000, room: 4_000, limit: 10_000 } };
    expect(tomorrowLevels(without, stops).map(({ at: level }) => level)).toEqual([91_600, 90_800, 90_000]);
  });
});
