// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Deck } from '#renderer/panels/deck/index.ts';
import { HelpView } from '#renderer/panels/help/index.ts';
import { createJournal } from '../../journal-builder.ts';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

/** A run that has begun, and nothing has come in yet. */
function begun() {
  const journal = createJournal(PRESENT);
  const [first] = morning().records;
  if (first?.type === 'run.started') journal.write('run.started', first.payload);
  return journal;
}
const steps = (): HTMLElement => screen.getByRole('list', { name: 'First steps' });
const states = (): readonly string[] =>
  within(steps())
    .getAllByRole('listitem')
    .map((item) => item.dataset['state'] ?? '');

test('a page is read, its links lead on in the window, and samples stay as they are', async () => {
  const { container } = stage(<HelpView />, morning(), { ui: { view: 'help', part: 'safety/time' } });
  await waitFor(() => expect(screen.getAllByRole('heading', { level: 2, name: 'Safety' })).toHaveLength(2), { timeout: 20_000 });
  // The focus follows the page in an effect of its own, which a busy machine runs later than the page stands.
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Time'));
  expect(container.querySelector('a[href^="#help"]')).not.toBeNull();
  expect(container.querySelectorAll('a[href$=".md"], a[href^="http"], script, img')).toHaveLength(0);
});

test('what is looked for is found in every page, and opened by its section', async () => {
  const { ui, container } = stage(<HelpView />, morning(), { ui: { view: 'help' } });
  const search = await screen.findByRole('searchbox', {}, { timeout: 20_000 });
  fireEvent.change(search, { target: { value: 'emergency stop' } });
  fireEvent.click(screen.getByRole('button', { name: /^The emergency stop/ }));
  expect(ui.getState()).toMatchObject({ view: 'help', part: 'safety/the-emergency-stop' });
  fireEvent.change(search, { target: { value: 'swordfish' } });
  expect(reads(container)).toContain('Nothing has all these words.');
  fireEvent.keyDown(search, { key: 'Escape' });
  expect(screen.getByRole('navigation', { name: 'Pages of the manual' })).toBeTruthy();
});

test('the first steps say what the engine has seen done; one of them is next', async () => {
  const journal = createJournal(PRESENT);
  const { ui, asked } = stage(<HelpView />, journal, { ui: { view: 'help', part: 'first-steps' } });
  expect(states().filter((state) => state === 'next')).toHaveLength(1);
  fireEvent.click(within(steps()).getByRole('button', { name: /^Rehearse/ }));
  await settled();
  expect(asked.map(({ name }) => name)).toContain('stop.drill');
  fireEvent.click(within(steps()).getByRole('button', { name: /^Choose…/ }));
  expect(ui.getState()).toMatchObject({ view: 'settings', firstSteps: { areRulesSeen: true } });
});

test('on the deck they are hidden for good by one act, and stay under Help', async () => {
  const { ui } = stage(<Deck />, begun());
  fireEvent.click(screen.getByRole('button', { name: /^Hide, keep under Help/ }));
  expect(ui.getState().firstSteps.isHidden).toBe(true);
  expect(screen.queryByRole('list', { name: 'First steps' })).toBeNull();
});
