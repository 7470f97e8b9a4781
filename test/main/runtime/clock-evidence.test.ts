import { describe, expect, test } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { ClockWatch } from '#main/runtime/clock-watch.ts';
import { createEngine } from '#engine';
import { CLOCK_SOUND, type ClockStanding } from '#shared/domain';
import type { ClockWord, ServerReading } from '#ports';

const NOON = Date.parse('2026-03-04T12:00:00Z');
const HOUR = 3_600_000;
const OFFSET = 2 * HOUR;
const SET_BACK: ClockStanding = { source: 'monotonic', offsetMs: -HOUR, stepMs: -HOUR, trusted: false, doubt: 'stepped' };

/** A watch over a keeper that stands as a test says, beside a trade server two hours ahead of UTC. */
function watched({ apartMs = 0, hasKeeper = true } = {}) {
  const base = virtualClock(NOON);
  const said: unknown[][] = [];
  const heard: (ClockWord | null)[] = [];
  const begun: (number | null)[] = [];
  const posted: { actor: string; correlationId: string; payload: object }[] = [];
  const world = {
    standing: CLOCK_SOUND,
    changes: [] as ClockStanding[],
    passedMs: 0,
    link: 'up',
    confirmed: 0,
    isSilent: false,
    beats: 0,
    looks: 0,
    caughtUp: 0,
  };
  const keeper = {
    standing: () => world.standing,
    begin: (known: number | null) => void begun.push(known),
    heard: (word: ClockWord | null) => void heard.push(word),
    confirm: () => void (world.confirmed += 1),
    changes: () => world.changes.splice(0),
    passedMs: () => world.passedMs,
  };
  const { keeper: _own, ...plain } = base;
  const clock = hasKeeper ? { ...plain, keeper } : plain;
  const serverClock = (): ServerReading | null =>
    world.isSilent
      ? null
      : {
          server: 'Demo',
          serverMs: clock.nowMs() + OFFSET + apartMs,
          pcMs: clock.wallMs(),
          monoMs: clock.monoMs(),
          quoteMs: null,
          isLive: false,
        };
  const engine = createEngine();
  const loop = {
    engine,
    post: (_lane: string, mail: { actor: string; correlationId: string; make(): { payload: object } }) =>
      void posted.push({ actor: mail.actor, correlationId: mail.correlationId, payload: mail.make().payload }),
  };
  const watch = new ClockWatch({
    loop: loop as never,
    options: {
      clock,
      run: 'run-3',
      pulseMs: 1_000,
      terminal: { link: () => ({ state: world.link, ageMs: 0 }), serverClock },
      log: { write: (...line: unknown[]) => void said.push(line) },
    } as never,
    beat: () => void (world.beats += 1),
    look: () => void (world.looks += 1),
    catchUp: () => void (world.caughtUp += 1),
  });
  return { watch, world, posted, said, heard, begun, clock: base, cockpit: engine.cockpit };
}
const learned = { clock: CLOCK_SOUND, zone: { server: 'Demo', offsetMs: OFFSET } };

describe('a life begins', () => {
  test.each([
    ['with the newest moment that was trusted', 5_000, 9_000, 5_000],
    ['with the newest record, where none was', 0, 9_000, 9_000],
    ['with nothing, where there is no past', 0, 0, null],
  ])('%s', (_what, trustedAt, lastAt, known) => {
    const { watch, cockpit, begun, heard } = watched();
    Object.assign(cockpit, { trustedAt, lastAt });
    watch.begin();
    // The trade server is heard with it: a start beside a server that disagrees is no trusted one.
    expect([begun, heard.length]).toEqual([[known], 1]);
  });

  test('in silence while nothing is in doubt; with the doubt in the log and for the start’s record otherwise', () => {
    const { watch, world, said } = watched();
    expect([watch.begin(), said]).toEqual([null, []]);
    world.standing = SET_BACK;
    expect([watch.begin(), said]).toEqual([
      SET_BACK,
      [['warn', expect.stringMatching(/set 1 h 0 m back.*: entries wait$/) as string, { clock: SET_BACK }]],
    ]);
  });

  test('and goes on under a clock that nobody can set wrong, with nothing to look at', () => {
    const { watch, posted, said } = watched({ hasKeeper: false });
    watch.confirmed();
    expect([watch.begin(), watch.pulse(), posted, said]).toEqual([null, false, [], []]);
  });
});

