import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openJournal, verifyJournal } from '#main/adapters/journal/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { createRedecider } from '#main/host/redecide.ts';
import { isInputType, type JournalRecord } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import { aged } from '../../../shared/events/aged.ts';
import { openStory, take } from '../../runtime/random-story.ts';
import { engineText, foldedFrom } from '../../runtime/replayed.ts';
import { KEY, T0, temporaryFolder } from './sample-records.ts';

/** A story with an order that is filled, one that is refused, and a stop, as the engine records it now. */
async function told(): Promise<readonly JournalRecord[]> {
  const cockpit = await openStory('auto');
  const steps = [
    { do: 'signal', symbol: 'EURUSD', direction: 'BUY', pattern: 'M5_BOS' },
    { do: 'wait', ms: 5_000 },
    { do: 'fault', fault: { kind: 'refuse', retcode: 10018, text: 'Market closed' } },
    { do: 'signal', symbol: 'GBPUSD', direction: 'SELL', pattern: 'M5_BOS' },
    { do: 'wait', ms: 5_000 },
    { do: 'halt', flatten: true },
    { do: 'wait', ms: 5_000 },
  ] as const;
  for (const [n, step] of steps.entries()) await take(cockpit, step, n);
  await cockpit.advance(5_000);
  return cockpit.records;
}

/** The same story in the journal that 0.6.0 would have left: records of version 1 in a database of format 2. */
function oldJournal(records: readonly JournalRecord[]): string {
  const dir = temporaryFolder();
  const journal = openJournal({ dir, key: KEY, run: records[0]?.run ?? '', clock: virtualClock(T0), createdBy: '0.6.0' });
  journal.append(records.map(aged));
  journal.commit();
  journal.seal();
  edited(dir, 'PRAGMA user_version = 2');
  return dir;
}

const edited = (dir: string, sql: string): void => {
  const db = new DatabaseSync(`${dir}/journal.db`);
  db.exec(sql);
  db.close();
};
const stored = (dir: string): unknown[] => {
  const db = new DatabaseSync(`${dir}/journal.db`, { readOnly: true });
  const rows = db.prepare('SELECT seq, version, payload, hash FROM records ORDER BY seq').all();
  db.close();
  return rows;
};

test('a journal of 0.6.0 verifies over what is stored, is decided again the same, folds to the same, and is left as it is', async () => {
  const records = await told();
  const dir = oldJournal(records);
  const before = stored(dir);
  const redecider = createRedecider('0.0.0');
  const verified = verifyJournal(dir, { key: KEY, onRecord: redecider.record });
  expect([verified.ok, verified.firstBad, redecider.end(), [...redecider.otherVersions]]).toEqual([true, null, undefined, []]);
  expect(records.filter(({ type }) => type === 'order.intended').length).toBeGreaterThanOrEqual(2);
  expect(canonicalJson(before)).toContain('cid');
  expect(canonicalJson(before)).not.toContain('clientOrderId');

  const journal = openJournal({ dir, key: KEY, run: 'new', clock: virtualClock(T0), createdBy: '0.7.0' });
  const read = [...journal.readAll()];
  journal.seal();
  expect(read).toEqual(records);
  expect(engineText(foldedFrom(read))).toBe(engineText(foldedFrom(records)));
  expect(engineText(redecider.engine)).toBe(engineText(foldedFrom(records)));
  expect(stored(dir)).toEqual(before);
});

test('records of both versions stand in one chain, and an older program is kept from reading the new ones', async () => {
  const records = await told();
  const cut = records.findLastIndex(({ type }) => isInputType(type));
  const dir = oldJournal(records.slice(0, cut));
  const journal = openJournal({ dir, key: KEY, run: 'run-2', clock: virtualClock(T0), createdBy: '0.7.0' });
  journal.append(records.slice(cut).map((record) => ({ ...record, run: 'run-2' })));
  journal.seal();
  const after = new DatabaseSync(`${dir}/journal.db`, { readOnly: true });
  const [format, versions] = [
    after.prepare('PRAGMA user_version').get(),
    after.prepare('SELECT DISTINCT version FROM records ORDER BY version').all(),
  ];
  after.close();
  const redecider = createRedecider('0.0.0');
  expect(verifyJournal(dir, { key: KEY, onRecord: redecider.record }).firstBad).toBeNull();
  expect([redecider.end(), format, versions]).toEqual([undefined, { user_version: 4 }, [{ version: 1 }, { version: 2 }]]);
});
