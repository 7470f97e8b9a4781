// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LogPanel } from '#renderer/panels/settings/log-panel.tsx';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const LINES = [
  { at: PRESENT, level: 'error', message: 'request failed', fields: '{"route":"/signals"}' },
  { at: PRESENT - 1_000, level: 'warn', message: 'slow', fields: '' },
];
const tail = (lines: readonly unknown[], problem: string | null = null) => ({
  ok: true,
  value: { lines, folder: '/data/logs', problem },
});
const fault = (detail: string) => ({ ok: false, error: { kind: 'refused', code: 'setup_failed', detail } });
async function show(answers: Readonly<Record<string, unknown>> = {}) {
  const all: Readonly<Record<string, unknown>> = { 'log.tail': tail(LINES), ...answers };
  const made = stage(<LogPanel />, morning(), { answer: ({ name }: Asked) => all[name] as never });
  await settled();
  return made;
}

test('shows the newest lines with their level, and asks for what is chosen', async () => {
  const { asked } = await show();
  expect(screen.getAllByRole('listitem').map(reads)).toEqual([
    expect.stringMatching(/errorrequest failed \{"route":"\/signals"\}$/),
    expect.stringMatching(/warnslow$/),
  ]);
  fireEvent.change(screen.getByLabelText('Show'), { target: { value: 'error' } });
  fireEvent.change(screen.getByLabelText('Search the log'), { target: { value: ' route ' } });
  await settled();
  expect(asked.map(({ request }) => request)).toMatchObject([
    { level: 'warn', text: '', limit: 200 },
    { level: 'error', text: '' },
    { level: 'error', text: 'route' },
  ]);
});

test('copies what is shown, and says where the folder is when it cannot be opened', async () => {
  const copied: string[] = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
  const { container } = await show({ 'log.show-folder': fault('There is no desktop here: the log is in /data/logs.') });
  fireEvent.click(screen.getByRole('button', { name: /^Copy/ }));
  await settled();
  expect(copied[0]).toMatch(/^\S+Z error request failed \{"route":"\/signals"\}\n\S+Z warn slow$/);
  fireEvent.click(screen.getByRole('button', { name: 'Open the folder' }));
  await settled();
  expect(reads(container)).toContain('There is no desktop here: the log is in /data/logs.');
});

test.each([
  [tail([]), 'No line fits.'],
  [tail([], 'The log cannot be kept in /data/logs (EROFS)'), 'The log cannot be kept'],
  [fault('This cockpit keeps no log of its own'), 'This cockpit keeps no log of its own'],
  [new Promise(() => undefined), 'Asking the engine for its log…'],
])('says what there is to say where there is none: %#', async (answer, words) => {
  const { container } = await show({ 'log.tail': answer });
  expect(reads(container)).toContain(words);
});
