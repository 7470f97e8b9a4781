import { expect, test } from 'vitest';
import { COMMAND_ROLES } from '#shared/ipc';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { pastHandlers } from '#main/runtime/past/index.ts';
import { PastStates } from '#main/runtime/past/past-states.ts';
import type { JournalRecord } from '#shared/events';
import { virtualClock } from '#main/adapters/system/index.ts';
import { packCockpit, unpackCockpit } from '#shared/projection';
import { CockpitInMemory, MONDAY } from './cockpit-in-memory.ts';
import { stateText } from './replayed.ts';

type Told = { readonly seq: number; readonly state: string; readonly room: unknown; readonly tickets: readonly string[] };

/** The state and what follows from it, at the moments between the acts of a story. */
async function told(story: CockpitInMemory): Promise<Told> {
  const { cockpit } = story;
  const hello = await story.desk.command('cockpit.hello', {}, 'trader:test');
  if (!hello.ok) throw new Error(hello.error.detail);
  const { room, positions } = hello.value.live;
  return { seq: cockpit.lastSeq, state: stateText(cockpit), room, tickets: positions.map(({ ticket }) => ticket) };
}

async function look(story: CockpitInMemory, ask: { seq: number } | { at: number }) {
  const answer = await story.act('past.look', ask);
  if (!answer.ok) throw new Error(answer.error.detail);
  return answer.value;
}

test('every moment of a story is found again as it was, in any order and after a restart', async () => {
  const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' } } });
  const moments: Told[] = [await told(story)];
  await story.opened('p-1');
  moments.push(await told(story));
  await story.submit('p-2', { symbol: 'GBPUSD', stopPips: 1 });
  await story.price('EURUSD', 1.2);
  await story.advance(6_000);
  moments.push(await told(story));
  await story.act('trading.halt', { reason: 'a test', flatten: true });
  await story.advance(6_000);
  moments.push(await told(story));
  await story.restart();
  expect(new Set(moments.map(({ state }) => state)).size).toBe(4);
  for (const place of [2, 0, 3, 1, 1, 3]) {
    const then = moments[place];
    if (then === undefined) throw new Error('there are four moments');
    const { state, live, reached, at } = await look(story, { seq: then.seq });
    expect(reached).toBe(then.seq);
    expect(stateText(unpackCockpit(state))).toBe(then.state);
    expect(at).toBe(story.records[then.seq - 1]?.at);
    expect(live?.positions.map(({ ticket }) => ticket) ?? []).toEqual(then.tickets);
  }
  expect(moments[1]?.tickets).toHaveLength(1);
});

test('a moment is the last record made by then; before the first there is nothing', async () => {
  const story = await CockpitInMemory.open();
  await story.advance(20_000);
  const records = story.records;
  const middle = records[Math.floor(records.length / 2)];
  if (middle === undefined) throw new Error('the story has records');
  const last = records.filter(({ at }) => at <= middle.at).at(-1);
  expect((await look(story, { at: middle.at })).seq).toBe(last?.seq);
  expect((await look(story, { at: MONDAY * 2 })).seq).toBe(records.at(-1)?.seq);
  expect((await look(story, { seq: 1_000_000 })).seq).toBe(records.at(-1)?.seq);
  expect(await story.act('past.look', { at: 5 })).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('what was only measured stands as not measured, and nothing of the look is on record', async () => {
  const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' } } });
  await story.opened('p-1');
  const before = story.records.length;
  const { live } = await look(story, { seq: before });
  expect(live).toMatchObject({ agents: [], routing: { count: 0, p50: null }, journal: { lastSeq: before } });
  expect(live?.quotes.map(({ symbol }) => symbol)).toContain('EURUSD');
  expect((await look(story, { seq: 1 })).live).toBeNull();
  expect(story.records).toHaveLength(before);
  expect([COMMAND_ROLES['past.look'], COMMAND_ROLES['past.span']]).toEqual(['read', 'read']);
});

test('the span has its ends, and trades, stops, alarms and starts as marks', async () => {
  const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' } } });
  await story.opened('p-1');
  await story.act('trading.halt', { reason: 'a test', flatten: true });
  await story.advance(6_000);
  story.life.cut = true;
  await story.advance(60_000);
  const answer = await story.act('past.span', {});
  if (!answer.ok) throw new Error(answer.error.detail);
  const { first, last, marks } = answer.value;
  expect([first?.seq, last?.seq]).toEqual([1, story.records.length]);
  expect(marks.map(({ seq }) => seq)).toEqual(marks.map(({ seq }) => seq).toSorted((a, b) => a - b));
  expect(new Set(marks.map(({ kind }) => kind))).toEqual(new Set(['run', 'stop', 'trade', 'alarm']));
  expect(marks.find(({ kind }) => kind === 'trade')?.text).toMatch(/^EURUSD closed, -?\d+\.\d\d$/);
});

/** Records that only number themselves. */
const numbered = (count: number): readonly JournalRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ seq: index + 1, at: index + 1, run: 'r', version: 2, correlationId: 'c', causationId: null, actor: 'market' },
    ...{ type: 'bar.closed', payload: { symbol: 'EURUSD' } },
  })) as unknown as readonly JournalRecord[];

