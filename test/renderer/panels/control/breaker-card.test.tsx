// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ReasonDialogFor } from '#renderer/panels/dialogs/reason-dialogs.tsx';
import { ControlView } from '#renderer/panels/control/index.ts';
import type { Breaker } from '#shared/domain';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

function moved(breaker: Breaker) {
  const journal = morning();
  journal.wait(PRESENT - 1_000 - journal.now());
  journal.write('breaker.moved', { agent: 'terminal', effect: 'write', why: 'a test', breaker });
  return { journal, ...stage(<ControlView />, journal) };
}
const OPEN = { state: 'OPEN', failures: 5, reopensAt: PRESENT + 17_000 } as const;
const HALF_OPEN = { state: 'HALF_OPEN', failures: 5, successes: 0, probing: false } as const;
const card = (): HTMLElement => screen.getByRole('article', { name: /^Breaker Terminal, write/ });

test('closed breakers ask for nothing', () => {
  const { container } = moved({ state: 'CLOSED', failures: 0 });
  expect(reads(container)).toContain('all breakers closed');
  expect(screen.queryByRole('article')).toBeNull();
});

test.each([
  [{ ...OPEN, failures: 1 }, 'OPEN', '1 failure. Calls are refused; at 0 s one probe is let through.'],
  [{ ...OPEN, failures: 1_200 }, 'OPEN', '1,200 failures.'],
  [{ ...HALF_OPEN, probing: true }, 'HALF-OPEN', 'One probe is out; every other call is refused.'],
  [HALF_OPEN, 'HALF-OPEN', 'Waiting for a probe; every other call is refused.'],
  [{ state: 'ISOLATED', failures: 5 }, 'ISOLATED', 'Taken out by hand. It stays so until it is reset.'],
] as const)('the card says what a breaker does meanwhile: %o', (breaker, tag, words) => {
  moved(breaker);
  expect(reads(card())).toContain(tag);
  expect(reads(card())).toContain(words);
});

test('the time to the next probe is the engine’s', () => {
  moved({ state: 'OPEN', failures: 5, reopensAt: PRESENT + 16_500 });
  expect(screen.getByRole('timer').getAttribute('aria-label')).toBe('17 seconds left');
});

test('how many successes are still wanted is shown', () => {
  moved({ ...HALF_OPEN, successes: 2 });
  expect(screen.getByRole('img', { name: '2 of 3 successes' })).toBeDefined();
});

test('an isolated breaker is not isolated again, an open one can be', () => {
  moved({ state: 'ISOLATED', failures: 5 });
  expect(screen.queryByRole('button', { name: /^Isolate….*Terminal/ })).toBeNull();
});

test('Reset asks for a reason, and says what it does; nothing is sent without one', async () => {
  const { ui, journal, unmount } = moved(OPEN);
  fireEvent.click(screen.getByRole('button', { name: /^Reset…/ }));
  expect(ui.getState().dialog).toEqual({ kind: 'reset', agent: 'terminal', effect: 'write' });
  unmount();
  const dialog = { kind: 'reset', agent: 'terminal', effect: 'write' } as const;
  const { asked, container } = stage(<ReasonDialogFor dialog={dialog} />, journal);
  expect(reads(container)).toContain('If the cause is still there, it opens again.');
  fireEvent.click(screen.getByRole('button', { name: 'Reset' }));
  expect(asked).toEqual([]);
  fireEvent.change(screen.getByLabelText(/^Why/), { target: { value: 'cable was loose' } });
  fireEvent.click(screen.getByRole('button', { name: 'Reset' }));
  await settled();
  expect(asked).toEqual([{ name: 'breaker.reset', request: { agent: 'terminal', effect: 'write', reason: 'cable was loose' } }]);
});

test('what was asked is waited for', async () => {
  const { ui } = moved(OPEN);
  ui.setState({ asks: { 'breaker:terminal/write': { state: 'asked', at: PRESENT, seq: null, detail: null } } });
  await settled();
  expect(screen.getByRole('button', { name: /^Reset…/ }).title).toBe('Asked; waiting for the engine');
});
