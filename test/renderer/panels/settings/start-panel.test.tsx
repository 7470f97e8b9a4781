// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { StartPanel } from '#renderer/panels/settings/start-panel.tsx';
import { USUAL_START } from '#shared/domain';
import type { StartView } from '#shared/ipc';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const USUAL: StartView = { now: USUAL_START, next: USUAL_START, fixed: [], open: [], waitsFor: [] };

async function show(view: Partial<StartView>, answers: Readonly<Record<string, unknown>> = {}) {
  const asked: Asked[] = [];
  const made = stage(<StartPanel />, morning(), {
    answer: (one: Asked) => {
      asked.push(one);
      return (answers[one.name] ?? { ok: true, value: { ...USUAL, ...view } }) as never;
    },
  });
  await settled();
  return { ...made, sent: (name: string) => asked.filter((one) => one.name === name).map(({ request }) => request) };
}
const button = (name: RegExp) => screen.getByRole('button', { name });
const held = (name: RegExp): void => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] });
  fireEvent.pointerDown(button(name));
  vi.advanceTimersByTime(3_000);
  vi.useRealTimers();
};

test('what is in force is shown; nothing can be kept that was not changed', async () => {
  const { container, sent } = await show({});
  expect(reads(container)).toContain('in force');
  fireEvent.click(button(/Keep for the next start/));
  await settled();
  expect([button(/Keep/).title, sent('start.choose')]).toEqual(['Nothing is changed', []]);
});

test('another terminal is kept, and then a restart is due', async () => {
  const next = { ...USUAL_START, terminal: 'mt5' } as const;
  const { container, sent } = await show({}, { 'start.choose': { ok: true, value: { ...USUAL, next } } });
  fireEvent.change(screen.getByLabelText('Trades go to'), { target: { value: 'mt5' } });
  expect(reads(container)).toContain('Trades go to (now: Paper terminal, built in)');
  fireEvent.click(button(/Keep/));
  await settled();
  expect(sent('start.choose')).toEqual([{ choice: next }]);
  expect(reads(container)).toContain('a restart is due');
  held(/Hold to restart/);
  await settled();
  expect(sent('start.restart')).toEqual([{ typed: 'RESTART' }]);
});

test('what is refused is told, and what was typed stays', async () => {
  const detail = 'HTTP address: "here" is not HOST:PORT';
  const { container } = await show(
    {},
    { 'start.choose': { ok: false, error: { kind: 'refused', code: 'setup_failed', detail } } },
  );
  fireEvent.change(screen.getByLabelText(/HTTP address/), { target: { value: 'here' } });
  fireEvent.click(button(/Keep/));
  await settled();
  expect(screen.getByRole('alert').textContent).toBe(detail);
  expect(screen.getByLabelText<HTMLInputElement>(/HTTP address/).value).toBe('here');
  fireEvent.click(button(/Undo the changes/));
  expect([reads(container).includes(detail), screen.getByLabelText<HTMLInputElement>(/HTTP address/).value]).toEqual([
    false,
    USUAL_START.http,
  ]);
});

test('what an option gives cannot be typed over', async () => {
  const { container } = await show({ fixed: ['data'], now: { ...USUAL_START, data: '/books' } });
  expect(reads(container)).toContain('Data folder: /books given by --data on the command line');
  expect(screen.queryByLabelText(/Data folder/)).toBeNull();
});

test('what is open is told before a restart; what stands against it keeps it from being held', async () => {
  const one = await show({ open: ['1 position: only the stop'] });
  expect(reads(one.container)).toMatch(/Open now:.*1 position: only the stop/);
  one.unmount();
  const other = await show({ waitsFor: ['1 position is open'], open: ['1 position: only the stop'] });
  expect(reads(other.container)).toMatch(/Not now:.*1 position is open/);
  held(/Hold to restart/);
  await settled();
  expect(other.sent('start.restart')).toEqual([]);
});

test('a cockpit that a command started says so', async () => {
  const detail = 'what it starts with are the options of its command';
  const { container } = await show({}, { 'start.view': { ok: false, error: { kind: 'refused', code: 'no_setup', detail } } });
  expect(reads(container)).toContain(detail);
});
