// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { stopLevel } from '#engine/rulebook/index.ts';
import { DayRoomGauge } from '#renderer/panels/frame/room-gauges.tsx';
import { roomLeft } from '#renderer/panels/reading/index.ts';
import type { RoomView } from '#shared/events';
import { morning, roomView } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const STOPS = { softStopPct: 60, hardStopPct: 80 };
const shown = (room: RoomView): string => {
  stage(<DayRoomGauge />, morning(), { live: { room } });
  return reads(screen.getByTestId('room-day'));
};

test.each([
  // The soft stop is at 95,640, the hard stop at 94,640, the floor at 93,640; 1,368.66 would go at the stops.
  [97_913.76, 'Room until entries end−1,369 at stops2,273.76 USD3,273 until closed4,273 floor'],
  [95_640.01, 'Room until entries end−1,369 at stopsHigh: 0.01 USD1,000 until closed2,000 floor'],
  [95_000, 'Room until all is closed−1,369 at stopsHigh: 360.00 USDentries ended1,360 floor'],
  [94_000, 'Room to the floor−1,369 at stopsCritical: 360.00 USDall is closed360 floor'],
])('equity %f: the next thing that ends trading is the large number, what comes after it the small ones', (equity, words) => {
  expect(shown(roomView(equity, 1_368.66))).toBe(words);
});

test('the numbers end where the engine ends entries and closes all', () => {
  const wrong: unknown[] = [];
  for (const beganWith of [undefined, 2_500, 7_000])
    for (const stopsOf of [undefined, 0.5])
      for (let equity = 89_000; equity <= 99_000; equity += 37) {
        const room: RoomView = { ...roomView(equity, 0), ...(beganWith && { beganWith }), ...(stopsOf && { stopsOf }) };
        const level = stopLevel(room, STOPS);
        const { entries, all } = roomLeft(room, STOPS);
        const said = all <= 0 ? 'hard' : entries <= 0 ? 'soft' : 'clear';
        if (said !== level) wrong.push({ equity, beganWith, stopsOf, said, level });
      }
  expect(wrong).toEqual([]);
});
