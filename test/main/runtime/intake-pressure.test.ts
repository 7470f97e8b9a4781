import { describe, expect, it } from 'vitest';
import { IntakePressure } from '#main/runtime/intake-pressure.ts';

/** A cockpit that decides so many entries a second, one after the other, asked by senders that each wait for their answer. */
function queue(perSecond: number) {
  const pressure = new IntakePressure();
  const waiting: number[] = [];
  const waits: number[] = [];
  let now = 0;
  let done = 0;
  let turnedAway = 0;
  const ask = (): boolean => {
    if (pressure.admits('one', now) !== 'taken') {
      turnedAway += 1;
      return false;
    }
    pressure.began('one');
    waiting.push(now);
    return true;
  };
  /** A millisecond passes: so many come in, and what can be done is done. */
  const tick = (incoming: number): void => {
    for (let at = 0; at < incoming; at += 1) ask();
    now += 1;
    for (done += perSecond / 1_000; done >= 1; done -= 1) {
      const began = waiting.shift();
      if (began === undefined) continue;
      pressure.ended('one', began, now);
      waits.push(now - began);
    }
  };
  return {
    ask,
    tick,
    waits,
    get turnedAway() {
      return turnedAway;
    },
    get depth() {
      return waiting.length;
    },
  };
}

describe('entries', () => {
  it('that can be done are all taken', () => {
    const own = queue(300);
    for (let ms = 0; ms < 10_000; ms += 1) own.tick(ms % 4 === 0 ? 1 : 0);
    expect(own.turnedAway).toBe(0);
  });

  it('that come in a burst are taken, though they wait', () => {
    const own = queue(300);
    for (let at = 0; at < 200; at += 1) own.ask();
    for (let ms = 0; ms < 2_000; ms += 1) own.tick(0);
    expect([own.turnedAway, own.depth, Math.max(...own.waits) > 600]).toEqual([0, 0, true]);
  });

  it('that come behind a burst are taken too: it is over within a second', () => {
    const own = queue(300);
    for (let at = 0; at < 200; at += 1) own.ask();
    for (let ms = 0; ms < 400; ms += 1) own.tick(0);
    for (let at = 0; at < 60; at += 1) own.ask();
    expect([own.turnedAway, own.depth > 130]).toEqual([0, true]);
  });

  it('that come faster than they can be done wait a fraction of a second after the first second, and the cockpit stays busy', () => {
    const own = queue(300);
    for (let ms = 0; ms < 20_000; ms += 1) own.tick(ms % 2);
    const settled = own.waits.slice(900);
    expect(Math.max(...settled)).toBeLessThan(400);
    expect(own.waits.length).toBeGreaterThan(5_500);
    expect(own.turnedAway).toBeGreaterThan(3_000);
  });

  it('are all taken again once the flood has passed', () => {
    const own = queue(300);
    for (let ms = 0; ms < 5_000; ms += 1) own.tick(1);
    for (let ms = 0; ms < 3_000; ms += 1) own.tick(0);
    const before = own.turnedAway;
    for (let at = 0; at < 100; at += 1) own.ask();
    expect([before > 1_000, own.turnedAway - before]).toEqual([true, 0]);
  });

  it('never wait in numbers without end, not even before anything was seen to be late', () => {
    const own = queue(300);
    for (let at = 0; at < 1_000; at += 1) own.ask();
    expect([own.depth, own.turnedAway]).toEqual([256, 744]);
  });

  it('few at a time are taken however slow the cockpit is', () => {
    const own = queue(5);
    for (let ms = 0; ms < 30_000; ms += 1)
      if (own.depth < 16) own.tick(1);
      else own.tick(0);
    expect(own.turnedAway).toBe(0);
  });
});

function taking(pressure: IntakePressure, source: string, now: number): string {
  const admission = pressure.admits(source, now);
  if (admission === 'taken') pressure.began(source);
  return admission;
}

/** So many senders that each ask again as soon as they have their answer; one commit answers all that wait, each costing so long. */
function senders(count: number, msEach: number, forMs: number, pauseMs = 1, pressure = new IntakePressure()) {
  const told = { answered: 0, turnedAway: 0, firstTurnedAway: Infinity, waits: [] as number[] };
  for (let now = 0; now < forMs; now += pauseMs) {
    let taken = 0;
    for (let at = 0; at < count; at += 1) {
      if (taking(pressure, 'one', now) === 'taken') {
        taken += 1;
      } else {
        told.turnedAway += 1;
        told.firstTurnedAway = Math.min(told.firstTurnedAway, now);
      }
    }
    const began = now;
    now += taken * msEach;
    for (let at = 0; at < taken; at += 1) pressure.ended('one', began, now);
    told.answered += taken;
    told.waits.push(now - began);
  }
  return { pressure, ...told };
}

