import { describe, expect, test } from 'vitest';
import { serverWord } from '#main/runtime/server-word.ts';
import type { ServerReading } from '#ports';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-25T12:00:00Z');
const ZONE = { server: 'Broker-1', offsetMs: 2 * HOUR, at: NOW - DAY };
const HERE = { wallMs: NOW, monoMs: 100_000, nowMs: NOW };

const reading = (changes: Partial<ServerReading> = {}): ServerReading => ({
  server: 'Broker-1',
  serverMs: NOW + 2 * HOUR - 500,
  pcMs: NOW - 500,
  monoMs: 99_500,
  quoteMs: NOW + 2 * HOUR - 500,
  isLive: true,
  ...changes,
});
/** How far the PC's clock is ahead of what the word says. */
const ahead = (word: ReturnType<typeof serverWord>, wallMs = HERE.wallMs): number | null =>
  word === null ? null : wallMs - (word.utcMs + HERE.monoMs - word.monoMs);

describe('what a trade server says of the time', () => {
  test.each([
    ['an hour forward', HOUR],
    ['an hour back', -HOUR],
    ['thirty days forward', 30 * DAY],
    ['seven minutes forward', 420_000],
  ])('a known one tells that the PC is %s', (_what, off) => {
    const here = { ...HERE, wallMs: NOW + off };
    const word = serverWord(reading({ pcMs: NOW + off - 500 }), ZONE, here);
    expect([ahead(word, here.wallMs), word?.isIndependent]).toEqual([off, true]);
  });

  test('one that is not known cannot tell whole quarters of an hour, and tells the rest', () => {
    const here = { ...HERE, wallMs: NOW + HOUR + 100_000 };
    const word = serverWord(reading({ pcMs: here.wallMs - 500 }), null, here);
    expect([ahead(word, here.wallMs), word?.isIndependent]).toEqual([100_000, false]);
  });

  test('a terminal that sees another time on this PC than we do is a difference by itself', () => {
    const here = { ...HERE, wallMs: NOW + HOUR };
    expect(ahead(serverWord(reading(), null, here), here.wallMs)).toBe(HOUR);
  });

  test('where its summer time may have changed since, an hour is no proof either way', () => {
    const zone = { ...ZONE, offsetMs: 3 * HOUR, at: Date.parse('2026-10-20T12:00:00Z') };
    const word = serverWord(reading(), zone, HERE);
    expect([ahead(word), word?.offsetMs, word?.isIndependent]).toEqual([0, 2 * HOUR, false]);
  });

  test('and the time that is known decides, not what the PC’s clock was set to', () => {
    const zone = { ...ZONE, offsetMs: 3 * HOUR, at: Date.parse('2026-10-20T12:00:00Z') };
    const here = { ...HERE, wallMs: NOW - HOUR };
    const word = serverWord(reading({ pcMs: NOW - HOUR - 500 }), zone, here);
    expect([ahead(word, here.wallMs), word?.offsetMs]).toEqual([-HOUR, 2 * HOUR]);
  });

  describe('in the week after New York’s summer time ended', () => {
    const now = Date.parse('2026-11-05T12:00:00Z');
    const zone = { ...ZONE, offsetMs: 2 * HOUR, at: now - DAY };
    const wordFor = (off: number, learned: typeof zone) => {
      const there = { serverMs: now + 2 * HOUR - 500, quoteMs: now + 2 * HOUR - 500, pcMs: now + off - 500 };
      return serverWord(reading(there), learned, { ...HERE, wallMs: now + off, nowMs: now + off });
    };

    test.each([HOUR, -HOUR])('a PC that is an hour off (%d ms) is wrong against an offset that was learned since', (off) => {
      const word = wordFor(off, zone);
      expect([ahead(word, now), word?.isIndependent]).toEqual([0, true]);
    });

    test.each([DAY, -DAY])('a PC that is a day off (%d ms) says nothing about the hour: New York’s is taken', (off) => {
      const word = wordFor(off, { ...ZONE, offsetMs: 3 * HOUR, at: Date.parse('2026-10-20T12:00:00Z') });
      expect([ahead(word, now), word?.isIndependent]).toEqual([0, true]);
    });
  });

  test('live prices prove both hours wrong for a time that is known to be neither: the machine slept nine hours and did not count them', () => {
    const zone = { ...ZONE, offsetMs: 3 * HOUR, at: Date.parse('2026-10-20T12:00:00Z') };
    const word = serverWord(reading(), zone, { ...HERE, nowMs: NOW - 9 * HOUR });
    expect(word?.isIndependent).toBe(true);
    expect(serverWord(reading(), zone, { ...HERE, nowMs: NOW - HOUR })?.isIndependent).toBe(false);
  });

  test.each<readonly [string, Partial<ServerReading>]>([
    ['it was heard too long ago', { monoMs: 80_000 }],
    [
      'its newest price is weeks older than the time it tells: it keeps its time by the PC',
      { quoteMs: NOW - 20 * DAY, isLive: false },
    ],
  ])('nothing, when %s', (_what, changes) => {
    expect(serverWord(reading(changes), ZONE, HERE)).toBeNull();
  });

  test('nothing, when no server can be so far from UTC', () => {
    expect(serverWord(reading({ serverMs: NOW - 20 * HOUR, quoteMs: null, isLive: false }), null, HERE)).toBeNull();
  });
});
