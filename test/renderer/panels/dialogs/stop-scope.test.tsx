// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { OpenDialog } from '#renderer/panels/dialogs/index.ts';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

type Wish = Parameters<typeof stage>[2];
const open = (wish: Wish = {}) => stage(<OpenDialog />, morning(), { ui: { dialog: { kind: 'stop-scope' } }, ...wish });
const confirm = (): HTMLElement => screen.getByTestId('stop-scope-confirm');
const why = (): string | null => (confirm().getAttribute('aria-disabled') === null ? null : confirm().title);
const say = (reason: string): void => void fireEvent.change(screen.getByLabelText(/^Why/), { target: { value: reason } });
const pick = (scope: string): void => void fireEvent.change(screen.getByLabelText('What'), { target: { value: scope } });
const press = async (): Promise<void> => {
  fireEvent.click(confirm());
  await settled();
};
const only = (asked: readonly Asked[]): unknown => (asked.length === 1 ? asked[0] : asked);

test('every symbol with a price and every strategy can be stopped', () => {
  open();
  const options = screen.getAllByRole('option').map((option) => reads(option));
  expect(options).toEqual(
    expect.arrayContaining(['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD', 'Strategy M5 BOS', 'Strategy M1 retest']),
  );
});

test.each(['', 'ab', '   a '])('without a reason nothing is sent: "%s"', async (reason) => {
  const { asked } = open();
  say(reason);
  expect(why()).toMatch(/at least three letters/);
  await press();
  expect(asked).toEqual([]);
});

test('it stops what is chosen, and the button says what it will do', async () => {
  const { asked, ui } = open();
  pick('symbol:XAUUSD');
  say('spread is wide');
  expect([reads(confirm()), why()]).toEqual(['Stop XAUUSD', null]);
  await press();
  expect(only(asked)).toEqual({
    name: 'trading.halt',
    request: { reason: 'spread is wide', flatten: false, scope: { kind: 'symbol', symbol: 'XAUUSD' } },
  });
  expect(ui.getState().dialog).toBeNull();
});

test('closing its positions as well is another act with another name', async () => {
  const { asked } = open();
  pick('strategy:m1_retest');
  fireEvent.click(screen.getByRole('checkbox'));
  say('its model is wrong');
  expect(reads(confirm())).toBe('Stop and close Strategy M1 retest');
  await press();
  expect(only(asked)).toMatchObject({ request: { flatten: true, scope: { kind: 'strategy', strategyId: 'm1_retest' } } });
});

test('a refusal stays in the dialog', async () => {
  const refusal = { ok: false, error: { kind: 'refused', code: 'x', detail: 'It is stopped already.' } } as never;
  const { ui } = open({ answer: () => refusal });
  say('once more');
  await press();
  expect([reads(screen.getByRole('dialog')), ui.getState().dialog]).toEqual([
    expect.stringContaining('It is stopped already.'),
    { kind: 'stop-scope' },
  ]);
});

test('a slow answer is waited for, and asked for once', async () => {
  let give: () => void = () => undefined;
  const { asked } = open({
    answer: () =>
      new Promise((resolve) => (give = () => resolve({ ok: true, value: { certificateId: 'stop-1', latchedAt: 0 } }))),
  });
  say('spread is wide');
  await press();
  expect([reads(confirm()), why()]).toEqual(['Asked…', 'Asked; waiting for the engine']);
  await press();
  expect(asked).toHaveLength(1);
  give();
});

test('before any price is known only strategies are offered', () => {
  open({ live: { quotes: [] } });
  expect(screen.getAllByRole('option').every((option) => reads(option).startsWith('Strategy'))).toBe(true);
});
