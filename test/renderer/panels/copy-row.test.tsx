// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { PositionsView } from '#renderer/panels/positions/index.ts';
import { rowText } from '#renderer/panels/reading/index.ts';
import { TradeDetail } from '#renderer/panels/replay/trade-detail.tsx';
import { SignalDetail } from '#renderer/panels/signals/signal-detail.tsx';
import { morning } from '../fixtures.ts';
import { settled, stage } from '../stage.tsx';

/** What a press on the button brings into the clipboard, by cells. */
async function copied(): Promise<readonly string[]> {
  const texts: string[] = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void texts.push(text) },
  });
  fireEvent.click(screen.getByRole('button', { name: /^Copy row/ }));
  await settled();
  expect(texts).toHaveLength(1);
  return (texts[0] ?? '').split('\t');
}

test('a signal is copied as its row says it, with its id', async () => {
  const story = morning();
  const life = [...story.state.signals.values()].find(({ state }) => state === 'rejected');
  if (life === undefined) throw new Error('the morning refuses a signal');
  stage(<SignalDetail life={life} />, story);
  const cells = await copied();
  expect([cells.length, cells[1], cells[8]]).toEqual([9, life.signal.symbol, life.signalId]);
  expect(cells[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$/);
});

test('a position is copied with its levels as figures', async () => {
  const story = morning();
  const held = [...story.state.positions.values()][0]?.position;
  stage(<PositionsView />, story);
  const cells = await copied();
  expect([cells.length, ...cells.slice(0, 5), cells[10]]).toEqual([
    ...[12, held?.symbol, held?.direction, String(held?.volume), String(held?.entry), String(held?.stopLoss), held?.ticket],
  ]);
});

test('a trade of a replay is copied, once it is read', async () => {
  const row = {
    ...{
      place: 0,
      symbol: 'EURUSD',
      side: 'BUY',
      strategy: 'SIG_A',
      openedAt: Date.UTC(2026, 0, 5),
      closedAt: Date.UTC(2026, 0, 6),
    },
    ...{ volume: 0.5, entry: 1.1, exit: 1.2, reason: 'tp', pnl: -12.5, r: null, score: 0.8 },
  };
  const costs = { gross: 1, commission: 0, swap: 0, spread: 0, slippage: 0 };
  const detail = { row, costs, bars: [], why: [], excursion: null, ticket: '1', signalId: null };
  stage(<TradeDetail id="run" place={0} currency="USD" onClose={() => undefined} />, morning(), {
    answer: ({ name }) => (name === 'replay.trade' ? { ok: true, value: detail as never } : undefined),
  });
  await settled();
  const cells = await copied();
  expect(cells.slice(0, 4)).toEqual(['2026-01-05 00:00:00.000 UTC', '2026-01-06 00:00:00.000 UTC', 'EURUSD', 'BUY']);
  expect(cells.slice(5)).toEqual(['0.5', '1.1', '1.2', 'tp', '0.8', '', '-12.5']);
});

test.each([
  [[1.5, null, 'a\tb\nc'], '1.5\t\ta b c'],
  [['=HYPERLINK("x")', '+1', '@a', '-b', -1], "'=HYPERLINK(\"x\")\t'+1\t'@a\t'-b\t-1"],
])('%j is one line of cells, and no formula', (cells, text) => expect(rowText(cells)).toBe(text));
