// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { SignalsPanel } from '#renderer/panels/signals/index.ts';
import { morning } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

afterEach(() => vi.unstubAllGlobals());
const wide = (px: number): void =>
  void vi.stubGlobal('matchMedia', (query: string) => ({
    matches: px >= Number(/\d+/.exec(query)?.[0]),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));

const SHORT = ['Time', 'Symbol', 'Side', 'State', 'Reason'];
test.each([
  [1_024, SHORT],
  [1_139, SHORT],
  [1_280, [...SHORT, 'U1 score']],
  [1_399, [...SHORT, 'U1 score']],
  [1_920, [...SHORT, 'Setup', 'U1 score']],
])('the reason has the room first: at %i px', (px, titles) => {
  wide(px);
  stage(<SignalsPanel />, morning());
  expect(screen.getAllByRole('columnheader').map(reads)).toEqual(titles);
});

test('a list that is sorted by a column which it does not show stands newest first, and says so', () => {
  wide(1_024);
  const { container } = stage(<SignalsPanel />, morning(), { ui: { sorts: { signals: { column: 'Setup', falling: false } } } });
  expect(reads(container)).toContain('newest first');
  expect(screen.getByRole('grid', { name: 'Signals, newest first' })).toBeDefined();
});
