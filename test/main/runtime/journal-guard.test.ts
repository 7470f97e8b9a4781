import { expect, test } from 'vitest';
import type { JournalFinding } from '#shared/domain';
import { JournalFault, type JournalWatch } from '#ports';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const EDITED: JournalFinding = { code: 'journal_edited', text: 'Record 5 (trading.changed) is not what was written.' };
const NEW: JournalFinding = { code: 'journal_new', text: 'A new journal was begun by hand.' };

/** A watch that a test moves: what it finds, whether the files are there, how much is still to be read. */
class MovedWatch implements JournalWatch {
  found: JournalFinding[] = [];
  gone: string | null = null;
  slices = 0;
  read = 0;
  open: readonly [number, number | null] | null = null;
  isTold = false;

  findings(): readonly JournalFinding[] {
    return this.found.splice(0);
  }
  told(): void {
    this.isTold = true;
  }
  readonly asked: number[] = [];
  readBack(ms: number): boolean {
    this.asked.push(ms);
    this.read += 1;
    this.slices -= 1;
    return this.slices > 0;
  }
  look(): void {
    if (this.gone !== null) throw new JournalFault(this.gone);
  }
  openNow(positions: number, openRisk: number | null): void {
    this.open = [positions, openRisk];
  }
  view() {
    return { verifiedTo: 5, verifiedAt: 7, anchor: { seq: 9, at: 8, problem: null } };
  }
}

test('what is found at the start is on record before anything can be traded, all of it in one, named by what has to be adopted', async () => {
  const watch = new MovedWatch();
  watch.found = [NEW, EDITED];
  const story = await CockpitInMemory.open({ journalWatch: watch });
  const types = story.records.map(({ type }) => type);
  expect(types.slice(0, 3)).toEqual(['run.started', 'journal.found', 'trading.changed']);
  expect(story.recordsOf('run.started')[0]?.anchored).toBe(true);
  expect(story.recordsOf('journal.found')).toEqual([{ code: 'journal_edited', text: `${NEW.text} ${EDITED.text}` }]);
  expect([story.cockpit.trading.state, watch.isTold]).toEqual(['halted', true]);
  expect(story.desk.status()).toMatchObject({
    haltReason: { code: 'journal_edited' },
    journal: { verifiedTo: 5, verifiedAt: 7, anchor: { seq: 9 } },
  });
});

test('without a disk there is no anchor, and the status says that nothing is known', async () => {
  const story = await CockpitInMemory.open();
  expect(story.recordsOf('run.started')[0]).not.toHaveProperty('anchored');
  expect(story.desk.status()).toMatchObject({ journal: { verifiedTo: null, verifiedAt: null, anchor: null } });
});

test('a record that is found changed later halts trading with an alarm, in a slice and not in a turn of its own', async () => {
  const watch = new MovedWatch();
  watch.slices = 1_000;
  const story = await CockpitInMemory.open({ journalWatch: watch });
  const before = watch.read;
  await story.advance(1_000);
  // Slices come 25 a second, and go on while there is more.
  expect([watch.read - before, story.cockpit.trading.state]).toEqual([25, 'active']);
  await story.advance(3_000);
  expect(watch.read - before).toBe(100);
  watch.found = [EDITED];
  await story.advance(2_000);
  expect([story.cockpit.trading.state, story.cockpit.trading.code]).toEqual(['halted', 'journal_edited']);
  expect([...story.cockpit.alarms.values()].map(({ alarm }) => alarm.kind)).toContain('journal_doubt');
});

test('files that are gone are a journal fault within one beat: latched, told, nothing accepted', async () => {
  const watch = new MovedWatch();
  const story = await CockpitInMemory.open({ journalWatch: watch });
  watch.gone = 'journal.db is gone: it was removed while it was in use.';
  await story.advance(1_100);
  expect([story.runtime.loop.fault, story.cockpit.trading.state, story.desk.health().ready]).toEqual([
    expect.stringContaining('journal.db is gone'),
    'halted',
    false,
  ]);
  expect(story.notified).toContain('Journal cannot be written');
});

test('what is open is told to the anchor once a second', async () => {
  const watch = new MovedWatch();
  const story = await CockpitInMemory.open({ journalWatch: watch, config: { approvals: { mode: 'auto' } } });
  await story.opened('one');
  await story.advance(1_000);
  expect(watch.open).toEqual([1, expect.any(Number)]);
});

test('a start reads back for a quarter of a second, then two milliseconds at a time, and rests once everything was read', async () => {
  const watch = new MovedWatch();
  watch.slices = 5;
  const story = await CockpitInMemory.open({ journalWatch: watch });
  await story.advance(4_500);
  // The start, and slices until the last record: 4 left, then nothing for five seconds.
  expect(watch.asked).toEqual([250, 2, 2, 2, 2]);
  await story.advance(1_000);
  expect(watch.asked.length).toBe(6);
  await story.advance(4_000);
  expect(watch.asked.length).toBe(6);
});

test('findings without end are cut where they are recorded', async () => {
  const watch = new MovedWatch();
  watch.found = [
    { ...EDITED, text: 'y'.repeat(400) },
    { ...EDITED, text: 'z'.repeat(400) },
  ];
  const story = await CockpitInMemory.open({ journalWatch: watch });
  const [{ text } = { text: '' }] = story.recordsOf('journal.found');
  expect([text.length, text.startsWith('y'), text.endsWith('z')]).toEqual([500, true, true]);
  expect(story.records.find(({ type }) => type === 'journal.found')).toMatchObject({ actor: 'engine', correlationId: 'run-1' });
});

test('a journal that cannot be written is not read either', async () => {
  const watch = new MovedWatch();
  watch.slices = 1_000;
  const story = await CockpitInMemory.open({ journalWatch: watch });
  watch.gone = 'journal.db is gone.';
  await story.advance(1_100);
  const { read } = watch;
  await story.advance(6_000);
  expect(watch.read).toBe(read);
});

test('a cockpit that has ended reads nothing any more', async () => {
  const watch = new MovedWatch();
  watch.slices = 1_000;
  const story = await CockpitInMemory.open({ journalWatch: watch });
  story.desk.close();
  story.runtime.seal('a test says so');
  const { read } = watch;
  await story.advance(6_000);
  expect(watch.read).toBe(read);
});
