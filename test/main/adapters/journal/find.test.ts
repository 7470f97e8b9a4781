import { describe, expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import type { Journal, JournalQuery } from '#ports';
import type { JournalRecord } from '#shared/events';
import { open, samples, temporaryFolder } from './sample-records.ts';

const ALL: JournalQuery = { since: 0, limit: 1_000, types: null, correlationId: null, from: null, to: null };
const records: readonly JournalRecord[] = samples(1, 60).map((record, index) => ({
  ...record,
  at: 1_000 + Math.floor(index / 2) * 10,
  correlationId: index % 3 === 0 ? 'story' : 'other',
}));

const journals: readonly (readonly [string, () => Journal])[] = [
  ['on disk', () => open(temporaryFolder())],
  ['in memory', () => memoryJournal()],
];

describe.each(journals)('a journal %s', (_name, make) => {
  const found = (query: Partial<JournalQuery>): readonly number[] => {
    const journal = make();
    journal.append(records);
    journal.commit();
    const seqs = journal.find({ ...ALL, ...query }).map(({ seq }) => seq);
    journal.seal();
    return seqs;
  };
  const expected = (fits: (record: JournalRecord) => boolean): readonly number[] => records.filter(fits).map(({ seq }) => seq);

  test('finds by story, by type, by time, and by all of them, in order', () => {
    const [first] = records;
    const type = first?.type ?? '';
    expect([
      found({}),
      found({ correlationId: 'story' }),
      found({ types: [type] }),
      found({ types: ['run.sealed', 'nothing'] }),
      found({ from: 1_100, to: 1_150 }),
      found({ correlationId: 'story', from: 1_100, since: 30, limit: 4 }),
    ]).toEqual([
      expected(() => true),
      expected(({ correlationId }) => correlationId === 'story'),
      expected((record) => record.type === type),
      expected((record) => record.type === 'run.sealed'),
      expected(({ at }) => at >= 1_100 && at < 1_150),
      expected(({ at, seq, correlationId }) => correlationId === 'story' && at >= 1_100 && seq > 30).slice(0, 4),
    ]);
  });

  test('finds by time on both sides of a place where a wrong time was put right', () => {
    const journal = make();
    // Ten records run a day ahead; the eleventh starts a run at the right time.
    const wrong = records.map((record, index) => (index < 10 ? { ...record, at: record.at + 86_400_000 } : record));
    const seam = { ...wrong[10]!, type: 'run.sealed', payload: { how: 'recovered', reason: 'test' } } as JournalRecord;
    journal.append([...wrong.slice(0, 10), seam, ...wrong.slice(11)]);
    journal.commit();
    const seqs = (from: number | null, to: number | null) => journal.find({ ...ALL, from, to }).map(({ seq }) => seq);
    const found = [seqs(86_400_000, null), seqs(1_000, 1_060), seqs(null, 1_070)];
    journal.seal();
    expect(found).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      [11, 12],
      [11, 12, 13, 14],
    ]);
  });

  test.each([
    [0, 1_000, 0],
    [1_000, 1_001, 2],
    [1_290, 9_999, 2],
    [1_291, 9_999, 0],
    [5_000, null, 0],
  ])('from %s until %s are %s', (from, to, count) => {
    expect(found({ from, to })).toHaveLength(count);
  });
});