test('a long way back is gone in parts, each on from the one before, and is known afterwards', async () => {
  const reads: number[] = [];
  const journal = memoryJournal({ records: numbered(25_000), hashed: false });
  const states = new PastStates({
    read: (since, limit) => {
      reads.push(since);
      return journal.read(since, limit);
    },
  });
  const reached: number[] = [];
  for (let part = 0; part < 3; part += 1) reached.push((await states.to(24_900)).seq);
  expect(reached).toEqual([10_000, 20_000, 24_900]);
  expect(reads).toHaveLength(100);
  expect((await states.to(24_950)).seq).toBe(24_950);
  expect(reads.at(-1)).toBe(24_900);
  expect((await states.to(3)).seq).toBe(3);
  expect((await states.to(99_000)).seq).toBe(25_000);
});

test('the states that are kept on the way are few, and those of the newest looks', async () => {
  const journal = memoryJournal({ records: numbered(4_000), hashed: false });
  const reads: number[] = [];
  const states = new PastStates({
    read: (since, limit) => {
      reads.push(since);
      return journal.read(since, limit);
    },
  });
  for (let seq = 100; seq <= 4_000; seq += 20) expect((await states.to(seq)).seq).toBe(seq);
  const before = reads.length;
  for (const seq of [3_990, 2_000, 1_000, 400])
    expect(packCockpit((await states.to(seq)).cockpit)).toMatchObject({ lastSeq: seq });
  expect(reads.length - before).toBeLessThanOrEqual(12);
});

test.each([
  ['its window says that it leaves', (ask: ReturnType<typeof pastHandlers>) => ask['past.leave']({})],
  ['nobody asks for ten minutes', undefined],
])('the states of a past that is left are dropped once %s', async (_when, leave) => {
  const reads: number[] = [];
  const journal = memoryJournal({ records: numbered(2_000), hashed: false });
  const clock = virtualClock(MONDAY);
  const ask = pastHandlers(
    {
      ...{ stats: () => journal.stats(), find: (query) => journal.find(query) },
      read: (since, limit) => {
        reads.push(since);
        return journal.read(since, limit);
      },
    },
    clock,
  );
  await ask['past.look']({ seq: 2_000 });
  reads.length = 0;
  clock.advanceTo(MONDAY + 9 * 60_000);
  await ask['past.look']({ seq: 2_000 });
  expect(reads).toEqual([]);
  if (leave === undefined) clock.advanceTo(MONDAY + 19 * 60_000 + 1);
  else await leave(ask);
  await ask['past.look']({ seq: 2_000 });
  expect(reads[0]).toBe(0);
  expect(reads).toHaveLength(8);
});
