import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONG_ABSENCE_MS, STEP_MS, EvidentTime, type Counters } from '#main/adapters/system/index.ts';
import type { ClockWord } from '#ports';

const BEGIN = Date.parse('2026-11-25T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A PC: its wall clock can be set, it can sleep, with its counters or without them. */
class Pc implements Counters {
  wallMs = BEGIN;
  monoMs = 0;
  upMs = 50_000;
  wall = (): number => this.wallMs;
  mono = (): number => this.monoMs;
  up = (): number => this.upMs;

  pass(ms: number): void {
    this.wallMs += ms;
    this.monoMs += ms;
    this.upMs += ms;
  }
}

const begun = (lastTrusted: number | null = null) => {
  const pc = new Pc();
  const keeper = new EvidentTime(pc);
  keeper.begin(lastTrusted);
  const server = (aheadOfTrueMs = 0, isIndependent = true): ClockWord => ({
    utcMs: BEGIN + pc.monoMs + aheadOfTrueMs,
    monoMs: pc.monoMs,
    isIndependent,
  });
  return { pc, keeper, server };
};

test('tells by how much time itself was put right, and nothing for a step that it did not follow', () => {
  const { pc, keeper, server } = begun();
  const told = (): (number | undefined)[] => keeper.changes().map(({ movedMs }) => movedMs);
  pc.pass(10_000);
  pc.wallMs -= HOUR;
  pc.pass(60_000);
  expect(told()).toEqual([undefined]);
  keeper.confirm();
  expect(told()).toEqual([-HOUR]);
  pc.pass(600_000);
  for (let word = 0; word < 3; word += 1) {
    pc.pass(1_000);
    keeper.heard(server());
  }
  expect(told()).toEqual([HOUR]);
  pc.wallMs += HOUR;
  pc.pass(7 * HOUR);
  keeper.heard(server());
  expect(told()).toEqual([undefined]);
});

describe('a step of the wall clock', () => {
  test.each([HOUR, DAY, -HOUR, -DAY, STEP_MS + 1_000, -STEP_MS - 1_000])(
    'of %d ms is not followed, and is over as soon as the clock is back',
    (step) => {
      const { pc, keeper } = begun();
      pc.pass(10_000);
      pc.wallMs += step;
      pc.pass(4_000);
      const during = [keeper.now() - BEGIN, keeper.standing()];
      pc.wallMs -= step;
      pc.pass(1_000);
      expect(during).toEqual([
        14_000,
        { source: 'monotonic', offsetMs: step, stepMs: expect.closeTo(step, -2), trusted: false, doubt: 'stepped' },
      ]);
      expect([keeper.now() - BEGIN, keeper.standing().trusted]).toEqual([15_000, true]);
      expect(keeper.changes().map(({ trusted }) => trusted)).toEqual([false, true]);
    },
  );

  test('of less than two seconds is smoothed, and time never goes back for it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ by: fc.integer({ min: -150, max: 150 }), pass: fc.nat(60_000) }), { maxLength: 12 }),
        (moves) => {
          const { pc, keeper } = begun();
          let last = keeper.now();
          for (const { by, pass } of moves) {
            pc.wallMs += by;
            pc.pass(pass);
            const now = keeper.now();
            if (now < last) return false;
            last = now;
          }
          return keeper.standing().trusted;
        },
      ),
    );
  });

  test('made in many small ones is a step all the same', () => {
    const { pc, keeper } = begun();
    for (let minute = 0; minute < 30; minute += 1) {
      pc.wallMs += 1_500;
      pc.pass(60_000);
      keeper.now();
    }
    expect(keeper.standing()).toMatchObject({ doubt: 'stepped', trusted: false });
    expect(Math.abs(keeper.now() - (BEGIN + 30 * 60_000))).toBeLessThan(4_000);
  });

  test('that no clock can be told of by drift: a day of two clocks that run apart is no step', () => {
    const { pc, keeper } = begun();
    for (let minute = 0; minute < 1_440; minute += 1) {
      pc.pass(60_000);
      pc.wallMs += 12;
      keeper.now();
    }
    expect([keeper.standing().trusted, keeper.now()]).toEqual([true, pc.wallMs]);
  });

  test('is followed once the trader vouches for it', () => {
    const { pc, keeper } = begun();
    pc.wallMs += DAY;
    pc.pass(1_000);
    keeper.now();
    keeper.confirm();
    expect([keeper.now() - BEGIN, keeper.standing().trusted]).toEqual([DAY + 1_000, true]);
  });
});

