import { describe, expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { EngineLoop } from '#main/runtime/engine-loop.ts';
import type { Mail, TurnResult } from '#main/runtime/mailbox.ts';
import { Meters } from '#main/runtime/meters.ts';
import { JournalFault, type Journal } from '#ports';
import type { Input } from '#shared/events';

const NOON = Date.parse('2026-03-04T12:00:00Z');

/** A loop whose journal, effects, records and answers write one list, in the order in which they happen. */
function aLoop(changes: Partial<Journal> = {}) {
  const clock = virtualClock(NOON);
  const journal = memoryJournal({ hashed: false });
  const said: string[] = [];
  const faults: [kind: string, text: string][] = [];
  const meters = new Meters();
  const loop: EngineLoop = new EngineLoop({
    clock,
    meters,
    journal: {
      ...journal,
      commit: () => {
        journal.commit();
        said.push('commit');
      },
      ...changes,
    },
    log: { write: () => undefined },
    run: 'run-1',
    perform: (effect) => void said.push(`perform ${effect.kind}`),
    publish: (batch) => void said.push(`publish ${batch.map(({ seq }) => seq).join(' ')}`),
    onFault: (kind, error) => void faults.push([kind, error.message]),
  });
  const results: TurnResult[] = [];
  const mail = (input: Input = { type: 'drill.began', payload: { id: 'd' } }): Mail => ({
    actor: 'test',
    correlationId: 'story',
    causationId: null,
    make: () => input,
    done: (result) => {
      said.push('answer');
      results.push(result);
    },
  });
  return { clock, journal, loop, mail, meters, said, faults, results };
}
const MENDED: Input = { type: 'journal.mended', payload: { downMs: 0 } };
const NOTHING: Input = { type: 'terminal.settled', payload: { deals: [] } };
const fails = (text: string) => (): never => {
  throw new JournalFault(text);
};

describe('a turn', () => {
  test('is durable before anything of it is carried out, published or answered', () => {
    const { clock, loop, mail, said, results } = aLoop();
    loop.post('normal', mail(MENDED));
    expect([said, loop.isIdle]).toEqual([[], false]);
    clock.runSoon();
    expect(said).toEqual(['commit', 'perform refresh', 'publish 1', 'answer']);
    expect([results, loop.isIdle]).toEqual([[{ kind: 'done', answer: null, seq: 1 }], true]);
  });

  test('leaves no record when nothing followed from it and it is no fact by itself, and is answered all the same', () => {
    const { clock, journal, loop, mail, said, results, meters } = aLoop();
    loop.post('normal', mail(NOTHING));
    clock.runSoon();
    expect([said, results, journal.stats().lastSeq]).toEqual([['commit', 'answer'], [{ kind: 'done', answer: null, seq: 0 }], 0]);
    expect(meters.routedTotal).toBe(1);
  });

  test('never stamps a record before the one it follows, whatever the clock of the PC does', () => {
    const { clock, journal, loop, mail } = aLoop();
    loop.urgent(mail());
    const kept = { ...loop.engine, cockpit: { ...loop.engine.cockpit, lastAt: NOON + 5_000 } };
    loop.restore([], kept);
    clock.advanceBy(4_000);
    loop.urgent(mail());
    clock.advanceBy(1_001);
    loop.urgent(mail());
    expect(journal.read(0, 9).map(({ at }) => at - NOON)).toEqual([0, 5_000, 5_001]);
  });
});

describe('what queued up', () => {
  test.each([
    [64, 1],
    [65, 2],
    [128, 2],
    [129, 3],
  ])('shares commits, 64 turns to one: %i mails, %i commits', (mails, commits) => {
    const { clock, loop, mail, said, results } = aLoop();
    for (let i = 0; i < mails; i += 1) loop.post('normal', mail());
    clock.runSoon();
    expect([said.filter((each) => each === 'commit').length, results.length]).toEqual([commits, mails]);
    // The first 64 have their answers before the 65th is even decided.
    expect(said.slice(0, 3)).toEqual(['commit', expect.stringMatching(/^publish 1 2 3 /), 'answer']);
  });

  test('is refused when its lane is full, with the name of the lane, and counts as failed', () => {
    const { loop, mail, results, meters } = aLoop();
    for (let i = 0; i < 1_000; i += 1) loop.post('critical', mail());
    expect([results, meters.failedTotal]).toEqual([[], 0]);
    loop.post('critical', mail());
    expect([results, meters.failedTotal]).toEqual([
      [{ kind: 'lost', code: 'lane_full', detail: 'The critical lane is full' }],
      1,
    ]);
  });

  test('is seen with how long its oldest has waited', () => {
    const { clock, loop, mail } = aLoop();
    loop.post('high', mail());
    clock.spend(40);
    expect(loop.lanes.high).toMatchObject({ depth: 1, oldestMs: 40 });
    expect(loop.lanes.normal).toMatchObject({ depth: 0, oldestMs: 0 });
  });

  test('waits for nothing when a stop comes: the stop runs at once and commits what was decided before it', () => {
    const { clock, loop, mail, said, results } = aLoop();
    loop.post('critical', mail());
    const stopped = loop.urgent({ ...mail(), correlationId: 'stop' });
    expect([stopped, results]).toEqual([{ kind: 'done', answer: null, seq: 1 }, [stopped]]);
    expect(said).toEqual(['commit', 'publish 1', 'answer']);
    clock.runSoon();
    expect([results.length, loop.isIdle]).toEqual([2, true]);
  });
});

describe('mail', () => {
  test('asks for one turn of the host’s loop, however much of it comes, and for none from within a turn', () => {
    const { clock, loop, mail } = aLoop();
    let soons = 0;
    const { soon } = clock;
    Object.assign(clock, {
      soon: (act: () => void) => {
        soons += 1;
        soon(act);
      },
    });
    loop.post('normal', mail(NOTHING));
    loop.post('low', mail(NOTHING));
    expect(soons).toBe(1);
    const inner = mail(NOTHING);
    loop.post('normal', {
      ...mail(NOTHING),
      make: () => {
        loop.post('high', inner);
        return NOTHING;
      },
    });
    clock.runSoon();
    expect([soons, loop.isIdle]).toEqual([1, true]);
    loop.post('normal', mail(NOTHING));
    expect(soons).toBe(2);
  });
});

describe('after the end of the run', () => {
  test('mail is refused as lost, and what waited is not decided any more', () => {
    const { clock, loop, mail, said, results } = aLoop();
    loop.post('normal', mail());
    loop.close();
    loop.post('normal', mail());
    clock.runSoon();
    expect(results).toEqual([{ kind: 'lost', code: 'journal_unavailable', detail: 'The run has ended' }]);
    expect(said).toEqual(['answer']);
  });
});

describe('a journal that cannot write', () => {
  test('is told once, what takes risk away goes on, and the sender hears that it is not durable', () => {
    let isFull = true;
    const { loop, mail, said, faults, results, meters } = aLoop({
      commit: () => {
        if (isFull) throw new JournalFault('disk full');
      },
      mend: () => !isFull,
    });
    loop.urgent(mail(MENDED));
    loop.urgent(mail(MENDED));
    const lost = {
      kind: 'lost',
      code: 'journal_unavailable',
      detail: 'The journal cannot be written: disk full. What takes risk away is carried out all the same',
    };
    expect([faults, results]).toEqual([[['journal', 'disk full']], [lost, lost]]);
    expect(said.filter((each) => each.startsWith('perform'))).toEqual(['perform refresh', 'perform refresh']);
    expect([loop.fault, loop.isOver, meters.agent('journal').errorRate()]).toEqual([
      'The journal cannot be written: disk full',
      false,
      1,
    ]);
    expect([loop.mend(), loop.fault === null]).toEqual([false, false]);
    isFull = false;
    expect([loop.mend(), loop.fault, loop.urgent(mail()).kind, loop.mend()]).toEqual([true, null, 'done', true]);
  });

  test('and can keep no more: the run is over, and is not mended however healthy the disk looks', () => {
    let appends = 0;
    const { loop, mail, faults } = aLoop({
      append: () => {
        appends += 1;
        fails('too much to keep')();
      },
      mend: () => true,
    });
    loop.urgent(mail());
    loop.urgent(mail());
    expect([faults, loop.isOver, loop.mend(), appends]).toEqual([[['journal', 'too much to keep']], true, false, 1]);
  });

  test('and is asked again while it fails: when it refuses even to keep, the run is over', () => {
    let isKeeping = true;
    const { loop, mail } = aLoop({
      append: () => {
        if (!isKeeping) throw new JournalFault('too much to keep');
      },
      commit: fails('disk full'),
      mend: () => false,
    });
    loop.urgent(mail());
    expect([loop.mend(), loop.isOver]).toEqual([false, false]);
    isKeeping = false;
    expect([loop.mend(), loop.isOver]).toEqual([false, true]);
  });
});

describe('a bug', () => {
  test.each([
    ['an error', new TypeError('no such field'), 'no such field'],
    ['something else', 'gone', 'gone'],
  ])('%s ends the run, is told as a bug, and the mail is lost', (_what, thrown, text) => {
    const { loop, mail, faults, results } = aLoop();
    const broken = loop.urgent({
      ...mail(),
      make: () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- a library may throw anything
        throw thrown;
      },
    });
    expect(broken).toEqual({ kind: 'lost', code: 'journal_unavailable', detail: 'The turn did not run' });
    expect([faults, results]).toEqual([[['bug', text]], []]);
    expect([loop.fault, loop.isOver, loop.mend()]).toEqual([`A bug stopped the engine: ${text}`, true, false]);
  });

  test('in the journal itself is no failing disk', () => {
    const { loop, mail, faults } = aLoop({
      commit: () => {
        throw new RangeError('a bug in the journal');
      },
    });
    loop.urgent(mail());
    expect([faults, loop.isOver]).toEqual([[['bug', 'a bug in the journal']], true]);
  });

  test('keeps the reason for which nothing could be journaled before it', () => {
    const { loop, mail, faults } = aLoop({ commit: fails('disk full') });
    loop.urgent(mail());
    loop.urgent({
      ...mail(),
      make: () => {
        throw new Error('later');
      },
    });
    expect([loop.fault, faults.map(([kind]) => kind)]).toEqual(['The journal cannot be written: disk full', ['journal', 'bug']]);
  });
});
