import { expect, test } from 'vitest';
import { TIME_SEAMS, type JournalRecord } from '#shared/events';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { searchJournal } from '#main/runtime/journal-search.ts';

/** Every tenth record is a moved signal, the others are closed bars. */
const recordAt = (seq: number): JournalRecord =>
  ({
    seq,
    at: seq * 1_000,
    run: 'r',
    version: 2,
    correlationId: `trace-${seq}`,
    causationId: null,
    actor: seq % 10 === 0 ? 'engine' : 'market',
    ...(seq % 10 === 0
      ? { type: 'signal.moved', payload: { signalId: `held-${seq / 10}`, state: 'evaluated', reason: null } }
      : { type: 'bar.closed', payload: { symbol: seq % 2 === 0 ? 'EURUSD' : 'XAUUSD' } }),
  }) as unknown as JournalRecord;

/** A record after which times may be smaller than before. */
const SEAM = { type: TIME_SEAMS[0] };
const journalOf = (count: number) =>
  memoryJournal({ records: Array.from({ length: count }, (_, index) => recordAt(index + 1)), hashed: false });
const ask = { type: null, actor: null, from: null, to: null, text: '', before: null, limit: 500 } as const;

test('records of a type that the window never keeps are found, newest first', async () => {
  const found = await searchJournal(journalOf(2_345), { ...ask, type: 'bar.closed' });
  expect(found.lines).toHaveLength(500);
  expect(found.lines.slice(0, 2).map(({ seq, type }) => [seq, type])).toEqual([
    [2_345, 'bar.closed'],
    [2_344, 'bar.closed'],
  ]);
});

test('a signal is found by its id, which only the content has, and the whole journal was looked at', async () => {
  const found = await searchJournal(journalOf(2_345), { ...ask, text: ' Held-7 ' });
  expect(found).toEqual({
    lines: [79, 78, 77, 76, 75, 74, 73, 72, 71, 70, 7].map((each) => ({
      seq: each * 10,
      at: each * 10_000,
      type: 'signal.moved',
      actor: 'engine',
      correlationId: `trace-${each * 10}`,
    })),
    looked: 2_345,
    before: null,
  });
  expect((await searchJournal(journalOf(100), { ...ask, text: 'zzzz' })).lines).toEqual([]);
});

test('actor, number and correlation are looked at too', async () => {
  const count = async (text: string) => (await searchJournal(journalOf(1_000), { ...ask, text })).lines.length;
  expect([await count('trace-990'), await count('engine'), await count('999')]).toEqual([1, 100, 1]);
});

test('pages of an answer meet without a gap and without one record twice', async () => {
  const journal = journalOf(2_000);
  const seen: number[] = [];
  let before: number | null = null;
  do {
    const page = await searchJournal(journal, { ...ask, type: 'signal.moved', before, limit: 7 });
    seen.push(...page.lines.map(({ seq }) => seq));
    before = page.before;
  } while (before !== null);
  expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => 2_000 - index * 10));
});

test('one question looks at a bounded number of records and says from where to go on', async () => {
  const journal = journalOf(50_000);
  const first = await searchJournal(journal, { ...ask, text: 'held-1"' });
  expect([first.lines, first.looked, first.before]).toEqual([[], 20_000, 30_001]);
  const second = await searchJournal(journal, { ...ask, text: 'held-1"', before: 30_001 });
  const third = await searchJournal(journal, { ...ask, text: 'held-1"', before: second.before });
  expect([third.lines.map(({ seq }) => seq), third.before]).toEqual([[10], null]);
});

test('the loop gets its turns while a journal is looked through', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  const counted = setImmediate(function count() {
    turns += 1;
    if (!over) setImmediate(count);
  });
  let over = false;
  await searchJournal(journalOf(20_000), { ...ask, text: 'zzzz' });
  over = true;
  clearInterval(timer);
  clearImmediate(counted);
  expect(turns).toBeGreaterThanOrEqual(20);
});

test('an empty journal has nothing', async () => {
  expect(await searchJournal(journalOf(0), ask)).toEqual({ lines: [], looked: 0, before: null });
});

test('a part of who did it narrows the search, and the span of time is found by the index', async () => {
  const journal = journalOf(50_000);
  const by = await searchJournal(journal, { ...ask, actor: ' Engi ', limit: 3 });
  expect(by.lines.map(({ seq, actor }) => [seq, actor])).toEqual([50_000, 49_990, 49_980].map((seq) => [seq, 'engine']));
  const reads: number[] = [];
  const counted = {
    stats: () => journal.stats(),
    find: (query: Parameters<typeof journal.find>[0]) => {
      if (query.limit > 1) reads.push(query.since);
      return journal.find(query);
    },
  };
  const week = await searchJournal(counted, { ...ask, actor: 'engine', from: 1_000_000, to: 1_100_000 });
  expect(week.lines.map(({ seq }) => seq)).toEqual([1_090, 1_080, 1_070, 1_060, 1_050, 1_040, 1_030, 1_020, 1_010, 1_000]);
  expect([week.before, week.looked <= 500, reads.length]).toEqual([null, true, 1]);
  expect(await searchJournal(journal, { ...ask, from: 60_000_000 })).toEqual({ lines: [], looked: 0, before: null });
});

test('records of a span are found on both sides of a time that was put right', async () => {
  const records = Array.from({ length: 1_200 }, (_, index) => recordAt(index + 1));
  const right = records.map((record) =>
    record.seq <= 600 ? record : { ...record, at: record.at - 300_000, ...(record.seq === 601 ? SEAM : {}) },
  ) as unknown as JournalRecord[];
  const found = await searchJournal(memoryJournal({ records: right, hashed: false }), {
    ...ask,
    actor: 'engine',
    from: 400_000,
    to: 500_000,
  });
  const all = right.filter(({ at, actor }) => actor === 'engine' && at >= 400_000 && at < 500_000).map(({ seq }) => seq);
  expect(all.some((seq) => seq > 600) && all.some((seq) => seq < 600)).toBe(true);
  expect(found.lines.map(({ seq }) => seq)).toEqual(all.toReversed());
});
