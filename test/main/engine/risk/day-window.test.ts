import { describe, expect, it } from 'vitest';
import { dayWindow } from '../../../../main/engine/risk/index.ts';
import type { Rulebook } from '../../../../shared/rulebooks/index.ts';
import { BOOK } from './desk.ts';

const at = (iso: string): number => Date.parse(iso);
const later: Rulebook = {
  ...BOOK,
  daily: { ...BOOK.daily, reset: { ...BOOK.daily.reset, zone: 'America/New_York', minuteOfDay: 17 * 60 } },
};

describe("the firm's day", () => {
  it.each([
    ['summer', '2025-08-05T09:00:00Z', '2025-08-04T22:00:00Z', '2025-08-05T22:00:00Z'],
    ['its last millisecond', '2025-08-05T21:59:59.999Z', '2025-08-04T22:00:00Z', '2025-08-05T22:00:00Z'],
    ['its first', '2025-08-05T22:00:00Z', '2025-08-05T22:00:00Z', '2025-08-06T22:00:00Z'],
    ['winter', '2025-01-15T22:59:59Z', '2025-01-14T23:00:00Z', '2025-01-15T23:00:00Z'],
    ['23 hours in spring', '2025-03-30T12:00:00Z', '2025-03-29T23:00:00Z', '2025-03-30T22:00:00Z'],
    ['25 hours in autumn', '2025-10-26T12:00:00Z', '2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z'],
  ])('%s', (_, now, from, to) => expect(dayWindow(at(now), BOOK)).toEqual({ anchorAt: at(from), resetsAt: at(to) }));

  it.each([
    ['before the reset', '2025-08-05T20:59:00Z', '2025-08-04T21:00:00Z', '2025-08-05T21:00:00Z'],
    ['after it', '2025-08-05T21:00:00Z', '2025-08-05T21:00:00Z', '2025-08-06T21:00:00Z'],
  ])('may end in the afternoon: %s', (_, now, from, to) =>
    expect(dayWindow(at(now), later)).toEqual({ anchorAt: at(from), resetsAt: at(to) }),
  );
});
