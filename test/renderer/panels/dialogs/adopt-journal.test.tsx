// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AdoptJournal } from '#renderer/panels/dialogs/adopt-journal.tsx';
import { HaltedCard } from '#renderer/panels/halt/index.ts';
import { morning } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const TEXT = 'The journal ends at record 5, and 9 were written by 2026-11-28 21:00:00 UTC.';
/** A morning on which the journal was found to be an older one. */
function doubted() {
  const journal = morning();
  journal.write('journal.found', { code: 'journal_rolled_back', text: TEXT });
  const halted = { to: 'halted', reason: TEXT, actor: 'engine', certificateId: null, code: 'journal_rolled_back' } as const;
  journal.write('trading.changed', halted);
  return journal;
}

test('the halted card says what was found and has the way to adopt it', () => {
  const { container, ui } = stage(<HaltedCard />, doubted());
  expect(reads(container)).toContain(TEXT);
  expect(reads(container)).toContain('No stop was pressed');
  fireEvent.click(screen.getByRole('button', { name: /Adopt the journal/ }));
  expect(ui.getState().dialog).toEqual({ kind: 'adopt-journal' });
});

test('adopting takes the typed word and a reason, and says what it is about', () => {
  stage(<AdoptJournal />, doubted());
  expect(reads(document.body)).toContain(TEXT);
  const confirm = (): HTMLElement => screen.getByTestId('adopt-confirm');
  const isOff = (): boolean => confirm().getAttribute('aria-disabled') === 'true' || (confirm() as HTMLButtonElement).disabled;
  const [typed, reason] = screen.getAllByRole('textbox');
  if (typed === undefined || reason === undefined) throw new Error('two fields are expected');
  expect(isOff()).toBe(true);
  fireEvent.change(reason, { target: { value: 'compared with the broker' } });
  expect(isOff()).toBe(true);
  fireEvent.change(typed, { target: { value: 'adopt' } });
  expect(isOff()).toBe(true);
  fireEvent.change(typed, { target: { value: 'ADOPT' } });
  expect(isOff()).toBe(false);
  fireEvent.change(reason, { target: { value: ' ' } });
  expect(isOff()).toBe(true);
});

test('without a doubt there is no such button', () => {
  const journal = morning();
  journal.write('trading.changed', { to: 'halted', reason: 'news', actor: 'trader:window', certificateId: null });
  stage(<HaltedCard />, journal);
  expect(screen.queryByTestId('adopt-journal')).toBeNull();
});