describe('a sleep', () => {
  test.each([
    ['that the machine counts and its monotonic clock does not', 0, 9 * HOUR],
    ['that both count', 9 * HOUR, 9 * HOUR],
  ])('%s is no step', (_what, mono, up) => {
    const { pc, keeper } = begun();
    pc.wallMs += 9 * HOUR;
    pc.monoMs += mono;
    pc.upMs += up;
    expect([keeper.now() - BEGIN, keeper.standing().trusted, keeper.passedMs()]).toEqual([9 * HOUR, true, 9 * HOUR]);
  });

  test('that nobody counted is a step until an independent clock agrees', () => {
    const { pc, keeper } = begun();
    pc.wallMs += 9 * HOUR;
    const before = keeper.standing().doubt;
    keeper.heard({ utcMs: pc.wallMs, monoMs: pc.monoMs, isIndependent: true });
    expect([before, keeper.standing().doubt, keeper.now() - BEGIN]).toEqual(['stepped', null, 9 * HOUR]);
  });
});

describe('a start', () => {
  test.each([
    ['a weekend after the last record', -3 * DAY, null],
    ['two weeks after it', -LONG_ABSENCE_MS + HOUR, null],
    ['a month after it', -30 * DAY, 'long_absence'],
    ['an hour before it', HOUR, 'before_last_record'],
    ['a moment before it', 1_500, null],
  ])('%s: %s, %s', (_what, lastAhead, doubt) => {
    const { keeper } = begun(BEGIN + lastAhead);
    expect([keeper.standing().doubt, keeper.now()]).toEqual([doubt, BEGIN]);
  });

  test('before the program was made is in doubt, also with no past, until the clock is set; a moment after it is not', () => {
    const pc = new Pc();
    const keeper = new EvidentTime(pc, BEGIN + HOUR);
    keeper.begin(null);
    const early = keeper.standing();
    pc.pass(5_000);
    pc.wallMs = BEGIN + HOUR;
    expect([early.doubt, early.stepMs, early.trusted, keeper.standing().doubt]).toEqual(['before_release', -HOUR, false, null]);
    const late = new EvidentTime(pc, BEGIN + HOUR);
    late.begin(null);
    expect(late.standing().trusted).toBe(true);
  });

  test('in the year 2000 is over as soon as the clock is set', () => {
    const pc = new Pc();
    const keeper = new EvidentTime(pc);
    pc.wallMs = Date.parse('2000-01-01T00:00:00Z');
    keeper.begin(BEGIN - HOUR);
    const before = keeper.standing().doubt;
    pc.pass(5_000);
    pc.wallMs = BEGIN;
    expect([before, keeper.now(), keeper.standing().trusted]).toEqual(['before_last_record', BEGIN, true]);
  });

  test('in doubt is settled by a server that agrees', () => {
    const { keeper, server } = begun(BEGIN - 30 * DAY);
    keeper.heard(server(0, false));
    expect(keeper.standing().trusted).toBe(true);
  });
});

describe("the trade server's clock", () => {
  test('that differs from the first word on is followed: entries wait, and time is right', () => {
    const { keeper, server } = begun();
    keeper.heard(server(-HOUR));
    expect([keeper.now() - BEGIN, keeper.standing()]).toEqual([
      -HOUR,
      { source: 'server', offsetMs: HOUR, stepMs: HOUR, trusted: false, doubt: 'server_differs' },
    ]);
  });

  test('that was heard late once is not believed before it is heard again', () => {
    const { pc, keeper, server } = begun();
    keeper.heard(server());
    pc.pass(1_000);
    keeper.heard(server(-8_000));
    const once = keeper.standing().trusted;
    keeper.heard(server(-8_000));
    expect([once, keeper.standing().trusted]).toEqual([true, false]);
  });

  test('that did not move proves a step wrong, also when the trader is asked later', () => {
    const { pc, keeper, server } = begun();
    keeper.heard(server());
    pc.wallMs += DAY;
    pc.pass(2_000);
    keeper.heard(server(0, false));
    expect([keeper.standing().doubt, keeper.now() - BEGIN]).toEqual(['server_differs', 2_000]);
    pc.wallMs -= DAY;
    keeper.heard(server(0, false));
    expect([keeper.standing().doubt, keeper.now() - BEGIN]).toEqual([null, 2_000]);
  });

  test('that moved with the PC’s clock proves nothing', () => {
    const { pc, keeper, server } = begun();
    keeper.heard(server());
    pc.wallMs += DAY;
    pc.pass(2_000);
    keeper.heard(server(DAY, false));
    expect([keeper.standing().doubt, keeper.now() - BEGIN]).toEqual(['stepped', 2_000]);
  });

  test('is set aside where the trader vouches for the PC', () => {
    const { pc, keeper, server } = begun();
    keeper.heard(server(-HOUR));
    keeper.confirm();
    pc.pass(1_000);
    keeper.heard(server(-HOUR));
    keeper.heard(server(-HOUR));
    expect([keeper.standing().trusted, keeper.now() - BEGIN]).toEqual([true, 1_000]);
  });
});
