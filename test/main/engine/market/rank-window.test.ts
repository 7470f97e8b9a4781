import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToWindow, createRankWindow, percentileOf } from '#engine/market/rank-window.ts';

describe('the rank window', () => {
  it('always holds its newest values in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 }),
        (capacity, values) => {
          const window = createRankWindow(capacity);
          values.forEach((value, i) => {
            addToWindow(window, value);
            const kept = values.slice(Math.max(0, i + 1 - capacity), i + 1).sort((a, b) => a - b);
            expect(window.sorted).toEqual(kept);
            const [less, same] = [kept.filter((other) => other < value).length, kept.filter((other) => other === value).length];
            expect(percentileOf(window, value)).toBeCloseTo(((less + same / 2) / kept.length) * 100, 9);
          });
        },
      ),
    );
  });

  it('has no percentile while it is empty', () => expect(percentileOf(createRankWindow(5), 1)).toBeNull());
});
