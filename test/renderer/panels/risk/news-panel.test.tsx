// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { dateTimeText, dayText, utcText } from '#renderer/format/index.ts';
import { NewsPanel } from '#renderer/panels/risk/news-panel.tsx';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

const type = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } });
const add = (): HTMLElement => screen.getByTestId('note-news');

test('the time of an own event is typed by this clock, said back in both, and noted as the moment it is', async () => {
  const { asked, container } = stage(<NewsPanel />, morning());
  const at = Math.floor(PRESENT / 60_000) * 60_000 + 7_200_000;
  expect(screen.getByLabelText<HTMLInputElement>('When, here').placeholder).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
  type('When, here', dateTimeText(at));
  expect(reads(container)).toContain(`${dayText(at)} here, ${utcText(at).slice(0, 16)} UTC, in 2 h 0 min`);
  expect(add().title).toBe('Name the event');
  type('Event', ' Central bank speaks ');
  fireEvent.click(add());
  await settled();
  expect(asked).toEqual([
    { name: 'news.note', request: { event: { at, currency: 'USD', impact: 'high', title: 'Central bank speaks' } } },
  ]);
});

test('what is no time is told beside the field, and notes nothing', async () => {
  const { asked, container } = stage(<NewsPanel />, morning());
  type('Event', 'Rates');
  for (const wrong of ['12/01/2026 14:30', '25:00', 'tomorrow']) {
    type('When, here', wrong);
    fireEvent.click(add());
    expect(reads(container)).toContain('Type day and time, as 2026-12-01 14:30, or 14:30 alone');
  }
  await settled();
  expect(asked).toEqual([]);
});
