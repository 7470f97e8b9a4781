// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { defaultConfig } from '#shared/config';
import type { Reply, Request } from '#shared/ipc';
import { JournalView } from '#renderer/panels/journal/index.ts';
import { createJournal } from '../../journal-builder.ts';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Stage } from '../../stage.tsx';

const ANY = { type: null, text: '', actor: null, from: null, to: null, before: null, limit: 500 } as const;
type Search = Request<'journal.search'>;
const line = (seq: number) => ({ seq, at: seq, type: 'bar.closed' as const, actor: 'market', correlationId: `c-${seq}` });

/** The journal, with an engine that answers searches so. */
function journal(answer: (ask: Search) => Reply<'journal.search'>): Stage {
  return stage(<JournalView />, morning(), {
    answer: ({ name, request }) =>
      name === 'journal.search' ? { ok: true, value: answer(request as Search) as never } : { ok: true, value: [] as never },
  });
}
const searches = ({ asked }: Stage): unknown[] =>
  asked.filter(({ name }) => name === 'journal.search').map(({ request }) => request);
const type = async (text: string): Promise<void> => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: text } });
  act(() => void vi.advanceTimersByTime(300));
  vi.useRealTimers();
  await settled();
};
const choose = async (name: string): Promise<void> => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  fireEvent.change(screen.getByLabelText('Record type'), { target: { value: name } });
  act(() => void vi.advanceTimersByTime(300));
  vi.useRealTimers();
  await settled();
};
const rows = (): number => screen.queryAllByRole('row').length - 1;

test('a type that is not kept in the window is asked of the journal', async () => {
  const view = journal(() => ({ lines: [line(9), line(7)], looked: 5_000, before: 400 }));
  await choose('bar.closed');
  expect(searches(view)).toEqual([{ ...ANY, type: 'bar.closed' }]);
  expect([rows(), reads(screen.getByRole('region', { name: 'Found' }))]).toEqual([
    2,
    expect.stringContaining('2 found in 5,000 looked at'),
  ]);
});

test('a text is asked of the journal once it is typed, with what it is about', async () => {
  const view = journal(() => ({ lines: [], looked: 6_000, before: null }));
  await type('held-1');
  expect(searches(view)).toEqual([{ ...ANY, text: 'held-1' }]);
  expect(reads(view.container)).toContain('No record of the journal fits.');
});

test('nothing found so far is not nothing at all', async () => {
  const view = journal(({ before }) =>
    before === null ? { lines: [], looked: 20_000, before: 400 } : { lines: [line(3)], looked: 399, before: null },
  );
  await type('rare');
  expect(reads(view.container)).toContain('None of the newest 20,000 records fits.');
  fireEvent.click(screen.getByRole('button', { name: 'Look further back' }));
  await settled();
  expect(searches(view).at(-1)).toEqual({ ...ANY, text: 'rare', before: 400 });
  expect([rows(), reads(view.container)]).toEqual([1, expect.stringContaining('1 found in 20,399 looked at')]);
});

test('what is newer than the answer is counted, and looked at when asked for', async () => {
  const own = morning();
  const answer = () => ({ lines: [line(5)], looked: own.state.lastSeq, before: null });
  const view = stage(<JournalView />, own, {
    answer: ({ name }) => (name === 'journal.search' ? { ok: true, value: answer() as never } : undefined),
  });
  await type('x');
  expect(screen.queryByRole('button', { name: 'Look again' })).toBeNull();
  own.write('approvals.mode_set', { mode: 'veto', by: 'trader:window' });
  view.feed();
  expect(reads(view.container)).toContain('1 newer.');
});

test('an answer to an older question is dropped', async () => {
  const answers: ((value: Reply<'journal.search'>) => void)[] = [];
  stage(<JournalView />, morning(), {
    answer: ({ name }) =>
      name === 'journal.search'
        ? new Promise((resolve) => answers.push((value) => resolve({ ok: true, value: value as never })))
        : undefined,
  });
  await type('one');
  await type('two');
  answers[1]?.({ lines: [line(2)], looked: 10, before: null });
  await settled();
  answers[0]?.({ lines: [line(1), line(3)], looked: 10, before: null });
  await settled();
  expect(rows()).toBe(1);
});

