// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { RulebookPanel } from '#renderer/panels/settings/rulebook-panel.tsx';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

const set = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } });
const use = (): HTMLElement => screen.getByTestId('rulebook-use');
const why = (): string | null => (use().getAttribute('aria-disabled') === null ? null : use().title);
const press = async (): Promise<void> => {
  fireEvent.click(use());
  await settled();
};
function editor(wish: Parameters<typeof stage>[2] = {}) {
  const made = stage(<RulebookPanel />, morning(), wish);
  fireEvent.click(screen.getByTestId('rulebook-change'));
  return made;
}

test('another firm’s rules are shown in words before they are used, and go with the account’s currency and the reason', async () => {
  const { asked, container } = editor();
  set('Rules of', 'own-account');
  set('Account size', '50000');
  expect(reads(container)).toContain('15 % (7,500.00)');
  set('Why, for the record', 'my own account now');
  await press();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    name: 'rulebook.choose',
    request: {
      rulebook: { preset: 'own-account', custom: null, initialBalance: 50_000, currency: 'USD' },
      reason: 'my own account now',
    },
  });
  expect(screen.queryByTestId('rulebook-use')).toBeNull();
});

test.each([
  ['Account size', '0', 'The account size is no amount of money'],
  ['Account size', 'abc', 'The account size is no amount of money'],
  ['Account size', '', 'The account size is no amount of money'],
  ['Account size', '2000000000', 'The account size is from 1 to 1,000,000,000'],
  ['No new trades at, %', '101', 'Both stops are a share of the daily limit'],
  ['Close everything at, %', '0', 'Both stops are a share of the daily limit'],
  ['No new trades at, %', '80', 'New trades end before everything is closed'],
  ['No new trades at, %', '90', 'New trades end before everything is closed'],
])('what cannot be is told, and not sent: %s %s', async (label, value, words) => {
  const { asked, container } = editor();
  set('Why, for the record', 'a good reason');
  set(label, value);
  expect([reads(container).includes(words), why()?.startsWith(words)]).toEqual([true, true]);
  await press();
  expect(asked).toEqual([]);
});

test('without a reason nothing is sent', async () => {
  const { asked } = editor();
  set('Why, for the record', ' a ');
  expect(why()).toBe('Say why, for the record');
  await press();
  expect(asked).toEqual([]);
});

test('a comma is as good as a point', async () => {
  const { asked } = editor();
  set('No new trades at, %', '57,5');
  set('Why, for the record', 'a good reason');
  await press();
  expect(asked[0]?.request).toMatchObject({ rulebook: { softStopPct: 57.5 } });
});

test('own rules that do not fit together are told in words', () => {
  editor();
  set('Rules of', 'own-rules');
  set('Why, for the record', 'a good reason');
  set('Daily limit, %', 'x');
  expect(why()).not.toBeNull();
  set('Daily limit, %', '4');
  expect(why()).toBeNull();
});

test('leaving the editor changes nothing', () => {
  const { asked } = editor();
  set('Account size', '1');
  fireEvent.click(screen.getByRole('button', { name: 'Leave them as they are' }));
  expect([asked, screen.queryByTestId('rulebook-use')]).toEqual([[], null]);
});

test('the stricter reading is one press, and the way back says whose reading it is', async () => {
  const { asked } = stage(<RulebookPanel />, morning());
  fireEvent.click(screen.getByTestId('rulebook-stricter'));
  await settled();
  expect(asked[0]?.request).toMatchObject({ rulebook: { stricter: true }, reason: 'The stricter reading' });
});

test('while an answer is waited for, nothing more can be asked; a refusal is shown', async () => {
  const refusal = { ok: false, error: { kind: 'refused', code: 'open', detail: '2 positions are open.' } } as never;
  const { container } = stage(<RulebookPanel />, morning(), { answer: () => refusal });
  fireEvent.click(screen.getByTestId('rulebook-stricter'));
  await settled();
  expect(reads(container)).toContain('2 positions are open.');
});

test('an account whose currency is not known has no dangling unit', () => {
  const { container } = stage(<RulebookPanel />, morning(), { live: { account: null } });
  expect(reads(container)).toMatch(/for an account of 100,000\.00\. Read/);
});

test('rules that are refused stay typed in beside the refusal', async () => {
  const refusal = { ok: false, error: { kind: 'refused', code: 'open', detail: '2 positions are open.' } } as never;
  const { container } = editor({ answer: () => refusal });
  set('Account size', '50000');
  set('Why, for the record', 'a good reason');
  await press();
  expect([reads(container).includes('2 positions are open.'), use().isConnected]).toEqual([true, true]);
  expect(screen.getByLabelText<HTMLInputElement>('Account size').value).toBe('50000');
});
