// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Alarm } from '#shared/domain';
import { AlarmCard } from '#renderer/panels/alarms/index.ts';
import type { JournalBuilder } from '../../journal-builder.ts';
import { ALARMS, morning } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const alarmOf = (part: Pick<Alarm, 'id' | 'kind'> & Partial<Alarm>, journal: JournalBuilder): Alarm => ({
  ...ALARMS.softStop,
  raisedAt: journal.now(),
  ...part,
});

/** The card of an alarm that stands, and what its first button opened. */
function pressed(journal: JournalBuilder, part: Pick<Alarm, 'id' | 'kind'> & Partial<Alarm>) {
  journal.write('alarm.raised', { alarm: alarmOf(part, journal) });
  const life = journal.state.alarms.get(part.id);
  if (life === undefined) throw new Error('the alarm is kept');
  const { ui } = stage(<AlarmCard life={life} />, journal);
  const [first] = screen.getAllByRole('button');
  if (first === undefined) throw new Error('the card has buttons');
  const label = reads(first).replace(` ${ALARMS.softStop.title}`, '');
  fireEvent.click(first);
  return { label, isPrimary: first.className.includes('primary'), ui: ui.getState() };
}

test('a block that waits for the trader is re-armed from its alarm, and acknowledging comes second', () => {
  const journal = morning();
  journal.write('block.raised', { block: 'losing_streak', reason: { code: 'losing_streak', text: '3 losses, limit 3.' } });
  const { label, isPrimary, ui } = pressed(journal, { id: 'block:losing_streak', kind: 'entries_blocked' });
  expect([label, isPrimary, ui.dialog]).toEqual(['Re-arm…', true, { kind: 'rearm', block: 'losing_streak' }]);
  const acknowledge = screen.getByRole('button', { name: /^Acknowledge/ });
  expect(acknowledge.className).not.toContain('primary');
});

test('a breaker is reset from its alarm', () => {
  const journal = morning();
  const breaker = { state: 'ISOLATED', failures: 0 } as const;
  journal.write('breaker.moved', { agent: 'model', effect: 'read', breaker, why: 'a look at it' });
  const { label, ui } = pressed(journal, { id: 'breaker:model/read', kind: 'breaker_open' });
  expect([label, ui.dialog]).toEqual(['Reset…', { kind: 'reset', agent: 'model', effect: 'read' }]);
});

test('an order that nobody answered leads to its signal, a position without a stop to the positions', () => {
  const journal = morning();
  const [order] = [...journal.state.orders.values()];
  const rows = [{ subject: order?.clientOrderId ?? '', text: 'open EURUSD' }];
  const { label, ui } = pressed(journal, { id: 'order_unknown', kind: 'order_unknown', rows });
  expect([label, ui.view, ui.signalId]).toEqual(['Open the order', 'signals', order?.signalId]);
});

test('what is not there any more, or is done elsewhere, offers only to be acknowledged', () => {
  expect(pressed(morning(), { id: 'block:losing_streak', kind: 'entries_blocked' }).label).toBe('Acknowledge');
});

test('what follows from a lost link stands on its card, one line each, under its cause', () => {
  const journal = morning();
  const rows = [{ subject: 'breaker:terminal/read', text: 'Terminal read breaker open. The terminal is not looked at.' }];
  pressed(journal, { id: 'link_down', kind: 'link_down', rows });
  expect(reads(screen.getByRole('article'))).toContain('Follows from it Terminal read breaker open.');
});