test('a refused search says why', async () => {
  stage(<JournalView />, morning(), {
    answer: ({ name }) =>
      name === 'journal.search'
        ? { ok: false, error: { kind: 'engine-fault', code: 'journal_unreadable', detail: 'The journal is closed.' } }
        : undefined,
  });
  await type('x');
  expect(reads(screen.getByRole('region', { name: 'Found' }))).toContain('The journal is closed.');
});

test('without a filter the end of the journal is shown as it grows, newest first', () => {
  const own = createJournal(PRESENT - 60_000);
  own.write('run.started', { version: '1', mode: 'paper', terminal: 'paper', market: 'demo', config: defaultConfig() });
  const view = stage(<JournalView />, own);
  expect(rows()).toBe(1);
  own.write('approvals.mode_set', { mode: 'veto', by: 'trader:window' });
  view.feed();
  expect(reads(screen.getAllByRole('row')[1] ?? null)).toContain('approvals.mode_set');
  expect(rows()).toBe(2);
});

const fill = async (label: string | RegExp, text: string): Promise<void> => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
  act(() => void vi.advanceTimersByTime(300));
  vi.useRealTimers();
  await settled();
};

test('who did it and a span of time are asked of the journal; a time that is none is asked of nobody', async () => {
  const view = journal(() => ({ lines: [line(9)], looked: 10, before: null }));
  await fill(/^By whom/, ' trader ');
  expect(searches(view)).toEqual([{ ...ANY, actor: 'trader' }]);
  await fill('From, UTC', '2026-08-04 1');
  expect(reads(view.container)).toContain('Type a time as 2026-11-24 16:40, UTC.');
  await fill('From, UTC', '2026-08-04 10:00');
  await fill('To, UTC', '2026-08-04 09:00');
  expect(reads(view.container)).toContain('The span ends before it begins.');
  expect(searches(view)).toHaveLength(2);
  await fill('To, UTC', '2026-08-04 11:00');
  const span = { from: Date.UTC(2026, 7, 4, 10), to: Date.UTC(2026, 7, 4, 11) };
  expect(searches(view).at(-1)).toEqual({ ...ANY, actor: 'trader', ...span });
});

test('what is found is written into a file, and where it lies or why not is told', async () => {
  let answer: unknown = { ok: true, value: { file: '/data/exports/journal.csv', records: 1_204, problem: null } };
  const view = stage(<JournalView />, morning(), {
    answer: ({ name }) =>
      name === 'journal.export'
        ? (answer as never)
        : name === 'journal.search'
          ? { ok: true, value: { lines: [line(9)], looked: 10, before: null } as never }
          : undefined,
  });
  await type('EURUSD');
  fireEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
  await settled();
  expect(view.asked.at(-1)).toEqual({
    name: 'journal.export',
    request: { type: null, text: 'EURUSD', actor: null, from: null, to: null, format: 'csv' },
  });
  expect(reads(view.container)).toContain('1,204 records written to /data/exports/journal.csv');
  answer = { ok: false, error: { kind: 'refused', code: 'setup_failed', detail: 'The disk is full' } };
  fireEvent.click(screen.getByRole('button', { name: 'Export JSONL' }));
  await settled();
  expect(reads(view.container)).toContain('The disk is full');
});

test('a record stands among its causes and effects, and each of them is a press away', async () => {
  const own = createJournal(PRESENT - 60_000);
  own.write('run.started', { version: '1', mode: 'paper', terminal: 'paper', market: 'demo', config: defaultConfig() });
  const told = (seq: number, causationId: string | null) => ({ ...line(seq), causationId, correlationId: 'c-1' });
  const view = stage(<JournalView />, own, {
    answer: ({ name }) =>
      name === 'journal.story'
        ? { ok: true, value: { lines: [told(4, '2'), told(5, '4'), told(7, '5'), told(8, '4')], isWhole: true } as never }
        : name === 'feed.since'
          ? { ok: true, value: [own.records[0]] as never }
          : undefined,
  });
  fireEvent.click(screen.getAllByRole('row')[1] ?? document.body);
  await settled();
  await settled();
  const tree = view.container.querySelector('.cause-tree');
  expect(tree?.querySelectorAll(':scope > ul > li > ul > li')).toHaveLength(2);
  expect(tree?.querySelectorAll(':scope > ul > li > ul > li > ul > li')).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'caused by 2, of another story' }));
  await settled();
  expect(view.asked.filter(({ name }) => name === 'feed.since').at(-1)?.request).toEqual({ seq: 1, limit: 1 });
});
