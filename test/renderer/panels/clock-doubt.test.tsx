// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ClockStanding } from '#shared/domain';
import { AlarmCard } from '#renderer/panels/alarms/alarm-card.tsx';
import { ConfirmClock } from '#renderer/panels/dialogs/confirm-clock.tsx';
import { DayGauge } from '#renderer/panels/frame/limit-gauges.tsx';
import { morning, PRESENT } from '../fixtures.ts';
import { reads, settled, stage } from '../stage.tsx';

const DAY_MS = 86_400_000;

/** A morning on which the PC's clock is found to be a day before the newest record, or otherwise in doubt. */
function doubted(doubt: ClockStanding['doubt'] = 'before_last_record') {
  const journal = morning();
  const clock = { source: 'wall', offsetMs: 0, stepMs: -DAY_MS, trusted: false, doubt } as const;
  journal.write('clock.observed', { clock });
  const alarm = {
    id: `clock:${String(doubt)}`,
    kind: 'clock_unconfirmed' as const,
    level: 'critical' as const,
    title: "The PC's clock cannot be relied on",
    deadlineAt: null,
    cause: "The PC's clock is 24 h 0 m before the newest record of the journal.",
    consequence: 'No new entries.',
    action: 'Set the clock.',
    raisedAt: PRESENT,
    count: 1,
  };
  journal.write('alarm.raised', { alarm });
  return journal;
}

test('the question says what the clock was held against, and no difference where it shows the same second twice', () => {
  const { container, beat } = stage(<ConfirmClock />, doubted());
  expect(reads(container)).toContain("In doubt becauseThe PC's clock is 24 h 0 m before the newest record of the journal.");
  beat({ clock: { source: 'wall', offsetMs: 1, stepMs: -DAY_MS, trusted: false, doubt: 'before_last_record' } });
  expect(reads(container)).not.toContain('apart');
  beat({ clock: { source: 'monotonic', offsetMs: 5_000, stepMs: 5_000, trusted: false, doubt: 'stepped' } });
  expect(reads(container)).toMatch(/PC says2026-08-04 12:32:12\.\d+ UTC.*goes by2026-08-04 12:32:07\.\d+ UTC, 5 s apart/);
});

test('when the firm’s day ends is not told from a clock in doubt', () => {
  const { container, unmount } = stage(<DayGauge />, morning());
  expect(reads(container)).toMatch(/resets in \d/);
  unmount();
  expect(reads(stage(<DayGauge />, doubted()).container)).toMatch(/clock in doubt$/);
});

test.each([
  ['before_last_record', true],
  ['before_release', false],
] as const)('a clock that is %s can be confirmed: %s', (doubt, can) => {
  const journal = doubted(doubt);
  const life = [...journal.state.alarms.values()].find(({ alarm }) => alarm.kind === 'clock_unconfirmed');
  if (life === undefined) throw new Error('The alarm is raised');
  stage(<AlarmCard life={life} />, journal);
  expect(screen.queryByRole('button', { name: 'Confirm the PC’s clock…' }) !== null).toBe(can);
});

test('nothing is confirmed without the word and a reason, and then the doubt that the question opened with', async () => {
  const journal = doubted();
  const { asked, feed } = stage(<ConfirmClock />, journal);
  const opened = journal.state.clock.digest;
  const press = async (): Promise<void> => {
    fireEvent.click(screen.getByTestId('clock-confirm'));
    await settled();
  };
  const type = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } });
  await press();
  type('How you know (journaled)', 'a radio clock');
  await press();
  type('Type CONFIRM', 'OK');
  await press();
  type('Type CONFIRM', 'CONFIRM');
  type('How you know (journaled)', ' ');
  await press();
  expect(asked).toEqual([]);
  const clock = { source: 'monotonic', offsetMs: 9_000, stepMs: 9_000, trusted: false, doubt: 'stepped' } as const;
  journal.write('clock.observed', { clock });
  feed();
  expect(journal.state.clock.digest).not.toBe(opened);
  type('How you know (journaled)', 'a radio clock');
  await press();
  expect(asked).toMatchObject([{ name: 'clock.confirm', request: { digest: opened, reason: 'a radio clock' } }]);
  // Until the engine has answered, nothing is asked a second time.
  expect(reads(screen.getByTestId('clock-confirm'))).toBe('Asked…');
  await press();
  expect(asked).toHaveLength(1);
});

test('clocks that agree leave nothing to confirm', async () => {
  const { asked } = stage(<ConfirmClock />, morning());
  fireEvent.change(screen.getByLabelText('Type CONFIRM'), { target: { value: 'CONFIRM' } });
  fireEvent.change(screen.getByLabelText('How you know (journaled)'), { target: { value: 'a radio clock' } });
  fireEvent.click(screen.getByTestId('clock-confirm'));
  await settled();
  expect([asked, screen.getByTestId('clock-confirm').title]).toEqual([[], 'The clocks agree: there is nothing to confirm']);
});
