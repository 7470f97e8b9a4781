// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Preview } from '#shared/events';
import { WhatIfPanel } from '#renderer/panels/risk/what-if-panel.tsx';
import { morning, roomView } from '../../fixtures.ts';
import { reads, said, settled, stage } from '../../stage.tsx';

const before = roomView(97_000, 500);
const preview = {
  verdict: 'passed',
  lots: 1.38,
  binding: 'risk_per_trade',
  entry: 1.15824,
  rr: 2.5,
  loss: { stop: 280, commission: 9.66, slippage: 8.42, total: 298.08, pctOfBalance: 0.31 },
  spreadCost: 11,
  before,
  after: before,
  stress: null,
  exposure: [],
  failed: [],
} as unknown as Preview;
const field = (name: RegExp): HTMLElement => screen.getByLabelText(name);
const enter = (name: RegExp, value: string): void => void fireEvent.change(field(name), { target: { value } });
const work = async (): Promise<void> => {
  fireEvent.click(screen.getByTestId('what-if'));
  await settled();
};
const open = () => stage(<WhatIfPanel />, morning(), { answer: () => ({ ok: true, value: { preview } as never }) });

test('it says what an order would come to', async () => {
  const { asked } = open();
  enter(/^Stop/, '1.1550');
  await work();
  expect(asked[0]?.request).toMatchObject({ symbol: 'EURUSD', side: 'BUY', stopLoss: 1.155, takeProfit: null });
  expect(said('what-if-answer')).toMatch(/^Would be taken.*1\.38 lots.*−298\.08 USD/);
});

afterEach(() => void vi.useRealTimers());

test('it answers by itself 300 ms after the last key, once, and not what the button asked meanwhile', async () => {
  vi.useFakeTimers();
  const { asked } = open();
  const pass = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms));
  const stops = (): readonly unknown[] => asked.map(({ request }) => (request as { readonly stopLoss: number }).stopLoss);
  enter(/^Stop/, '1.15');
  await pass(200);
  enter(/^Stop/, '1.155');
  await pass(299);
  expect(stops()).toEqual([]);
  await pass(1);
  expect([stops(), said('what-if-answer').startsWith('Would be taken')]).toEqual([[1.155], true]);
  await pass(5_000);
  enter(/^Stop/, '1.153');
  fireEvent.click(screen.getByTestId('what-if'));
  await pass(5_000);
  enter(/^Stop/, 'abc');
  await pass(5_000);
  expect(stops()).toEqual([1.155, 1.153]);
});

test.each([
  ['the stop', () => enter(/^Stop/, 'abc')],
  ['the target', () => enter(/^Target/, '1.17')],
  ['the side', () => enter(/^Side/, 'SELL')],
  ['the symbol', () => enter(/^Symbol/, 'XAUUSD')],
  ['the strategy', () => enter(/^Risk of/, 'm1_retest')],
])('another input takes the answer away: %s', async (_what, change) => {
  open();
  enter(/^Stop/, '1.1550');
  await work();
  change();
  expect(screen.queryByTestId('what-if-answer')).toBeNull();
});

test('an answer that comes after another input is not shown', async () => {
  let give: () => void = () => undefined;
  stage(<WhatIfPanel />, morning(), {
    answer: () => new Promise((resolve) => (give = () => resolve({ ok: true, value: { preview } as never }))),
  });
  enter(/^Stop/, '1.1550');
  await work();
  enter(/^Stop/, '1.1500');
  give();
  await settled();
  expect(screen.queryByTestId('what-if-answer')).toBeNull();
});

test.each([
  [/^Stop/, '', 'A stop is needed'],
  [/^Stop/, 'abc', 'The stop is not a price'],
  [/^Stop/, '-1', 'The stop is not a price'],
  [/^Stop/, '0', 'The stop is not a price'],
])('what is missing is told as text: %s %s', async (name, value, words) => {
  const { asked, container } = open();
  if (value !== '') enter(name, value);
  expect(reads(container)).toContain(words);
  await work();
  expect(asked).toEqual([]);
});

test('a target that is no price is told', () => {
  const { container } = open();
  enter(/^Stop/, '1.155');
  enter(/^Target/, 'x');
  expect(reads(container)).toContain('The target is not a price');
});

test('a comma is as good as a point, and Enter asks', async () => {
  const { asked } = open();
  enter(/^Stop/, '1,155');
  fireEvent.keyDown(field(/^Stop/), { key: 'Enter' });
  await settled();
  expect(asked[0]?.request).toMatchObject({ stopLoss: 1.155 });
});