describe('the trade server’s zone', () => {
  test('is put on record with the clocks as they stand, by the clock, in the run’s story', () => {
    const { watch, posted, heard } = watched();
    expect(watch.pulse()).toBe(false);
    expect(posted).toEqual([{ actor: 'clock', correlationId: 'run-3', payload: learned }]);
    expect(heard).toMatchObject([{ utcMs: NOON, isIndependent: false }]);
  });

  test.each<readonly [string, number, boolean]>([
    ['five seconds ahead', 5_000, true],
    ['five seconds behind', -5_000, true],
    ['more than that ahead', 5_001, false],
    ['more than that behind', -5_001, false],
  ])('is learned from a server whose clock is %s: %s ms, %s', (_what, apartMs, isLearned) => {
    const { watch, posted } = watched({ apartMs });
    watch.pulse();
    expect(posted.length).toBe(isLearned ? 1 : 0);
  });

  test.each<readonly [string, object, boolean]>([
    ['the same, known for less than six hours', { at: NOON - 6 * HOUR + 1 }, false],
    ['the same, for six hours', { at: NOON - 6 * HOUR }, true],
    ['the same, from a time ahead of this one', { at: NOON + 6 * HOUR }, true],
    ['of another server', { server: 'Other' }, true],
  ])('%s, is told again: %j, %s', (_what, changes, isTold) => {
    const { watch, posted, cockpit } = watched();
    Object.assign(cockpit.clock, { zone: { server: 'Demo', offsetMs: OFFSET, at: NOON, ...changes } });
    watch.pulse();
    expect(posted.map(({ payload }) => payload)).toEqual(isTold ? [learned] : []);
  });

  test('that moved with summer time is told at once, though the server is known', () => {
    const { watch, posted, cockpit, clock } = watched();
    // Learned an hour before London's summer time began, heard again half an hour after it.
    clock.advanceTo(Date.parse('2026-03-29T01:30:00Z'));
    Object.assign(cockpit.clock, { zone: { server: 'Demo', offsetMs: OFFSET - HOUR, at: Date.parse('2026-03-29T00:00:00Z') } });
    watch.pulse();
    expect(posted.map(({ payload }) => payload)).toEqual([learned]);
  });

  test('is not learned while time is in doubt, while the link is down, or from a server that says nothing', () => {
    const { watch, world, posted, heard } = watched();
    world.standing = SET_BACK;
    watch.pulse();
    world.standing = CLOCK_SOUND;
    world.link = 'down';
    watch.pulse();
    world.link = 'up';
    world.isSilent = true;
    watch.pulse();
    expect([posted, heard.map((word) => word === null)]).toEqual([[], [false, true, true]]);
  });
});

describe('a change of the clocks', () => {
  const quiet = () => {
    const made = watched();
    made.world.isSilent = true;
    return made;
  };

  test('is recorded and told one by one, also a step that is over again', () => {
    const { watch, world, posted, said } = quiet();
    world.changes = [SET_BACK, CLOCK_SOUND];
    expect(watch.pulse()).toBe(true);
    expect(posted.map(({ payload }) => payload)).toEqual([{ clock: SET_BACK }, { clock: CLOCK_SOUND }]);
    expect(said.map(([level, text]) => [level, text])).toEqual([
      ['warn', expect.stringContaining('entries wait')],
      ['warn', 'The clocks agree: entries are taken again'],
    ]);
    expect([world.beats, world.caughtUp]).toEqual([1, 1]);
  });

  test('to a doubt is no catching up: account and alarms are looked at now', () => {
    const { watch, world } = quiet();
    world.changes = [CLOCK_SOUND, SET_BACK];
    expect([watch.pulse(), world.beats, world.caughtUp]).toEqual([false, 1, 1]);
  });

  test('follows the trader’s word at once', () => {
    const { watch, world, posted } = quiet();
    world.changes = [CLOCK_SOUND];
    watch.confirmed();
    expect([world.confirmed, posted.map(({ payload }) => payload), world.caughtUp]).toEqual([1, [{ clock: CLOCK_SOUND }], 1]);
  });
});

describe('a pause of the machine', () => {
  const pulsedAfter = (passedMs: number) => {
    const made = watched();
    made.world.isSilent = true;
    const first = made.watch.pulse();
    made.world.passedMs = passedMs;
    return { ...made, first, second: made.watch.pulse() };
  };

  test('is one that is half a minute longer than a pulse', () => {
    const { first, second, posted, said, world } = pulsedAfter(31_000);
    expect([first, second, posted, said, world.looks, world.caughtUp]).toEqual([false, false, [], [], 0, 0]);
  });

  test('is on record and in the log in whole milliseconds, and everything is read before it goes on', () => {
    const { first, second, posted, said, world } = pulsedAfter(31_000.6);
    expect([first, second, world.looks, world.caughtUp]).toEqual([false, true, 1, 1]);
    expect(posted.map(({ payload }) => payload)).toEqual([{ clock: CLOCK_SOUND, pausedMs: 31_001 }]);
    expect(said).toEqual([['warn', 'The PC slept or stood still', { pausedMs: 31_001 }]]);
  });

  test('is none before the first pulse, however long the machine had been on', () => {
    const made = watched();
    made.world.isSilent = true;
    made.world.passedMs = 40 * 24 * HOUR;
    expect([made.watch.pulse(), made.posted]).toEqual([false, []]);
    made.world.passedMs += 1_000;
    expect([made.watch.pulse(), made.posted]).toEqual([false, []]);
  });
});
