import { expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { createEngine, fold, packEngine, unpackEngine } from '#engine';
import { CockpitInMemory } from './cockpit-in-memory.ts';

test('during a run the state is offered only while nothing is open, asked or waiting, and is the engine as it stands', async () => {
  const offered: { readonly freshMin: number | undefined; readonly lastSeq: number; readonly state: string }[] = [];
  const story = await CockpitInMemory.open({
    config: { approvals: { mode: 'auto' } },
    journal: (records) => {
      const journal = memoryJournal({ records, hashed: false });
      return {
        ...journal,
        keepState: (state, freshMin) => {
          offered.push({ freshMin, lastSeq: journal.stats().lastSeq, state: state() });
        },
      };
    },
  });
  const atStart = offered.length;
  await story.advance(3_000);
  const whileQuiet = offered.splice(0);
  await story.opened('s1');
  offered.length = 0;
  await story.advance(5_000);
  const whileOpen = offered.length;
  const ticket = [...story.cockpit.positions.keys()][0] ?? '';
  await story.act('position.close', { ticket });
  await story.advance(3_000);
  const last = offered.at(-1);
  const kept = last === undefined ? null : unpackEngine(JSON.parse(last.state));
  expect([atStart >= 1, whileQuiet.at(-1)?.freshMin, whileOpen, last?.freshMin, kept?.cockpit.lastSeq === last?.lastSeq]).toEqual(
    [true, 20_000, 0, 20_000, true],
  );
  expect(kept?.cockpit.signals.get('s1')?.state).toBe('closed');
});

test('where positions are held on and on, the state is kept all the same, and equals a fold of everything', async () => {
  const offered: { readonly freshMin: number | undefined; readonly lastSeq: number; readonly state: string }[] = [];
  const story = await CockpitInMemory.open({
    config: { approvals: { mode: 'auto' } },
    journal: (records) => {
      const journal = memoryJournal({ records, hashed: false });
      return {
        ...journal,
        keepState: (state, freshMin) => {
          offered.push({ freshMin, lastSeq: journal.stats().lastSeq, state: state() });
        },
      };
    },
  });
  await story.opened('s1');
  offered.length = 0;
  for (let i = 0; i < 50_000; i += 1)
    story.runtime.loop.urgent({
      actor: 'test',
      correlationId: 'test',
      causationId: null,
      make: () => ({ type: 'drill.began', payload: { id: `drill-${i}` } }),
    });
  await story.advance(10_000);
  const [kept, ...more] = offered;
  const engine = createEngine();
  for (const record of story.records) if (record.seq <= (kept?.lastSeq ?? 0)) fold(engine, record);
  expect([kept?.freshMin, more, story.cockpit.positions.size, JSON.parse(kept?.state ?? '{}')]).toEqual([
    50_000,
    [],
    1,
    JSON.parse(JSON.stringify(packEngine(engine))),
  ]);
});

test('while much comes in the state is not kept for each of its twenty thousands: a second in which little came has to do first', async () => {
  const offered: (number | undefined)[] = [];
  const story = await CockpitInMemory.open({
    journal: (records) => {
      const journal = memoryJournal({ records, hashed: false });
      return { ...journal, keepState: (_state, freshMin) => void offered.push(freshMin) };
    },
  });
  const came = (count: number): void => {
    for (let i = 0; i < count; i += 1)
      story.runtime.loop.urgent({
        actor: 'test',
        correlationId: 'test',
        causationId: null,
        make: () => ({ type: 'drill.began', payload: { id: `drill-${story.cockpit.lastSeq}` } }),
      });
  };
  await story.advance(2_000);
  offered.length = 0;
  for (let second = 0; second < 10; second += 1) {
    came(4_000);
    await story.advance(1_000);
  }
  const whileBusy = offered.splice(0);
  for (let second = 0; second < 4; second += 1) {
    came(4_000);
    await story.advance(1_000);
  }
  const atLast = offered.splice(0);
  await story.advance(2_000);
  expect([whileBusy, atLast, offered[0]]).toEqual([[], [50_000], 20_000]);
});
