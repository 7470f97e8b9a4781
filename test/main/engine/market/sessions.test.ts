import { describe, expect, it } from 'vitest';
import { isWeekend, nextSessionStart, sessionsAt, type MarketSession } from '#engine/market/sessions.ts';

const MINUTE = 60_000;
const utc = (text: string): number => Date.parse(`${text}Z`);

describe('the sessions', () => {
  it.each<[string, MarketSession[]]>([
    // Winter: London 08-17 UTC, New York 13-22 UTC, Tokyo 00-09 UTC, Sydney 21-06 UTC.
    ['2026-01-14T07:59', ['tokyo']],
    ['2026-01-14T08:00', ['tokyo', 'london']],
    ['2026-01-14T09:00', ['london']],
    ['2026-01-14T13:00', ['london', 'new_york']],
    ['2026-01-14T16:59', ['london', 'new_york']],
    ['2026-01-14T17:00', ['new_york']],
    ['2026-01-14T21:00', ['sydney', 'new_york']],
    ['2026-01-14T22:00', ['sydney']],
    ['2026-01-15T03:00', ['sydney', 'tokyo']],
    // Summer: London 07-16 UTC, New York 12-21 UTC, Sydney 22-07 UTC.
    ['2026-07-15T07:00', ['tokyo', 'london']],
    ['2026-07-15T12:00', ['london', 'new_york']],
    ['2026-07-15T16:00', ['new_york']],
    ['2026-07-15T21:00', []],
    ['2026-07-15T22:00', ['sydney']],
    // 8 to 28 March 2026: New York has changed its clocks, London has not.
    ['2026-03-11T07:30', ['tokyo']],
    ['2026-03-11T12:00', ['london', 'new_york']],
    ['2026-03-11T16:30', ['london', 'new_york']],
    ['2026-03-11T21:00', ['sydney']],
    // 30 March: both have.
    ['2026-03-30T07:30', ['tokyo', 'london']],
    ['2026-03-30T16:30', ['new_york']],
    // 26 to 31 October 2026: London is back on winter time, New York is not.
    ['2026-10-28T07:30', ['tokyo']],
    ['2026-10-28T12:00', ['london', 'new_york']],
    ['2026-10-28T16:30', ['london', 'new_york']],
    // 2 November: both are.
    ['2026-11-02T12:30', ['london']],
    ['2026-11-02T13:00', ['london', 'new_york']],
    // Sydney ends its summer time on 5 April 2026.
    ['2026-04-02T21:30', ['sydney']],
    ['2026-04-06T21:30', []],
  ])('at %s UTC are %j', (at, expected) => expect(sessionsAt(utc(at))).toEqual(expected));

  it.each<[string, boolean, MarketSession[]]>([
    ['2026-01-16T21:59', false, ['new_york']],
    ['2026-01-16T22:00', true, []],
    ['2026-01-17T12:00', true, []],
    ['2026-01-18T21:59', true, []],
    ['2026-01-18T22:00', false, ['sydney']],
    ['2026-07-17T20:59', false, ['new_york']],
    ['2026-07-17T21:00', true, []],
    ['2026-07-19T21:00', false, []],
    ['2026-07-19T22:00', false, ['sydney']],
    ['2026-03-08T20:59', true, []],
    ['2026-03-08T21:00', false, ['sydney']],
    ['2026-11-01T21:59', true, []],
    ['2026-11-01T22:00', false, ['sydney']],
  ])('are closed over the weekend: %s UTC is %s', (at, weekend, open) =>
    expect([isWeekend(utc(at)), sessionsAt(utc(at))]).toEqual([weekend, open]),
  );

  it.each<[string, 'any' | MarketSession, MarketSession, string]>([
    ['2026-01-14T07:00', 'any', 'london', '2026-01-14T08:00'],
    ['2026-01-14T08:00', 'any', 'new_york', '2026-01-14T13:00'],
    ['2026-01-14T08:00', 'london', 'london', '2026-01-15T08:00'],
    ['2026-01-16T20:00', 'any', 'sydney', '2026-01-18T22:00'],
    ['2026-07-17T20:00', 'any', 'sydney', '2026-07-19T22:00'],
    ['2026-03-27T18:00', 'london', 'london', '2026-03-30T07:00'],
    ['2026-03-06T23:00', 'new_york', 'new_york', '2026-03-09T12:00'],
    ['2026-03-07T12:00', 'any', 'sydney', '2026-03-08T21:00'],
  ])('after %s UTC, %s: next is %s', (now, which, session, at) =>
    expect(nextSessionStart(utc(now), which)).toEqual({ session, at: utc(at) }),
  );

  it('start where they should start, minute by minute through the weeks of every clock change', () => {
    const wrong: string[] = [];
    for (const from of [
      '2026-03-04T00:00',
      '2026-03-26T00:00',
      '2026-04-02T00:00',
      '2026-10-01T00:00',
      '2026-10-23T00:00',
      '2026-10-30T00:00',
    ]) {
      let before = sessionsAt(utc(from));
      let next = nextSessionStart(utc(from));
      for (let at = utc(from) + MINUTE; at < utc(from) + 8 * 24 * 60 * MINUTE; at += MINUTE) {
        const open = sessionsAt(at);
        const opened = open.filter((session) => !before.includes(session));
        if (opened.length > 0 !== (at === next.at) || (opened.length > 0 && opened[0] !== next.session))
          wrong.push(new Date(at).toISOString());
        if (at === next.at) next = nextSessionStart(at);
        before = open;
      }
    }
    expect(wrong).toEqual([]);
  });
});
