// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { App } from '#renderer/panels/index.ts';
import { WINDOW_KEYS } from '#renderer/panels/palette/index.ts';
import { morning, PRESENT, roomView, waitingSignal } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

const STORY = { id: 'dt-1', symbol: 'EURUSD', side: 'BUY', pattern: 'M5_BOS', madeAt: PRESENT } as const;
const press = (key: string, more: object = {}, on: Element | Window = window): void =>
  void fireEvent.keyDown(on, { key, ...more });
const palette = (): HTMLElement => screen.getByRole('combobox', { name: 'What to go to or do' });
const typed = (text: string): void => void fireEvent.change(palette(), { target: { value: text } });
const lines = (): readonly HTMLElement[] => within(screen.getByRole('listbox', { name: 'Found' })).queryAllByRole('option');
const options = (): readonly string[] => lines().map((option) => reads(option));
const open = (): void => press('k', { ctrlKey: true });

test('Ctrl+K opens it with the focus where one types; Escape closes it', async () => {
  const { ui } = stage(<App />, morning());
  open();
  expect(document.activeElement).toBe(palette());
  press('Escape');
  expect(ui.getState().dialog).toBeNull();
});

test('letters, arrows and Enter go to a view', async () => {
  const { ui } = stage(<App />, morning());
  open();
  typed('jour');
  expect(options()[0]).toMatch(/^View\s?Journal/);
  press('Enter', {}, palette());
  expect(ui.getState()).toMatchObject({ view: 'journal', dialog: null });
  open();
  press('ArrowDown', {}, palette());
  expect(lines()[1]?.getAttribute('aria-selected')).toBe('true');
  expect(palette().getAttribute('aria-activedescendant')).toBe(lines()[1]?.id);
});

test('an act that asks something first still asks it; one toward safety is done', async () => {
  const { ui, asked } = stage(<App />, morning());
  open();
  typed('close all');
  press('Enter', {}, palette());
  expect(ui.getState().dialog).toEqual({ kind: 'flatten' });
  act(() => ui.setState({ dialog: null }));
  open();
  typed('stop trading');
  press('Enter', {}, palette());
  await settled();
  expect(asked.filter(({ name }) => name === 'trading.halt')).toHaveLength(1);
});

test('what cannot be done now says why, and is not done', () => {
  const { ui } = stage(<App />, morning());
  open();
  typed('resume');
  expect(options()[0]).toContain('Trading is not halted');
  press('Enter', {}, palette());
  expect(ui.getState().dialog).toEqual({ kind: 'palette' });
});

test('settings, signals and symbols are found, and what nothing has is told', () => {
  const { ui } = stage(<App />, morning());
  open();
  typed('leverage');
  expect(options().some((text) => text.includes('limits.maxLeverage'))).toBe(true);
  typed('buy eurusd');
  press('Enter', {}, palette());
  expect(ui.getState()).toMatchObject({ view: 'positions', dialog: null });
  expect(reads(screen.getByTestId('order-ticket'))).toContain('EURUSD');
  open();
  typed('zzzz');
  expect(lines()).toHaveLength(0);
  expect(reads(screen.getByRole('dialog'))).toContain('Nothing has these letters.');
});

test('Alt and a digit go to a view; while a question is open they do not', () => {
  const { ui } = stage(<App />, morning());
  press('4', { altKey: true, code: 'Digit4' });
  expect(ui.getState().view).toBe('positions');
  press('0', { altKey: true, code: 'Digit0' });
  expect(ui.getState().view).toBe('replay');
  press('?');
  expect(ui.getState().dialog).toEqual({ kind: 'keys' });
  press('1', { altKey: true, code: 'Digit1' });
  expect(ui.getState().view).toBe('replay');
});

test('single letters do nothing while one types', () => {
  const { ui } = stage(<App />, morning(), { ui: { view: 'journal' } });
  const field = document.createElement('input');
  document.body.append(field);
  press('?', {}, field);
  press('n', {}, field);
  expect(ui.getState()).toMatchObject({ dialog: null, view: 'journal' });
  field.remove();
});

test('Escape leaves a signal', () => {
  const { ui } = stage(<App />, morning(), { ui: { view: 'signals', signalId: 'gone' } });
  press('Escape');
  expect(ui.getState()).toMatchObject({ view: 'signals', signalId: null });
});

test('N brings the focus to the card that waits longest', async () => {
  const journal = morning();
  waitingSignal(journal, STORY, roomView(100_000, 0), 1.2, 0);
  stage(<App />, journal, { ui: { view: 'risk' } });
  press('n');
  await act(() => new Promise<void>((resolve) => void setTimeout(resolve, 20)));
  expect(document.activeElement?.tagName).toBe('ARTICLE');
  expect(document.activeElement?.closest('[data-testid=approvals]')).not.toBeNull();
});

test('the focus is never nowhere: what had it is gone, and the view has it', async () => {
  stage(<App />, morning());
  const gone = document.createElement('button');
  document.body.append(gone);
  gone.focus();
  gone.remove();
  await act(() => new Promise<void>((resolve) => void setTimeout(resolve, 0)));
  expect(document.activeElement?.id).toBe('main');
});

test('the sheet lists every key of the window', () => {
  stage(<App />, morning());
  press('?');
  const sheet = reads(screen.getByRole('dialog'));
  expect(WINDOW_KEYS.filter(([key]) => !sheet.includes(key))).toEqual([]);
});
