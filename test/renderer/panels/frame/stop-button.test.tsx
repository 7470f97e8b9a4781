// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { OwnAlarms } from '#renderer/panels/frame/own-alarms.tsx';
import { StopButton } from '#renderer/panels/frame/stop-button.tsx';
import { createJournal, type JournalBuilder } from '../../journal-builder.ts';
import { morning } from '../../fixtures.ts';
import { certificateOf } from '../../scenarios.ts';
import { said, settled, stage } from '../../stage.tsx';

const both = (
  <>
    <StopButton />
    <OwnAlarms />
  </>
);
/** What the engine journals for a stop: the latch, and its certificate, in one turn. */
const halt = (journal: JournalBuilder): void => {
  const stopped = { reason: 'Stop pressed', actor: 'trader:window' };
  journal.write('trading.changed', { to: 'halted', ...stopped, certificateId: 'stop-1' }, { actor: 'trader:window' });
  journal.write('stop.progressed', { certificate: { ...certificateOf(journal.now()), id: 'stop-1', ...stopped } });
};
const resume = (journal: JournalBuilder): void =>
  void journal.write(
    'trading.changed',
    { to: 'active', reason: 'all is well', actor: 'trader:window', certificateId: null },
    { actor: 'trader:window' },
  );
const press = async (): Promise<void> => {
  fireEvent.click(screen.getByTestId('stop'));
  await settled();
};

test('it says what the press will do, that it was asked, and that it was done', async () => {
  const journal = morning();
  const { asked, feed } = stage(both, journal);
  expect(said('stop')).toBe('STOPno new orders,cancel 1 working');
  await press();
  expect([said('stop'), asked.map(({ name }) => name)]).toEqual(['Stopping…asked, not confirmed yet', ['trading.halt']]);
  halt(journal);
  feed();
  expect(said('stop')).toMatch(/^STOPPEDat \d\d:\d\d:\d\dpress again to verify$/);
});

test('after a halt and a resume it is a stop button again, and nothing says that the stop was not confirmed', async () => {
  const journal = morning();
  const { feed, silence } = stage(both, journal, { frame: { orders: 0 } });
  await press();
  halt(journal);
  feed();
  await press();
  resume(journal);
  feed();
  silence(1_500);
  expect([said('stop'), screen.queryByTestId('stop-silence')]).toEqual(['STOPno new orders,nothing to cancel', null]);
});

test('a resume in the same batch as the halt settles the stop too', async () => {
  const journal = morning();
  const { feed, silence } = stage(both, journal, { frame: { orders: 0 } });
  await press();
  halt(journal);
  resume(journal);
  feed();
  silence(1_500);
  expect([said('stop'), screen.queryByTestId('stop-silence')]).toEqual(['STOPno new orders,nothing to cancel', null]);
});

test('a stop after a resume is asked and awaited as the first was', async () => {
  const journal = morning();
  let count = 0;
  const answer = () => ({ ok: true as const, value: { certificateId: `stop-${(count += 1)}`, latchedAt: 1 } });
  const { feed, silence } = stage(both, journal, { answer });
  await press();
  halt(journal);
  feed();
  resume(journal);
  feed();
  await press();
  expect(said('stop')).toBe('Stopping…asked, not confirmed yet');
  silence(1_500);
  expect(said('stop-silence')).toContain('The engine has not confirmed the stop');
});

test('a second without an answer is told as critical, and a refusal with its reason', async () => {
  const journal = morning();
  const { silence } = stage(both, journal, { answer: () => new Promise(() => undefined) });
  await press();
  silence(900);
  expect(screen.queryByTestId('stop-silence')).toBeNull();
  silence(600);
  expect(said('stop-silence')).toContain('The engine has not confirmed the stop');
});

test('a refused stop says why, and the button can be pressed again', async () => {
  const refusal = { kind: 'engine-fault', code: 'halt_failed', detail: 'The journal cannot be written.' } as const;
  const { asked } = stage(both, morning(), { answer: () => ({ ok: false, error: refusal }) });
  await press();
  expect(said('stop-silence')).toContain('The stop was not taken: The journal cannot be written.');
  expect(said('stop')).toMatch(/^STOP/);
  await press();
  expect(asked).toHaveLength(2);
});

test.each([
  [{ key: 'F12', ctrlKey: true, shiftKey: true }, 1],
  [{ key: 'F12', ctrlKey: true }, 0],
  [{ key: 'F12', shiftKey: true }, 0],
  [{ key: 'F11', ctrlKey: true, shiftKey: true }, 0],
  [{ key: 'F12' }, 0],
])('of the keys only Ctrl+Shift+F12 stops: %o', async (key, times) => {
  const { asked } = stage(both, morning());
  fireEvent.keyDown(window, key);
  await settled();
  expect(asked.filter(({ name }) => name === 'trading.halt')).toHaveLength(times);
});

test('before the engine was heard it says so, and can be pressed all the same', async () => {
  const { asked, closed } = stage(both, createJournal(0));
  closed('The wire is cut.');
  expect(said('stop')).toBe('STOPno connection to the engine');
  await press();
  expect(asked).toHaveLength(1);
});

test.each(['read', 'operate'] as const)('in a window of the role %s it does what that role may', async (role) => {
  const journal = morning();
  const { asked } = stage(both, journal, { role });
  await press();
  fireEvent.keyDown(window, { key: 'F12', ctrlKey: true, shiftKey: true });
  await settled();
  const mayStop = role === 'operate';
  expect([asked.length, screen.getByTestId('stop').getAttribute('aria-disabled')]).toEqual(mayStop ? [2, null] : [0, 'true']);
  expect(said('stop')).toContain(mayStop ? 'Stopping' : 'this window only looks');
  expect(screen.getByTestId('stop').title).toMatch(mayStop ? /^$/ : /needs the role operate.*cockpit’s own window/);
});
