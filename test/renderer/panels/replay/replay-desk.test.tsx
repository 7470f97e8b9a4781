// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { PriceQuality, ReplayJob, ReplayView as Answered } from '#shared/ipc';
import { ReplayView } from '#renderer/panels/replay/index.ts';
import { useUi } from '#renderer/store/index.ts';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const FILES: Answered['files'] = ['EURUSD_M1.csv', 'GBPUSD_M1.csv'].map((name) => ({ name, bytes: 9, at: PRESENT, look: null }));
const JOB: ReplayJob = {
  ...{ id: 'j1', kind: 'replay', name: 'all of them', state: 'running', step: 'Trading', done: 40, total: 100 },
  ...{ elapsedMs: 5, leftMs: 9_000, faults: [], runId: null },
};

/** The view as the window shows it: gone while another one is looked at. */
function Shown() {
  return useUi(({ view }) => view) === 'replay' ? <ReplayView /> : null;
}

async function show(job: ReplayJob | null, upload?: () => Promise<void>, files = FILES) {
  const answered: Answered = { folder: 'C:\\prices', files, runs: [], job };
  const answer = async ({ name }: Asked) => {
    if (name === 'replay.upload') await upload?.();
    return { ok: true, value: name === 'replay.upload' ? { done: 0 } : answered } as never;
  };
  const made = stage(<Shown />, morning(), { ui: { view: 'replay' }, answer });
  const go = async (view: 'replay' | 'deck'): Promise<void> => {
    act(() => made.ui.setState({ view }));
    await settled();
  };
  await settled();
  return { ...made, leave: () => go('deck'), back: () => go('replay') };
}

const field = (name: string | RegExp) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string | RegExp, value: string) => fireEvent.change(field(name), { target: { value } });

test('what is filled in is there again after another view, and what stands in a folded part is counted', async () => {
  const { leave, back } = await show(null);
  fireEvent.click(field(/GBPUSD_M1/));
  fireEvent.click(screen.getByRole('button', { name: 'Sweep' }));
  type('Name of the run', 'the second week');
  type('Values of the first', '0.5,0.9');
  type('Rulebook', 'ftmo');
  type('From', '2026-01-05');
  type('Blocks and halts', 'never');
  await leave();
  expect(screen.queryByText('Price files')).toBeNull();
  await back();
  expect(['Name of the run', 'Values of the first', 'From', 'Blocks and halts'].map((name) => field(name).value)).toEqual([
    ...['the second week', '0.5,0.9', '2026-01-05', 'never'],
  ]);
  expect([field(/GBPUSD_M1/).checked, field(/EURUSD_M1/).checked]).toEqual([true, false]);
  expect(screen.getByRole('button', { name: 'Sweep' }).getAttribute('aria-pressed')).toBe('true');
  expect([...document.querySelectorAll('summary')].map(reads)).toEqual([
    ...['How the files are read, 1 filled in', 'More, 1 filled in'],
  ]);
});

test('a hint about the times of a file is told with the field that follows it, which goes with the run', async () => {
  const quality: PriceQuality = {
    ...{ symbol: 'EURUSD', kind: 'bars', size: 'M1', form: 'no titles', rows: 20, from: 1, to: 9, low: 1, high: 1, decimals: 4 },
    ...{ spread: null, gaps: 0, missingMinutes: 0, holes: 0, outside: 0, skipped: 0, longest: [], spikes: [], spikeCount: 0 },
    ...{ hasSpec: true, hints: ['NinjaTrader calls a bar by its end (--stamps end)'] },
  };
  const [file] = FILES;
  const looked: Answered['files'] = [{ ...file!, look: { rows: {}, quality, problem: null } }];
  const { asked } = await show(null, undefined, looked);
  expect(reads(document.body)).toContain('A hint: NinjaTrader calls a bar by its end (“A bar’s time is” end).');
  fireEvent.click(field(/EURUSD_M1/));
  type('A bar’s time is', 'end');
  expect([...document.querySelectorAll('summary')].map(reads)).toContain('How the files are read, 1 filled in');
  fireEvent.click(screen.getByTestId('replay-start'));
  await settled();
  expect(asked.find(({ name }) => name === 'replay.start')?.request).toMatchObject({ rows: { stamps: 'end' } });
});

test('the form is cleared when that is asked for, and only then can it be', async () => {
  await show(null);
  const clear = () => screen.queryByRole('button', { name: 'Clear the form' });
  expect(clear()).toBeNull();
  type('Name of the run', 'wrong');
  fireEvent.click(clear() as HTMLElement);
  expect([field('Name of the run').value, clear()]).toEqual(['', null]);
});

test('a run that is under way is seen again with its progress', async () => {
  const { leave, back } = await show(JOB);
  await leave();
  await back();
  expect(reads(screen.getByTestId('replay-job'))).toContain('Trading: 40 of 100, 40 %');
});

test('a file goes on being copied while another view is looked at, and can be ended from the view one comes back to', async () => {
  const parts: (() => void)[] = [];
  const { leave, back, asked, ui } = await show(null, () => new Promise((resolve) => void parts.push(resolve)));
  const file = new File([new Uint8Array(3_000_000)], 'USDJPY_M1.csv');
  fireEvent.change(document.querySelector('input[type=file]') as Element, { target: { files: [file] } });
  await expect.poll(() => parts.length).toBe(1);
  await leave();
  act(() => parts[0]?.());
  await expect.poll(() => parts.length).toBe(2);
  await back();
  expect(reads(document.body)).toContain('USDJPY_M1.csv: ');
  fireEvent.click(screen.getByRole('button', { name: 'End it' }));
  act(() => parts[1]?.());
  await expect.poll(() => ui.getState().replayDesk.upload).toBeNull();
  await settled();
  expect(reads(document.body)).toContain('USDJPY_M1.csv: ended before it was whole');
  expect(asked.filter(({ name }) => name === 'replay.upload')).toHaveLength(2);
});
