// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { PositionsView } from '#renderer/panels/positions/index.ts';
import { morning } from '../../fixtures.ts';
import { stage } from '../../stage.tsx';

const drawn = vi.hoisted((): { overlays: unknown[] } => ({ overlays: [] }));
vi.mock('#renderer/panels/market-chart/market-chart.tsx', () => ({
  MarketChart: ({ overlay }: { readonly overlay: unknown }) => {
    drawn.overlays.push(overlay);
    return null;
  },
}));

test('a new price of the position lays nothing else over its candles, so that they are not drawn again', () => {
  const journal = morning();
  const { beat } = stage(<PositionsView />, journal);
  const [held] = [...journal.state.positions.values()].map(({ position }) => position);
  if (held === undefined) throw new Error('no position in the fixture');
  for (let n = 1; n <= 8; n += 1) beat({ positions: [{ ...held, current: held.current + n / 1e4, profit: n }] });
  expect(drawn.overlays.length).toBeGreaterThan(4);
  expect(new Set(drawn.overlays).size).toBe(1);
});
