import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDeliveries } from '#main/adapters/deliveries/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { Delivery } from '#shared/domain';
import { temporaryFolder } from '../journal/sample-records.ts';

const NOW = Date.parse('2025-08-04T13:00:00Z');
const DAY_MS = 86_400_000;
const log = { write: () => undefined };
const ALL = { source: null, fate: null, from: null, to: null } as const;
const PAGE = { ...ALL, before: null, limit: 100 } as const;
const one = (change: Partial<Delivery> = {}): Omit<Delivery, 'id'> => ({
  at: NOW,
  source: 'alerts',
  route: 'POST /webhook/source/:id/:token',
  peer: '127.0.0.1',
  isProven: true,
  body: '{"a":1}',
  bytes: 7,
  isCut: false,
  fate: 'accepted',
  code: null,
  reason: null,
  remedy: null,
  signalId: 's1',
  traceId: 'tr',
  count: 1,
  ms: 2.5,
  ...change,
});
const small = { days: 30, proven: { rows: 50, bytes: 5_000 }, strangers: { rows: 10, bytes: 1_000 } };
const store = (file: string | null = null, bounds = small) => openDeliveries({ file, clock: virtualClock(NOW), log, bounds });

describe('deliveries', () => {
  it('come back as they were kept, newest first, by source, fate and time', () => {
    const kept = store();
    kept.add(one());
    kept.add(one({ at: NOW + 1, source: null, fate: 'refused', code: 'not_found', body: null, signalId: null, isProven: false }));
    expect(kept.find(PAGE)).toEqual([
      {
        id: 2,
        ...one({ at: NOW + 1, source: null, fate: 'refused', code: 'not_found', body: null, signalId: null, isProven: false }),
      },
      { id: 1, ...one() },
    ]);
    const idsOf = (change: object): number[] => kept.find({ ...PAGE, ...change }).map(({ id }) => id);
    expect([idsOf({ source: 'alerts' }), idsOf({ fate: 'refused' }), idsOf({ from: NOW + 1 }), idsOf({ to: NOW + 1 })]).toEqual([
      [1],
      [2],
      [2],
      [1],
    ]);
    expect([idsOf({ before: 2 }), idsOf({ limit: 1 }), kept.get(1)?.signalId, kept.get(3)]).toEqual([[1], [2], 's1', null]);
  });

  it('outlive the process, those of the same turn of the loop too once it is closed', () => {
    const file = join(temporaryFolder(), 'deliveries.db');
    const first = store(file);
    first.add(one());
    first.close();
    const second = store(file);
    second.add(one({ signalId: 's2' }));
    expect(second.find(PAGE).map(({ signalId }) => signalId)).toEqual(['s2', 's1']);
    second.close();
  });

  it('are counted with those that were folded into one', () => {
    const kept = store();
    kept.add(one({ fate: 'refused', count: 40 }));
    kept.add(one());
    expect([kept.count(ALL), kept.count({ ...ALL, fate: 'refused' })]).toEqual([41, 40]);
  });

  it('are bounded by number and by size, the oldest go first, and strangers push out only strangers', () => {
    const kept = store();
    const fill = (count: number, change: Partial<Delivery>): void => {
      for (let at = 0; at < count; at += 1) {
        kept.add(one({ traceId: `t${at}`, ...change }));
        kept.find({ ...PAGE, limit: 1 });
      }
    };
    fill(20, { source: 'mine' });
    fill(1_000, { isProven: false, source: 'webhook', fate: 'refused', body: 'x'.repeat(90) });
    const rowsOf = (source: string): readonly Delivery[] => kept.find({ ...PAGE, source, limit: 5_000 });
    expect(rowsOf('mine')).toHaveLength(20);
    expect(rowsOf('webhook').length).toBeLessThanOrEqual(10 + 100);
    fill(100, { source: 'mine', body: 'y'.repeat(1_000) });
    expect(rowsOf('mine').map(({ traceId }) => traceId)).toContain('t99');
    expect(rowsOf('mine').length).toBeLessThanOrEqual(5 + 100);
  });

  it('are given up after 30 days', () => {
    const kept = store();
    kept.add(one({ at: NOW - 31 * DAY_MS }));
    kept.add(one({ at: NOW - 29 * DAY_MS }));
    expect(kept.find(PAGE)).toHaveLength(1);
  });

  it('a file that is damaged is left, and another one is made beside it', () => {
    const file = join(temporaryFolder(), 'deliveries.db');
    writeFileSync(file, 'no database at all, and long enough to look like one'.repeat(50));
    const kept = store(file);
    kept.add(one());
    expect([kept.find(PAGE).length, kept.problem()]).toEqual([1, null]);
    kept.close();
  });

  it('a folder that is not there is a problem that is told, and nothing throws', () => {
    const kept = store(join(temporaryFolder(), 'gone', 'deliveries.db'));
    kept.add(one());
    expect([kept.find(PAGE), kept.count(ALL), kept.problem()]).toEqual([[], 0, expect.stringMatching(/cannot be opened/)]);
  });
});
