// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AboutPanel } from '#renderer/panels/settings/about-panel.tsx';
import { DiagnosticsPanel } from '#renderer/panels/settings/diagnostics-panel.tsx';
import { JournalCheckPanel } from '#renderer/panels/settings/journal-check-panel.tsx';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const fault = (detail: string) => ({ ok: false, error: { kind: 'refused', code: 'setup_failed', detail } });
const ANSWERS: Readonly<Record<string, unknown>> = {
  'host.about': { ok: true, value: { version: '1.2.3', lines: [{ name: 'Node', value: '24.21.0' }], notices: true } },
  'host.notices': { ok: true, value: { text: 'react: MIT' } },
  'host.diagnose': {
    ok: true,
    value: {
      at: PRESENT,
      checks: [
        { id: 'clock', title: 'Clock', state: 'good', found: 'right', remedy: null },
        { id: 'disk', title: 'Disk', state: 'bad', found: 'full', remedy: 'Make room.' },
      ],
    },
  },
  'host.bundle': { ok: true, value: { file: '/data/support/support-1.zip', problem: null } },
};
async function show(panel: React.ReactElement, answers: Readonly<Record<string, unknown>> = {}) {
  const all = { ...ANSWERS, ...answers };
  const made = stage(panel, morning(), { answer: ({ name }: Asked) => all[name] as never });
  await settled();
  return made;
}

test('About tells versions, and shows the licences and puts them away', async () => {
  const { container } = await show(<AboutPanel />);
  expect(reads(container)).toMatch(/version 1\.2\.3.*Node.*24\.21\.0/);
  fireEvent.click(screen.getByRole('button', { name: 'Licences of what is inside' }));
  await settled();
  expect(screen.getByLabelText('Licences of what is inside').textContent).toBe('react: MIT');
  fireEvent.click(screen.getByRole('button', { name: 'Put the licences away' }));
  expect(reads(container)).not.toContain('react: MIT');
});

test('licences that are not there are told with why', async () => {
  const { container } = await show(<AboutPanel />, { 'host.notices': fault('only with the installed program') });
  fireEvent.click(screen.getByRole('button', { name: 'Licences of what is inside' }));
  await settled();
  expect(reads(container)).toContain('only with the installed program');
});

test('Diagnostics: what is wrong comes first, with what to do; the file is named', async () => {
  const { container } = await show(<DiagnosticsPanel />);
  expect(reads(container)).toContain('Not looked yet.');
  fireEvent.click(screen.getByRole('button', { name: 'Look at this PC' }));
  await settled();
  expect(reads(container)).toMatch(/Disk ?problem ?full ?Make room\..*Clock ?ok ?right/);
  fireEvent.click(screen.getByRole('button', { name: 'Write a support file' }));
  await settled();
  expect(reads(container)).toContain('Written to /data/support/support-1.zip');
});

test('a file that could not be written says why', async () => {
  const { container } = await show(<DiagnosticsPanel />, { 'host.bundle': fault('no space left') });
  fireEvent.click(screen.getByRole('button', { name: 'Write a support file' }));
  await settled();
  expect(reads(container)).toContain('no space left');
});

const verified = { state: 'none', reached: 0, end: 0, at: null, verdict: null, fault: null };
const sound = {
  records: 9_000,
  runs: 2,
  checkpoints: 9,
  head: 'abcdef0123456789',
  bad: null,
  notes: ['run run-2 is not sealed'],
};
const step = (word: object) => ({ ok: true, value: { ...verified, ...word } });

test('Journal check: begun with a button, seen while it runs, and told when it is sound', async () => {
  let now = step({});
  const told: Readonly<Record<string, ReturnType<typeof step>>> = {
    'verify.start': step({ state: 'running', reached: 4_500, end: 9_000 }),
    'verify.cancel': step({ state: 'cancelled', reached: 4_500, end: 9_000, at: PRESENT }),
  };
  const answer = ({ name }: Asked) => (now = told[name] ?? now) as never;
  const { container, asked } = stage(<JournalCheckPanel />, morning(), { answer });
  await settled();
  expect(reads(container)).toContain('Not checked since the start.');
  fireEvent.click(screen.getByRole('button', { name: 'Check the whole journal' }));
  await settled();
  expect(asked.map(({ name }) => name)).toContain('verify.start');
  fireEvent.click(screen.getByRole('button', { name: 'End it' }));
  await settled();
  expect(reads(container)).toMatch(/Ended before its end: 4[,\u202f ]?500 of 9[,\u202f ]?000 records/);
});

test.each([
  [
    'sound',
    { state: 'done', at: PRESENT, verdict: sound },
    /Sound: every record follows.*9.000 records.*2 runs.*run run-2 is not sealed/,
  ],
  [
    'bad',
    { state: 'done', at: PRESENT, verdict: { ...sound, bad: 'record 7: its hash' } },
    /Not sound: record 7: its hash.*Trust nothing/,
  ],
  ['broken off', { state: 'failed', at: PRESENT, fault: 'it ended with 1' }, /It could not go on: it ended with 1/],
])('Journal check: %s', async (_name, word, says) => {
  const { container } = await show(<JournalCheckPanel />, { 'verify.view': step(word) });
  expect(reads(container)).toMatch(says);
});
