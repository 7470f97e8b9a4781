import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServerZone } from '#main/adapters/mt5/server-zone.ts';
import { forwardMs, rulesFor } from '#main/adapters/mt5/summer-time.ts';
import { zonesInFile, zonesInMemory, type ZoneMemory } from '#main/adapters/mt5/zone-memory.ts';
import { temporaryFolder } from '../journal/sample-records.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (iso: string): number => Date.parse(iso);

/** Offsets of servers in hours, each by the zone it keeps. */
const SERVERS: Readonly<Record<string, (utc: number) => number>> = {
  'New York and seven hours': (utc) => 2 * HOUR + forwardMs('new-york', utc),
  'Athens (EET, EEST)': (utc) => 2 * HOUR + forwardMs('europe', utc),
  'Prague (CET, CEST)': (utc) => HOUR + forwardMs('europe', utc),
  London: (utc) => forwardMs('europe', utc),
  UTC: () => 0,
  'Moscow, UTC+3': () => 3 * HOUR,
};
const beat = (serverMs: number, gmtMs: number) => ({ serverMs, gmtMs }) as never;

/** A server that is heard once an hour from one moment to another; the zone that was learned then. */
function heard(of: (utc: number) => number, from: number, to: number, memory: ZoneMemory = zonesInMemory()): ServerZone {
  const zone = new ServerZone(memory);
  zone.begin('S');
  for (let utc = from; utc <= to; utc += HOUR) zone.learn(beat(utc + of(utc), utc), undefined);
  return zone;
}
/** Moments of the month before that come out wrong, an hour around each change left out: there one clock time is two moments. */
function wrong(zone: ServerZone, of: (utc: number) => number, to: number): readonly string[] {
  const out: string[] = [];
  for (let utc = to - 31 * DAY; utc <= to; utc += HOUR) {
    if (of(utc - HOUR) !== of(utc + HOUR)) continue;
    if (zone.utc(utc + of(utc)) !== utc) out.push(new Date(utc).toISOString());
  }
  return out;
}

describe('the clock of a trade server', () => {
  it('summer time: Europe’s is from the last Sunday of March to that of October, New York’s is longer on both sides', () => {
    const forward = (iso: string) => [forwardMs('new-york', at(iso)), forwardMs('europe', at(iso))].map((ms) => ms / HOUR);
    expect(
      ['2026-03-08T06:59Z', '2026-03-08T07:00Z', '2026-03-29T00:59Z', '2026-03-29T01:00Z'].map((iso) => forward(iso)),
    ).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(
      ['2026-10-25T00:59Z', '2026-10-25T01:00Z', '2026-11-01T05:59Z', '2026-11-01T06:00Z'].map((iso) => forward(iso)),
    ).toEqual([
      [1, 1],
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
  });

  it.each(Object.keys(SERVERS))(
    '%s: what was before is where it was, over both changes of the spring and of the autumn',
    (name) => {
      const of = SERVERS[name]!;
      for (const [from, to] of [
        ['2026-02-20T12:00Z', '2026-03-20T12:00Z'],
        ['2026-02-20T12:00Z', '2026-04-15T12:00Z'],
        ['2026-10-01T12:00Z', '2026-10-29T12:00Z'],
        ['2026-10-01T12:00Z', '2026-11-20T12:00Z'],
      ] as const)
        expect([to, wrong(heard(of, at(from), at(to)), of, at(to))]).toEqual([to, []]);
    },
  );

  it.each(Object.keys(SERVERS))(
    '%s: the same where the cockpit was off over the change, with what it knew from before',
    (name) => {
      const of = SERVERS[name]!;
      const file = join(temporaryFolder(), 'server-zones.json');
      const log = { write: () => undefined };
      // Seen in the weeks in which the two differ, and in the summer.
      heard(of, at('2026-03-15T12:00Z'), at('2026-03-16T12:00Z'), zonesInFile(file, log));
      heard(of, at('2026-07-15T12:00Z'), at('2026-07-16T12:00Z'), zonesInFile(file, log));
      const to = at('2026-10-28T12:00Z');
      expect(wrong(heard(of, to, to, zonesInFile(file, log)), of, to)).toEqual([]);
      const later = at('2026-11-10T12:00Z');
      expect(wrong(heard(of, later, later, zonesInFile(file, log)), of, later)).toEqual([]);
    },
  );

  it('of one that nothing is known of yet, two hours ahead in winter is New York’s, else Europe’s; any other keeps its offset', () => {
    const first = (name: string, iso: string) => wrong(heard(SERVERS[name]!, at(iso), at(iso)), SERVERS[name]!, at(iso)).length;
    expect(first('New York and seven hours', '2026-03-20T12:00Z')).toBe(0);
    expect(first('Athens (EET, EEST)', '2026-10-28T12:00Z')).toBe(0);
    expect(first('UTC', '2026-04-10T12:00Z')).toBe(0);
    expect(first('Moscow, UTC+3', '2026-02-10T12:00Z')).toBe(0);
  });

  it('that was set otherwise follows no rule: what was seen before says nothing of it', () => {
    const memory = zonesInMemory();
    heard(() => 5 * HOUR, at('2026-01-10T12:00Z'), at('2026-01-11T12:00Z'), memory);
    const of = SERVERS['Athens (EET, EEST)']!;
    heard(of, at('2026-01-12T12:00Z'), at('2026-01-13T12:00Z'), memory);
    const to = at('2026-04-05T12:00Z');
    expect(wrong(heard(of, at('2026-03-20T12:00Z'), to, memory), of, to)).toEqual([]);
    expect(rulesFor(memory.of('S'))).toEqual(['europe']);
  });

  it('is kept by server, and learned again where its file cannot be read or written', () => {
    const file = join(temporaryFolder(), 'server-zones.json');
    const said: string[] = [];
    const log = { write: (_level: string, text: string) => void said.push(text) };
    zonesInFile(file, log).keep('A', [{ at: 1, offsetMs: HOUR }]);
    expect([zonesInFile(file, log).of('A'), zonesInFile(file, log).of('B'), said]).toEqual([[{ at: 1, offsetMs: HOUR }], [], []]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ A: [{ at: 1, offsetMs: HOUR }] });
    writeFileSync(file, '{"A":');
    expect(zonesInFile(file, log).of('A')).toEqual([]);
    expect(said).toEqual([expect.stringContaining('learned again')]);
    zonesInFile(join(file, 'no', 'folder.json'), log).keep('A', []);
    // A file within a file is nothing there for Windows, and a fault for Linux, until it is written.
    const more = said.slice(1);
    expect(more).toHaveLength(process.platform === 'win32' ? 1 : 2);
    expect(more.every((text) => text.includes('learned again'))).toBe(true);
  });
});
