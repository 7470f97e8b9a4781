// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { clockText } from '#renderer/format/index.ts';
import { AlarmsView } from '#renderer/panels/alarms/index.ts';
import { NeedsYou } from '#renderer/panels/deck/needs-you.tsx';
import { AlarmSlots, Footer, Rail } from '#renderer/panels/frame/index.ts';
import { OpenDialog } from '#renderer/panels/dialogs/index.ts';
import { AlarmsGauge } from '#renderer/panels/frame/limit-gauges.tsx';
import { OrderTicket } from '#renderer/panels/order/index.ts';
import { inThePast } from '#renderer/panels/reading/past.ts';
import type { JournalBuilder } from '../../journal-builder.ts';
import { morning, PRESENT, refusedSignal, RULES } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

const blocked = {
  id: 'block:losing_streak',
  kind: 'entries_blocked',
  level: 'high',
  title: 'New entries are blocked',
  cause: 'Three stops in a row: 3 losses, limit 3.',
  consequence: 'Signals are refused until you re-arm.',
  action: 'Review the last trades, then re-arm under Risk.',
  deadlineAt: null,
  raisedAt: PRESENT - 14 * 60_000,
  count: 1,
} as const;

function raised(): JournalBuilder {
  const journal = morning();
  journal.write('alarm.raised', { alarm: blocked });
  return journal;
}

function returned(): JournalBuilder {
  const journal = raised();
  journal.wait(PRESENT - 150_000 - journal.now());
  journal.write('alarm.cleared', { alarmId: blocked.id });
  return journal;
}

test('an alarm that stands tells cause, consequence, act and deadline, and can be acknowledged', async () => {
  const { asked } = stage(<AlarmsView />, raised());
  const card = screen.getByRole('article', { name: 'High alarm: New entries are blocked' });
  expect(reads(card)).toMatch(/HIGHNew entries are blocked.*not acknowledged/);
  expect(reads(card)).toContain('What to doReview the last trades, then re-arm under Risk.');
  fireEvent.click(screen.getByRole('button', { name: /Acknowledge/ }));
  await settled();
  expect(asked).toEqual([{ name: 'alarm.acknowledge', request: { alarmId: blocked.id } }]);
});

test('it speaks of times by the clock of the window; the record, in UTC, is under the pointer', () => {
  const journal = morning();
  const cause = 'The terminal has been silent since 12:17:30 UTC.';
  journal.write('alarm.raised', { alarm: { ...blocked, cause, action: 'Look at it before 12:40 UTC.' } });
  stage(<AlarmsView />, journal);
  const card = screen.getByRole('article', { name: 'High alarm: New entries are blocked' });
  const clock = (minutes: number, seconds: number, parts: 'seconds' | 'minutes') =>
    clockText(Date.UTC(2026, 7, 4, 12, minutes, seconds), parts);
  expect(reads(card)).toContain(`CauseThe terminal has been silent since ${clock(17, 30, 'seconds')}.`);
  expect(reads(card)).toContain(`Look at it before ${clock(40, 0, 'minutes')}.`);
  expect([within(card).getByTitle(cause).tagName, reads(card).includes('UTC')]).toEqual(['DD', false]);
});

