// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { MarketChart } from '#renderer/panels/market-chart/market-chart.tsx';
import { cardOverlay, positionOverlay, signalOverlay } from '#renderer/panels/market-chart/overlays.ts';
import { BEGIN, MINUTE, toldChart } from '../../candles/told-chart.ts';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const OVER = { levels: [], marks: [], boxes: [] };
const show = async (answer: unknown, around: number | null = null) => {
  const shown = stage(<MarketChart symbol="EURUSD" timeframe="M1" around={around} overlay={OVER} sessions={[]} />, morning(), {
    answer: ({ name }: Asked) => (name === 'market.chart' ? (answer as never) : undefined),
  });
  await settled();
  return shown;
};

test('until the candles are told they are on their way, and the window asks for one symbol and timeframe', async () => {
  const { container, looked } = await show(new Promise(() => undefined));
  expect(reads(container)).toBe('Loading the candles…');
  expect(looked).toEqual([{ name: 'market.chart', request: { symbol: 'EURUSD', timeframe: 'M1', from: null, to: null } }]);
});

test('no candle known is not an empty market', async () => {
  const { container } = await show({ ok: true, value: toldChart([]) });
  expect(reads(container)).toMatch(/^No M1 candle is known yet\./);
});

test('a signal that is older than the candles is told so, and nothing else is drawn in its place', async () => {
  const { container } = await show({ ok: true, value: toldChart([0, 1, 2]) }, BEGIN - MINUTE);
  expect(reads(container)).toMatch(/^The M1 candles of .* are not held any more: those from .* on are\./);
});

test('a refusal is shown in its words', async () => {
  await show({ ok: false, error: { kind: 'refused', code: 'unknown_symbol', detail: 'The terminal does not have EURUSD' } });
  expect(screen.getByText('The terminal does not have EURUSD')).toBeDefined();
});

test('a trade that is over has its box from its opening to its close, and both marked', () => {
  const { state } = morning();
  const life = [...state.signals.values()].find(({ trade }) => trade?.reason === 'tp');
  if (life === undefined || life.trade === null) throw new Error('no trade in the fixture');
  const orders = life.orders.flatMap((id) => state.orders.get(id) ?? []);
  const { levels, marks, boxes } = signalOverlay(life, orders);
  expect(levels.map(({ name }) => name)).toEqual(['Entry', 'Stop', 'Target']);
  expect(marks.map(({ text }) => text)).toEqual(['signal', 'filled', 'closed']);
  expect(boxes.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ['lost', life.trade.openedAt, life.trade.closedAt],
    ['won', life.trade.openedAt, life.trade.closedAt],
  ]);
});

test('what was refused has no box to the edge, as if it were still open', () => {
  const { state } = morning();
  const life = [...state.signals.values()].find(({ state: at }) => at === 'rejected');
  if (life === undefined) throw new Error('no refusal in the fixture');
  expect(signalOverlay(life, []).boxes.every(({ to }) => to !== null)).toBe(true);
});

test('a position without a stop has no line and no box of one', () => {
  const held = [...morning().state.positions.values()][0];
  if (held === undefined) throw new Error('no position in the fixture');
  const bare = positionOverlay({ ...held.position, stopLoss: null });
  expect([bare.levels.map(({ kind }) => kind), bare.boxes.map(({ kind }) => kind)]).toEqual([['entry', 'target'], ['won']]);
});

test('a card without a target shows what is risked alone', () => {
  const card = [...morning().state.signals.values()].flatMap((life) => life.card ?? [])[0];
  if (card === undefined) throw new Error('no card in the fixture');
  expect(cardOverlay({ ...card, takeProfit: null }).boxes.map(({ kind }) => kind)).toEqual(['lost']);
});
