import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { memoryJournal, verifyJournal } from '#main/adapters/journal/index.ts';
import { JournalFault, type Journal } from '#ports';
import type { EventType, JournalRecord, Payload } from '#shared/events';
import { somePayload } from '../../../shared/events/any-payload.ts';
import { KEY, open, sample, temporaryFolder } from './sample-records.ts';

const record = <T extends EventType>(seq: number, type: T, payload: Payload<T>): JournalRecord =>
  ({ ...sample(seq), type, payload }) as JournalRecord;
// Making a payload from its schema takes milliseconds: once is enough for three thousand records.
const ACCEPTED = somePayload('signal.accepted');
const accepted = (seq: number, signalId: string, fingerprint: string): JournalRecord => {
  const payload = ACCEPTED;
  return record(seq, 'signal.accepted', { ...payload, fingerprint, signal: { ...payload.signal, signalId } });
};
const intended = (seq: number, signalId: string | null, op: 'open' | 'close'): JournalRecord => {
  const common = { clientOrderId: `c${seq}`, deadlineAt: 9 };
  const request =
    op === 'close'
      ? ({ ...common, op, ticket: '7', volume: null } as const)
      : ({
          ...common,
          op,
          symbol: 'EURUSD',
          side: 'SELL',
          volume: 0.2,
          stopLoss: 1.3,
          takeProfit: null,
          deviationPoints: 4,
          magic: 3,
        } as const);
  return record(seq, 'order.intended', {
    ...{
      clientOrderId: common.clientOrderId,
      signalId,
      certificateId: null,
      request,
      symbol: 'EURUSD',
      reserve: 0,
      riskMoney: 0,
    },
  });
};

/** `traded` led to an entry; `only closed` to a close alone; `asked` to nothing. */
const RECORDS: readonly JournalRecord[] = [
  accepted(1, 'traded', 'body 1'),
  intended(2, 'traded', 'open'),
  accepted(3, 'only closed', 'body 2'),
  intended(4, 'only closed', 'close'),
  accepted(5, 'asked', 'body 3'),
  intended(6, null, 'open'),
  // A name that no path or quoting may take apart.
  accepted(7, `o'hara "$.x" %_ \u2603`, 'body 4'),
  intended(8, `o'hara "$.x" %_ \u2603`, 'open'),
];
const kept = (journal: Journal): Journal => {
  journal.append(RECORDS);
  journal.commit();
  return journal;
};

describe.each<readonly [string, () => Journal]>([
  ['on disk', () => kept(open(temporaryFolder()))],
  ['in memory', () => kept(memoryJournal({ hashed: false }))],
  ['in memory, over another one', () => memoryJournal({ after: kept(memoryJournal({ hashed: false })), hashed: false })],
  ['in memory that keeps few records', () => kept(memoryJournal({ keep: 1, hashed: false }))],
])('a journal %s', (_name, make) => {
  test('knows for ever which signals led to an entry order, by id and by content', () => {
    const journal = make();
    const first = RECORDS.length + 1;
    for (let seq = first; seq < first + 3_000; seq += 1) journal.append([accepted(seq, `later-${seq}`, `later body ${seq}`)]);
    journal.commit();
    const asked: readonly (readonly [string, string])[] = [
      ['traded', 'another body'],
      ['another id', 'body 1'],
      [`o'hara "$.x" %_ \u2603`, 'x'],
      ['x', 'body 4'],
      ['only closed', 'body 2'],
      ['asked', 'body 3'],
      ['trade', 'body'],
    ];
    expect(asked.map(([id, print]) => journal.traded(id, print))).toEqual([
      'traded',
      'traded',
      `o'hara "$.x" %_ \u2603`,
      `o'hara "$.x" %_ \u2603`,
      null,
      null,
      null,
    ]);
    journal.seal();
  });
});

describe('on disk', () => {
  test('the question is answered from an index, and an index that is missing or another is made again at the next start', () => {
    const dir = temporaryFolder();
    kept(open(dir)).seal();
    const db = new DatabaseSync(`${dir}/journal.db`);
    const plan = db
      .prepare(
        `EXPLAIN QUERY PLAN SELECT 1 FROM records INDEXED BY intended_by_signal
           WHERE type = 'order.intended' AND json_extract(payload, '$.signalId') = 'x'`,
      )
      .all()
      .map(({ detail }) => String(detail));
    expect(plan).toEqual([expect.stringMatching(/SEARCH records USING INDEX intended_by_signal/)]);
    db.exec("DROP INDEX intended_by_signal; CREATE INDEX intended_by_signal ON records (seq) WHERE type = 'run.sealed'");
    db.exec('DROP INDEX accepted_by_fingerprint');
    db.close();
    const journal = open(dir, 'run-2');
    expect([journal.traded('traded', 'x'), journal.traded('x', 'body 1'), journal.traded('asked', 'x')]).toEqual([
      'traded',
      'traded',
      null,
    ]);
    journal.seal();
    expect(verifyJournal(dir, { key: KEY })).toMatchObject({ ok: true, records: RECORDS.length });
  });

  test('a journal that is closed cannot be asked: that is a fault, not a no', () => {
    const journal = kept(open(temporaryFolder()));
    journal.seal();
    expect(() => journal.traded('traded', 'x')).toThrow(JournalFault);
  });
});
