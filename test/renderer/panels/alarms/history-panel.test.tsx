// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AlarmsView } from '#renderer/panels/alarms/index.ts';
import { ALARMS, morning } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

const rows = (): readonly string[] => {
  const table = screen.getByRole('table', { name: 'What alarms went through' });
  return [...table.querySelectorAll('tbody tr')].map(reads);
};

test('an alarm that is gone stays in the history, with who acknowledged it, when its cause was gone, and how many came in the hour', async () => {
  const journal = morning();
  journal.wait(5_000);
  journal.write('alarm.raised', { alarm: { ...ALARMS.softStop, raisedAt: journal.now() } });
  const about = { alarmId: ALARMS.softStop.id };
  journal.write('alarm.acknowledged', { ...about, by: 'trader:window' });
  journal.write('alarm.cleared', about);
  stage(<AlarmsView />, journal);
  await settled();
  const [returned, acknowledged, raised] = rows();
  expect(returned).toContain(`${ALARMS.softStop.title}its cause was gone`);
  expect(acknowledged).toMatch(/acknowledgedyou/);
  expect(raised).toContain(ALARMS.softStop.cause);
  expect(reads(screen.getByRole('region', { name: 'History' }))).toMatch(/\d raised in the last hour/);
});

test('the history of a journal without an alarm says so', async () => {
  const journal = morning();
  stage(<AlarmsView />, journal, {
    answer: ({ name }) => (name === 'alarm.history' ? { ok: true, value: { steps: [], before: null } } : undefined),
  });
  await settled();
  expect(document.body.textContent).toContain('No alarm was raised in this journal.');
});

test('the history says when more came in an hour than can be looked into', async () => {
  const journal = morning();
  for (let n = 0; n < 7; n += 1)
    journal.write('alarm.raised', { alarm: { ...ALARMS.softStop, id: `a-${n}`, raisedAt: journal.now() } });
  stage(<AlarmsView />, journal);
  await settled();
  expect(document.body.textContent).toMatch(/\d+ raised in the last hour: more than 6 cannot be looked into/);
});
