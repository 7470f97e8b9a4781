import { describe, expect, it } from 'vitest';
import { isTradingTime } from '#main/paper-broker/index.ts';

describe('trading hours', () => {
  it.each([
    ['Friday before five in New York, summer', '2026-05-08T20:59:59Z', true, true],
    ['Friday at five', '2026-05-08T21:00:00Z', false, false],
    ['Saturday', '2026-05-09T12:00:00Z', false, false],
    ['Sunday before five', '2026-05-10T20:59:59Z', false, false],
    ['Sunday at five: gold an hour later', '2026-05-10T21:00:00Z', true, false],
    ['Sunday at six', '2026-05-10T22:00:00Z', true, true],
    ['Wednesday at five: gold rests', '2026-05-06T21:30:00Z', true, false],
    ['winter: Friday five is 22:00 UTC', '2026-01-09T21:59:59Z', true, true],
    ['winter: and then closed', '2026-01-09T22:00:00Z', false, false],
    ['first summer Sunday of 2026', '2026-03-08T21:00:00Z', true, false],
    ['last summer Friday of 2026', '2026-10-30T21:00:00Z', false, false],
  ])('%s', (_name, at, fx, metal) => {
    expect([isTradingTime('fx', Date.parse(at)), isTradingTime('metal', Date.parse(at))]).toEqual([fx, metal]);
  });
});
