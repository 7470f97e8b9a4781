import { expect, test } from 'vitest';
import type { HostDesk } from '#ports';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { exportHandler } from '#main/runtime/journal-export.ts';
import { journalStory } from '#main/runtime/journal-story.ts';
import type { JournalRecord } from '#shared/events';
import { keepingDesk } from './keeping-desk.ts';

const recordAt = (seq: number): JournalRecord =>
  ({
    ...{ seq, at: Date.UTC(2026, 10, 24) + seq * 1_000, run: 'r', version: 2 },
    ...{ correlationId: `trace-${seq % 2}`, causationId: seq === 1 ? null : String(seq - 1) },
    ...{ actor: seq % 10 === 0 ? 'trader:window' : 'market', type: 'bar.closed', payload: { note: 'a "quoted", word', seq } },
  }) as unknown as JournalRecord;
const journal = memoryJournal({ records: Array.from({ length: 1_234 }, (_, index) => recordAt(index + 1)), hashed: false });
const all = { type: null, actor: null, from: null, to: null, text: '' } as const;

function desk(more: Partial<HostDesk> = {}) {
  const { kept, shown, host } = keepingDesk(more);
  return { kept, shown, write: exportHandler({ journal, host, secrets: () => ['a-secret'] }) };
}

test('all that fits is written whole, oldest first, one record a line', async () => {
  const { kept, shown, write } = desk();
  expect(await write({ ...all, actor: 'trader', format: 'jsonl' })).toEqual({
    ok: true,
    value: { file: '/data/exports/journal.jsonl', records: 123, problem: null },
  });
  const lines = (kept[0]?.text ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalRecord);
  expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 123 }, (_, index) => (index + 1) * 10));
  expect(lines[0]).toEqual(recordAt(10));
  expect([kept[0]?.secrets, shown]).toEqual([['a-secret'], ['/data/exports/journal.jsonl']]);
});

test('a table has a head, and cells that a spreadsheet reads', async () => {
  const { kept, write } = desk();
  const span = { from: recordAt(3).at, to: recordAt(5).at };
  expect(await write({ ...all, ...span, format: 'csv' })).toMatchObject({ ok: true, value: { records: 2 } });
  expect(kept[0]?.text.split('\r\n')).toEqual([
    'seq,at_utc,type,actor,correlation_id,causation_id,run,payload',
    '3,2026-11-24T00:00:03.000Z,bar.closed,market,trace-1,2,r,"{""note"":""a \\""quoted\\"", word"",""seq"":3}"',
    '4,2026-11-24T00:00:04.000Z,bar.closed,market,trace-0,3,r,"{""note"":""a \\""quoted\\"", word"",""seq"":4}"',
    '',
  ]);
});

test('one is written at a time; what could not be written or shown says why', async () => {
  let go: () => void = () => undefined;
  const slow = desk({ keep: () => new Promise((resolve) => (go = () => resolve('/x'))) });
  const first = slow.write({ ...all, format: 'csv' });
  expect(await slow.write({ ...all, format: 'csv' })).toMatchObject({ ok: false, error: { code: 'already_asked' } });
  go();
  expect(await first).toMatchObject({ ok: true });
  const full = desk({ keep: () => Promise.reject(new Error('ENOSPC')) });
  for (let round = 0; round < 2; round += 1)
    expect(await full.write({ ...all, format: 'csv' })).toMatchObject({
      ok: false,
      error: { code: 'setup_failed', detail: 'The file could not be written: ENOSPC' },
    });
  const blind = desk({ show: () => Promise.reject(new Error('no desktop')) });
  expect(await blind.write({ ...all, format: 'csv' })).toMatchObject({
    ok: true,
    value: { problem: 'no desktop', records: 1_234 },
  });
  const none = exportHandler({ journal, host: null, secrets: () => [] });
  expect(await none({ ...all, format: 'csv' })).toMatchObject({ ok: false, error: { code: 'no_setup' } });
});

test('a story has the records of its correlation with their causes, the first of them where there are more', () => {
  const { lines, isWhole } = journalStory(journal, { correlationId: 'trace-1' });
  expect([isWhole, lines.length, lines[0]?.causationId, lines[1]]).toEqual([
    false,
    500,
    null,
    expect.objectContaining({ seq: 3, causationId: '2', actor: 'market', type: 'bar.closed' }),
  ]);
  expect(journalStory(journal, { correlationId: 'other' })).toEqual({ lines: [], isWhole: true });
});