describe('senders that each wait for their answer, and are all answered by one commit', () => {
  it('are turned away too when they wait too long all the time, though nothing waits after each commit', () => {
    const { turnedAway, firstTurnedAway, waits, answered } = senders(40, 10, 20_000);
    expect([turnedAway > 0, firstTurnedAway > 1_000, firstTurnedAway < 2_000]).toEqual([true, true, true]);
    // At a hundred a second: sixteen of them wait 160 ms, where forty waited 400.
    expect(Math.max(...waits.slice(5))).toBeLessThan(200);
    expect(answered).toBeGreaterThan(1_800);
  });

  it('are all taken where they are answered in time', () => {
    expect(senders(40, 3, 20_000).turnedAway).toBe(0);
  });

  it('are all taken where they are few, however long they wait', () => {
    expect(senders(16, 100, 20_000).turnedAway).toBe(0);
  });

  it('are all taken where they come late, but have a rest between', () => {
    expect(senders(200, 2, 20_000, 150).turnedAway).toBe(0);
  });

  it.each([1, 16])('are few and slow: a burst that comes beside %i of them is taken, also where they were many once', (count) => {
    const { pressure } = senders(count, 200, 5_000, 1, senders(40, 3, 10).pressure);
    expect(Array.from({ length: 100 }, () => taking(pressure, 'one', 5_010))).not.toContain('overloaded');
  });

  it('leave nothing behind: a burst after a rest is taken', () => {
    const { pressure } = senders(40, 10, 900);
    expect(Array.from({ length: 100 }, () => taking(pressure, 'one', 5_000))).not.toContain('overloaded');
  });
});

describe('after a second of late answers', () => {
  it.each([
    [106, false],
    [107, true],
  ])('%i answers a second leave room for the seventeenth: %s', (answered, taken) => {
    const pressure = new IntakePressure();
    for (let at = 0; at < answered + 16; at += 1) pressure.began('one');
    pressure.ended('one', -1_000, 0);
    for (let at = 2; at < answered; at += 1) pressure.ended('one', -1_000, 999);
    pressure.ended('one', -1_000, 1_000);
    expect(pressure.admits('one', 1_000) === 'taken').toBe(taken);
  });
});

/** A cockpit that decides so many entries a second in their order, asked by several sources: so many of each in a millisecond. */
function shared(perSecond: number, forMs: number, incoming: Readonly<Record<string, (ms: number) => number>>) {
  const pressure = new IntakePressure();
  const waiting: { readonly source: string; readonly at: number }[] = [];
  const told: Record<string, { taken: number; turnedAway: Record<string, number>; waits: number[] }> = {};
  let done = 0;
  for (let now = 0; now < forMs; now += 1) {
    for (const [source, comes] of Object.entries(incoming)) {
      const own = (told[source] ??= { taken: 0, turnedAway: {}, waits: [] });
      for (let at = 0; at < comes(now); at += 1) {
        const admission = pressure.admits(source, now);
        if (admission !== 'taken') {
          own.turnedAway[admission] = (own.turnedAway[admission] ?? 0) + 1;
          continue;
        }
        own.taken += 1;
        pressure.began(source);
        waiting.push({ source, at: now });
      }
    }
    for (done += perSecond / 1_000; done >= 1; done -= 1) {
      const next = waiting.shift();
      if (next === undefined) continue;
      pressure.ended(next.source, next.at, now);
      if (now > 3_000) told[next.source]?.waits.push(now - next.at);
    }
  }
  return { told, pressure, depth: () => waiting.length };
}

describe('a source', () => {
  it('that floods the door keeps out no entry of another, and has the rest of the time for itself', () => {
    const { told } = shared(300, 20_000, { loud: () => 1, quiet: (ms) => Number(ms % 100 === 0) });
    const { loud, quiet } = told;
    expect([quiet?.taken, quiet?.turnedAway, Math.max(...(quiet?.waits ?? [])) < 400]).toEqual([200, {}, true]);
    expect([(loud?.taken ?? 0) > 5_000, (loud?.turnedAway['share used'] ?? 0) > 0]).toEqual([true, true]);
  });

  it('has its share also before anything was seen to be late: a burst of one leaves places to others', () => {
    const { told } = shared(300, 1, { loud: () => 1_000, quiet: () => 16 });
    expect([told['loud']?.taken, told['quiet']]).toEqual([256, expect.objectContaining({ taken: 16, turnedAway: {} })]);
  });

  it('among many that flood has as much as each of them', () => {
    const { told, depth } = shared(300, 20_000, { a: () => 1, b: () => 1, c: () => 2 });
    const taken = ['a', 'b', 'c'].map((source) => told[source]?.taken ?? 0);
    expect(Math.min(...taken) / Math.max(...taken)).toBeGreaterThan(0.5);
    expect([taken.reduce((sum, one) => sum + one, 0) > 5_500, depth() < 200]).toEqual([true, true]);
  });

  it('that is alone is told that all is too much, and is counted', () => {
    const { told, pressure } = shared(300, 5_000, { only: () => 1 });
    const turnedAway = told['only']?.turnedAway ?? {};
    expect(Object.keys(turnedAway)).toEqual(['overloaded']);
    expect(pressure.sources.get('only')?.turnedAway).toBe(turnedAway['overloaded']);
  });

  it('of which nothing waits any more takes part in no share', () => {
    const { pressure } = shared(300, 5_000, { loud: (ms) => Number(ms < 1_000), other: (ms) => Number(ms < 10) });
    expect([...pressure.sources.values()].map(({ waiting }) => waiting)).toEqual([0, 0]);
    for (let at = 0; at < 256; at += 1) {
      expect(pressure.admits('loud', 9_000)).toBe('taken');
      pressure.began('loud');
    }
    expect([pressure.admits('loud', 9_000), pressure.admits('other', 9_000)]).toEqual(['overloaded', 'taken']);
  });
});
