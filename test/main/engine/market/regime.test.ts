import { describe, expect, it } from 'vitest';
import { addToWindow, createRankWindow } from '#engine/market/rank-window.ts';
import { REGIME_WINDOW, regimeOf } from '#engine/market/regime.ts';

const windowOf = (count: number) => {
  const window = createRankWindow(REGIME_WINDOW);
  for (let value = 1; value <= count; value += 1) addToWindow(window, value);
  return window;
};

describe('the regime', () => {
  it.each([
    [99, 50, 'unknown'],
    [100, null, 'unknown'],
    [100, 25, 'low'],
    [100, 26, 'medium'],
    [100, 75, 'medium'],
    [100, 76, 'high'],
    [500, 125, 'low'],
    [500, 376, 'high'],
    [900, 401, 'low'],
  ] as const)('of %i ATRs, at %s, is %s', (count, atr, regime) => expect(regimeOf(windowOf(count), atr)).toBe(regime));

  it('is medium when every ATR is the same', () => {
    const window = createRankWindow(REGIME_WINDOW);
    for (let i = 0; i < 200; i += 1) addToWindow(window, 7);
    expect(regimeOf(window, 7)).toBe('medium');
  });
});
