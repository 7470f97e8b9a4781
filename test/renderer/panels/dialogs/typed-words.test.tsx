// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { OpenDialog } from '#renderer/panels/dialogs/index.ts';
import type { DialogState } from '#renderer/store/index.ts';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

/** Acts away from safety: the dialog, the word to be typed, the name of the button, and what is then sent. */
const ACTS: readonly (readonly [string, DialogState, string, RegExp, object])[] = [
  ['resume', { kind: 'resume' }, 'RESUME', /^Resume trading/, { name: 'trading.resume', request: { typed: 'RESUME' } }],
  ['veto', { kind: 'mode', mode: 'veto' }, 'VETO', /^Change to veto/, { name: 'approvals.set-mode', request: { mode: 'veto' } }],
  ['auto', { kind: 'mode', mode: 'auto' }, 'AUTO', /^Change to auto/, { name: 'approvals.set-mode', request: { mode: 'auto' } }],
  [
    'lift',
    { kind: 'lift', scope: { kind: 'symbol', symbol: 'EURUSD' } },
    'LIFT',
    /^Lift the stop/,
    { name: 'stop.lift', request: { scope: { kind: 'symbol', symbol: 'EURUSD' } } },
  ],
];
const open = (dialog: DialogState) => stage(<OpenDialog />, morning(), { ui: { dialog } });
const type = (label: RegExp, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = async (name: RegExp): Promise<void> => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settled();
};

test.each(ACTS)('%s: nothing is sent for a wrong word, a word without a reason, or a reason without the word', async (...row) => {
  const [, dialog, word, name] = row;
  const { asked } = open(dialog);
  for (const wrong of ['', word.toLowerCase(), `${word} `, `${word}X`, word.slice(1)]) {
    type(/^Type/, wrong);
    type(/^Why/, 'a good reason');
    await press(name);
    expect(screen.getByRole('button', { name }).title, wrong).toBe(`Type ${word}`);
  }
  type(/^Type/, word);
  type(/^Why/, 'no');
  await press(name);
  expect(screen.getByRole('button', { name }).title).toMatch(/at least three letters/);
  expect(asked).toEqual([]);
});

test.each(ACTS)('%s: the word and a reason send it once, and the dialog closes when the engine has taken it', async (...row) => {
  const [, dialog, word, name, sent] = row;
  const { asked, ui } = open(dialog);
  type(/^Type/, word);
  type(/^Why/, '  looked at it  ');
  await press(name);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject(sent);
  expect(asked[0]?.request).toMatchObject({ reason: 'looked at it' });
  expect(ui.getState().dialog).toBeNull();
});

test('closing everything needs its word, and Cancel has the focus first', async () => {
  const { asked } = open({ kind: 'flatten' });
  expect(reads(document.activeElement)).toBe('Cancel');
  for (const wrong of ['flatten', 'FLATTE', '']) {
    type(/^Type/, wrong);
    await press(/^Close all$/);
  }
  expect(asked).toEqual([]);
  type(/^Type/, 'FLATTEN');
  await press(/^Close all$/);
  expect(asked).toEqual([{ name: 'trading.halt', request: { reason: 'Close all positions, typed', flatten: true } }]);
});

test.each(ACTS.slice(0, 3))('%s: the account, its positions and its money are named', (...row) => {
  const { container } = open(row[1]);
  expect(reads(container)).toMatch(/PAPER paper-100k: 2 open positions, 1 working order, −1,368\.66 USD at the stops/);
  expect(reads(container)).toContain('4,273.76 USD room today');
});

test('what still blocks entries is named before trading is resumed', () => {
  const journal = morning();
  journal.write('block.raised', { block: 'day_lock', reason: { code: 'day_lock', text: 'The hard stop was met.' } });
  const { container } = stage(<OpenDialog />, journal, { ui: { dialog: { kind: 'resume' } } });
  expect(reads(container)).toContain('Still blocking entries: The hard stop was met.');
});

test('a source is deleted by its word only, and is named', async () => {
  const { asked, ui } = open({ kind: 'remove-source', id: 'alerts', name: 'Gold alerts' });
  for (const wrong of ['', 'delete', 'DELETE ']) {
    type(/^Type/, wrong);
    await press(/^Delete it/);
  }
  expect([asked, screen.getByRole('heading').textContent]).toEqual([[], 'Delete the source Gold alerts']);
  type(/^Type/, 'DELETE');
  await press(/^Delete it/);
  expect(asked).toEqual([{ name: 'source.remove', request: { id: 'alerts', reason: null } }]);
  expect(ui.getState().dialog).toBeNull();
});
