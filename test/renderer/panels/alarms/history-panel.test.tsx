// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AlarmsView } from '#renderer/panels/alarms/index.ts';
import { ALARMS, morning, PRESENT } from '../../fixtures.ts';
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

test('while the records that were looked at do not reach an hour back it says "at least"; looking further back adds the older ones', async () => {
  const step = (seq: number, ago: number) => ({
    ...{ seq, at: PRESENT - ago, what: 'raised' as const, alarmId: `a-${seq}`, title: `Alarm ${seq}`, level: 'high' as const },
    ...{ by: null, text: null, until: null },
  });
  const { looked } = stage(<AlarmsView />, morning(), {
    answer: ({ name, request }) => {
      if (name !== 'alarm.history') return undefined;
      const { before } = request as { readonly before: number | null };
      const value =
        before === null
          ? { steps: [step(9, 60_000), step(8, 120_000)], before: 8 }
          : { steps: [step(3, 7_200_000)], before: null };
      return { ok: true, value };
    },
  });
  await settled();
  const region = screen.getByRole('region', { name: 'History' });
  expect(reads(region)).toContain('at least 2 raised in the last hour');
  fireEvent.click(screen.getByRole('button', { name: 'Look further back' }));
  await settled();
  const asked = looked
    .filter(({ name }) => name === 'alarm.history')
    .map(({ request }) => (request as { before: unknown }).before);
  expect([asked.at(-1), rows().map((row) => /Alarm \d/.exec(row)?.[0])]).toEqual([8, ['Alarm 9', 'Alarm 8', 'Alarm 3']]);
  expect([
    /[^t] 2 raised in the last hour|y2 raised|History2 raised/.test(reads(region)),
    reads(region).includes('at least'),
  ]).toEqual([true, false]);
  expect(screen.queryByRole('button', { name: 'Look further back' })).toBeNull();
});
