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
    if (!pressure.admits(now)) {
      turnedAway += 1;
      return false;
    }
    pressure.began();
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
      pressure.ended(began, now);
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

describe('after a second of late answers', () => {
  it.each([
    [106, false],
    [107, true],
  ])('%i answers a second leave room for the seventeenth: %s', (answered, taken) => {
    const pressure = new IntakePressure();
    for (let at = 0; at < answered + 16; at += 1) pressure.began();
    pressure.ended(-1_000, 0);
    for (let at = 2; at < answered; at += 1) pressure.ended(-1_000, 999);
    pressure.ended(-1_000, 1_000);
    expect(pressure.admits(1_000)).toBe(taken);
  });
});