test('a clock that is in doubt can be confirmed from its alarm, with the word and a reason, for the doubt that was shown', async () => {
  const journal = morning();
  const clock = { source: 'monotonic', offsetMs: 3_600_000, stepMs: 3_600_000, trusted: false, doubt: 'stepped' } as const;
  journal.write('clock.observed', { clock });
  journal.write('alarm.raised', { alarm: { ...blocked, id: 'clock:stepped', kind: 'clock_unconfirmed', level: 'critical' } });
  const { asked } = stage(
    <>
      <AlarmsView />
      <OpenDialog />
    </>,
    journal,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Confirm the PC’s clock…' }));
  await settled();
  const [word, reason] = screen.getAllByRole('textbox');
  fireEvent.change(word!, { target: { value: 'CONFIRM' } });
  fireEvent.change(reason!, { target: { value: 'looked at a watch' } });
  fireEvent.click(screen.getByRole('button', { name: 'The PC is right' }));
  await settled();
  expect(asked).toEqual([
    {
      name: 'clock.confirm',
      request: { typed: 'CONFIRM', digest: expect.stringMatching(/^[0-9a-f]{64}$/), reason: 'looked at a watch' },
    },
  ]);
});

test('an alarm that returned speaks of the past, asks for nothing, and tells when it ended', () => {
  stage(<AlarmsView />, returned());
  expect(reads(screen.getByRole('region', { name: 'Active' }))).toContain('No alarm is active.');
  const over = reads(screen.getByRole('region', { name: 'Over, not acknowledged' }));
  expect(over).toMatch(/OVERNew entries were blocked\d\d:\d\d:\d\d to \d\d:\d\d:\d\d, for 11 min/);
  expect(over).toContain('Nothing is left to do.');
  for (const claim of ['are blocked', 're-arm', 'Signals are refused', 'HIGH', 'Shelve']) expect(over).not.toContain(claim);
});

test('a returned alarm needs nobody: not on the deck, not in the footer, not in the counts', () => {
  const everything = (
    <>
      <NeedsYou />
      <Footer />
      <Rail />
      <AlarmsGauge />
    </>
  );
  const { container } = stage(everything, returned());
  const text = reads(container);
  expect(text).toContain('Nothing waits for you.');
  expect(text).toContain('0 new · 1 over');
  for (const claim of ['are blocked', 're-arm', 'Acknowledge', '1 active']) expect(text).not.toContain(claim);
});

test('its place in the strip tells how long it is over, without a level', () => {
  const { container } = stage(<AlarmSlots />, returned());
  const slot = container.querySelector('.slot');
  expect(reads(slot)).toBe('New entries were blockedover 2 minThe cause is gone. Acknowledge it.');
  expect(slot?.getAttribute('data-level')).toBeNull();
  expect(slot?.querySelector('[data-level]')).toBeNull();
});

test('acknowledged after its return it is gone', () => {
  const journal = returned();
  const { feed } = stage(<AlarmsView />, journal);
  journal.write('alarm.acknowledged', { alarmId: blocked.id, by: 'trader:window' });
  feed();
  expect(screen.queryByRole('region', { name: 'Over, not acknowledged' })).toBeNull();
});

test('raised again it stands again, in the present', () => {
  const journal = returned();
  const { feed } = stage(<AlarmsView />, journal);
  journal.write('alarm.raised', { alarm: { ...blocked, raisedAt: PRESENT, count: 2 } });
  feed();
  expect(reads(screen.getByRole('region', { name: 'Active' }))).toContain('New entries are blocked');
});

test.each([
  ['New entries are blocked', 'New entries were blocked'],
  ['Terminal link down', 'Terminal link down'],
  ['EURUSD has no stop', 'EURUSD had no stop'],
  ['The journal cannot be written', 'The journal could not be written'],
  ['Ledger and terminal differ', 'Ledger and terminal differed'],
  ['Terminal does not recover', 'Terminal did not recover'],
  ['It is off. Prices are old.', 'It was off. Prices were old.'],
])('%s, in the past', (now, then) => expect(inThePast(now)).toBe(then));

test('the refusal beside an alarm is that of the latest act', () => {
  const refused = (at: number, detail: string) => ({ state: 'refused', at, seq: null, detail }) as const;
  const asks = { [`acknowledge:${blocked.id}`]: refused(1, 'the first'), [`shelve:${blocked.id}`]: refused(2, 'the second') };
  const { container } = stage(<AlarmsView />, raised(), { ui: { asks } });
  expect([reads(container).includes('the second'), reads(container).includes('the first')]).toEqual([true, false]);
});

test('an alarm for many lists the first few and counts the rest, which can be seen by one act and put away by it', () => {
  const rows = Array.from({ length: 40 }, (_, at) => ({ subject: String(7_000 + at), text: 'EURUSD BUY 0.1 lots' }));
  const journal = morning();
  journal.write('alarm.raised', { alarm: { ...blocked, rows } });
  stage(<AlarmsView />, journal);
  const list = screen.getByRole('list', { name: 'What this alarm is about' });
  const count = (): number => within(list).getAllByRole('listitem').length;
  const more = screen.getByRole('button', { name: 'and 34 more' });
  expect([count(), list.getAttribute('tabindex'), more.getAttribute('aria-expanded')]).toEqual([6, null, 'false']);
  fireEvent.click(more);
  expect([count(), list.getAttribute('tabindex'), reads(more)]).toEqual([40, '0', 'Show fewer']);
  fireEvent.click(more);
  expect(count()).toBe(6);
});

test.each([
  [199, '199 of them'],
  [200, 'The first 200'],
])('a list of %i that may have been cut does not claim to be all', (length, words) => {
  const rows = Array.from({ length }, (_, at) => ({ subject: String(at), text: 'x' }));
  const journal = morning();
  journal.write('alarm.raised', { alarm: { ...blocked, rows } });
  expect(reads(stage(<AlarmsView />, journal).container)).toContain(words);
});

test('alarms that find no place in the strip are counted there, as a way to them', () => {
  const journal = morning();
  for (let n = 0; n < 8; n += 1) journal.write('alarm.raised', { alarm: { ...blocked, id: `block:${String(n)}` } });
  stage(<AlarmSlots />, journal);
  const more = screen.getByRole('link', { name: /more alarms/ });
  const all = [...journal.state.alarms.values()].length;
  expect([reads(more), more.getAttribute('href')]).toEqual([`+${String(all - 5)} more alarms`, '#alarms']);
});

test('a turn that stopped half-way offers the other side: the ticket is filled in with it, and nothing is sent', async () => {
  const journal = morning();
  const [side, symbol] = ['SELL', 'GBPUSD'] as const;
  refusedSignal(journal, { id: 'turn-1', symbol, side, pattern: 'M5_BOS' }, 'u3', RULES.spread);
  const rows = [
    { subject: 'gone', text: 'SELL USDJPY: position 1 is closed' },
    { subject: 'turn-1', text: `${side} ${symbol}: position 2 is closed` },
  ];
  journal.write('alarm.raised', { alarm: { ...blocked, id: 'half_turned', kind: 'half_turned', rows } });
  const { asked } = stage(
    <>
      <AlarmsView />
      <OrderTicket />
    </>,
    journal,
  );
  fireEvent.click(screen.getByRole('button', { name: `${side} ${symbol} by hand…` }));
  await settled();
  expect(reads(screen.getByTestId('place-order'))).toBe(`Place ${side} ${symbol}`);
  expect(asked).toEqual([]);
});
