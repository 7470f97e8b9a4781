import { beforeEach, describe, expect, it, test } from 'vitest';
import { TerminalReader } from '#main/adapters/mt5/terminal-reader.ts';
import type { TerminalMirror } from '#main/adapters/mt5/terminal-mirror.ts';
import { virtualClock, type VirtualClock } from '#main/adapters/system/index.ts';
import type { Asked, FromEa, LineOf } from '#shared/bridge';
import { messageOf } from '#shared/lib';
import { ACCOUNT, DEAL, mirrorInHand, NOON, OFFSET_MS, POSITION, snapshotLines } from './lines-in-hand.ts';

const CID = '0123456789ABCDEF';
let clock: VirtualClock;
let mirror: TerminalMirror;
let reader: TerminalReader;
let isThere: boolean;
let asked: Asked[];
beforeEach(() => {
  clock = virtualClock(NOON);
  mirror = mirrorInHand();
  isThere = true;
  asked = [];
  reader = new TerminalReader(mirror, clock, (question) => {
    if (isThere) asked.push(question);
    return isThere;
  });
});
const says = (...lines: readonly FromEa[]): void => {
  for (const line of lines) {
    mirror.take(line);
    reader.take(line);
  }
};
const question = (): string => String((asked.at(-1) as { q?: string } | undefined)?.q);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'it did not fail',
    (error: unknown) => messageOf(error),
  );

describe('a look', () => {
  test('is as old as its question, not as its answer', async () => {
    const look = reader.snapshot();
    clock.advanceBy(700);
    says(ACCOUNT, ...snapshotLines({ rev: 3, q: question() }, [POSITION]));
    expect(await look).toMatchObject({ at: NOON, positions: [{ ticket: '71' }] });
    expect(asked).toEqual([{ op: 'snapshot', q: 'q1', deadlineMs: NOON + 10_000 }]);
  });

  test('that did not add up shows nothing', async () => {
    const bad = reader.snapshot();
    says(ACCOUNT, ...snapshotLines({ rev: 3, q: question() }, [POSITION], [], { positions: 2 }));
    expect(await bad).toBeNull();
  });

  test('whose answer comes together with that of a second look shows what the newer one shows, and is as old as its question', async () => {
    const first = [reader.snapshot(), question()] as const;
    clock.advanceBy(300);
    const second = [reader.snapshot(), question()] as const;
    says(ACCOUNT, ...snapshotLines({ rev: 3, q: first[1] }, [POSITION]), ...snapshotLines({ rev: 4, q: second[1] }, []));
    expect([await first[0], await second[0]]).toMatchObject([
      { at: NOON, positions: [] },
      { at: NOON + 300, positions: [] },
    ]);
  });

  test('that did not add up is answered by a newer one that does, and a newer one that does not takes nothing from it', async () => {
    const bad = [reader.snapshot(), question()] as const;
    const good = [reader.snapshot(), question()] as const;
    const last = [reader.snapshot(), question()] as const;
    const wrong = { positions: 2 };
    says(
      ACCOUNT,
      ...snapshotLines({ rev: 3, q: bad[1] }, [POSITION], [], wrong),
      ...snapshotLines({ rev: 4, q: good[1] }, [POSITION]),
      ...snapshotLines({ rev: 5, q: last[1] }, [], [], wrong),
    );
    expect([await bad[0], await good[0], await last[0]]).toMatchObject([{ positions: [{}] }, { positions: [{}] }, null]);
  });

  test('without an answer fails after ten seconds, not earlier', async () => {
    const failed: string[] = [];
    void failure(reader.snapshot()).then((why) => failed.push(why));
    clock.advanceBy(9_999);
    await turn();
    const before = failed.length;
    clock.advanceBy(1);
    await turn();
    expect([before, failed]).toEqual([0, ['no answer within 10 s']]);
  });

  test('fails at once while nobody is connected, when the session ends, and when it is turned away', async () => {
    const lost = failure(reader.snapshot());
    reader.lost('the cable');
    const refused = failure(reader.snapshot());
    says({ t: 'nak', seq: 1, code: 'busy', detail: 'later', q: question() });
    isThere = false;
    expect([await lost, await refused, await failure(reader.snapshot())]).toEqual([
      'the cable',
      'busy: later',
      'the Expert Advisor is not connected',
    ]);
    expect(clock.nextDue(), 'nothing is waited for any more').toBeNull();
  });
});

describe('the search for an attempt', () => {
  const found = (state: LineOf<'found'>['state'], retcode = 10_009): LineOf<'found'> => ({
    t: 'found',
    seq: 1,
    q: question(),
    cid: CID,
    state,
    position: '70',
    retcode,
  });
  const deal = (changes: Partial<LineOf<'deal'>> = {}): LineOf<'deal'> => ({
    ...DEAL,
    q: question(),
    cid: CID,
    entry: 'in',
    ...changes,
  });

  it.each([
    ['unreadable', 'its history could not be read'],
    ['working', 'the order is still working'],
  ] as const)('that comes back %s proves nothing', async (state, why) => {
    const probe = reader.probe(CID);
    says(found(state));
    expect(await probe).toEqual({ kind: 'unreachable', why });
  });

  test('asks for the attempt by its id, and finds it absent when it is nowhere', async () => {
    const probe = reader.probe(CID);
    says(found('absent', 0));
    expect([await probe, asked]).toEqual([{ kind: 'absent' }, [{ op: 'find', q: 'q1', cid: CID, deadlineMs: NOON + 10_000 }]]);
  });

  test('finds a position without any deal or answer of this attempt: the attempt had no effect', async () => {
    const probe = reader.probe(CID);
    says(deal({ cid: 'A'.repeat(16) }), found('open', 10_012));
    expect(await probe).toEqual({ kind: 'absent' });
  });

  test('finds what is closed again, with the deal that the attempt made', async () => {
    const probe = reader.probe(CID);
    says(deal(), deal({ ticket: '99', cid: 'A'.repeat(16) }), found('closed'));
    expect(await probe).toEqual({
      kind: 'found_closed',
      outcome: { kind: 'confirmed', retcode: 10_009, ticket: '70', deal: '91', price: 1.106, volume: 0.4, at: NOON + 2_000 },
      deals: [expect.objectContaining({ ticket: '91' }), expect.objectContaining({ ticket: '99' })],
    });
  });

  it.each([10_009, 10_008])('finds what an answer (%i) confirms and no deal shows yet, at this moment', async (retcode) => {
    const probe = reader.probe(CID);
    says(found('closed', retcode));
    expect(await probe).toMatchObject({
      kind: 'found_closed',
      outcome: { deal: null, price: null, volume: null, at: NOON },
    });
  });

  test('looks once more for the position it found, and says so when it went away', async () => {
    const answer = async (positions: LineOf<'position'>[]) => {
      const probe = reader.probe(CID);
      says(deal(), found('open'));
      await turn();
      says(ACCOUNT, ...snapshotLines({ rev: positions.length, q: question() }, positions));
      return probe;
    };
    // What is found is an identifier: another position may have it for its ticket.
    const other = { ...POSITION, ticket: '70', id: '69' };
    expect(await answer([other, POSITION])).toMatchObject({ kind: 'found', position: { ticket: '71', identifier: '70' } });
    expect(await answer([])).toEqual({ kind: 'unreachable', why: 'its position went away meanwhile' });
  });

  test('that finds a position and then loses the link proves nothing, and does not fail', async () => {
    const probe = reader.probe(CID);
    says(deal(), found('open'));
    await turn();
    reader.lost('the cable');
    expect(await probe).toEqual({ kind: 'unreachable', why: 'the cable' });
  });

  test('is no "absent" when nobody answers', async () => {
    isThere = false;
    expect(await reader.probe(CID)).toEqual({ kind: 'unreachable', why: 'the Expert Advisor is not connected' });
  });
});

describe('deals', () => {
  test('come from the moment asked for, oldest first, and by number within one millisecond', async () => {
    const since = NOON + 1_000;
    const deals = reader.deals(since + 0.7);
    const at = (ticket: string, ms: number): LineOf<'deal'> => ({ ...DEAL, ticket, ms: ms + OFFSET_MS, q: question() });
    says(at('30', since + 9), at('9', since + 9), at('2', since), at('3', since + 1), {
      t: 'history.end',
      seq: 1,
      q: question(),
      count: 4,
    });
    expect((await deals).map(({ ticket }) => ticket)).toEqual(['3', '9', '30']);
    expect(asked).toEqual([{ op: 'history', q: 'q1', sinceMs: since, deadlineMs: NOON + 10_000 }]);
  });

  test('of the very moment asked for count', async () => {
    const deals = reader.deals(NOON);
    says({ ...DEAL, ms: NOON + OFFSET_MS, q: question() }, { t: 'history.end', seq: 1, q: question(), count: 1 });
    expect(await deals).toHaveLength(1);
  });

  test('of all time are asked for from 1970', () => {
    void failure(reader.deals(-5));
    expect(asked).toMatchObject([{ sinceMs: 0 }]);
  });
});

describe('candles', () => {
  test('are asked for under the broker’s name, five thousand at most, and come in several lines', async () => {
    const candles = reader.history('EURUSD', 9_000);
    const row = (minute: number): [number, number, number, number, number, number, number] => [
      NOON + OFFSET_MS + minute * 60_000,
      1,
      2,
      0.5,
      1.5,
      3,
      4,
    ];
    says({ t: 'bars', seq: 1, q: question(), sym: 'EURUSD.r', rows: [row(0)], more: true });
    says({ t: 'bars', seq: 1, q: question(), sym: 'EURUSD.r', rows: [row(1)], more: false });
    expect(await candles).toMatchObject([
      { symbol: 'EURUSD', time: NOON, open: 1, high: 2, low: 0.5, close: 1.5, volume: 3, spreadPoints: 4, source: 'history' },
      { time: NOON + 60_000 },
    ]);
    expect(asked).toEqual([{ op: 'bars', q: 'q1', sym: 'EURUSD.r', count: 5_000, deadlineMs: NOON + 10_000 }]);
  });

  test('of a symbol that the broker does not have, or none of them, are not asked for', async () => {
    expect([await reader.history('XAUUSD', 10), await reader.history('EURUSD', 0), asked]).toEqual([[], [], []]);
  });
});

test('events of the calendar come in UTC, without those that have no weight', async () => {
  const events = reader.events(1, 2);
  const line = { t: 'calendar', seq: 1, q: question(), ms: NOON + OFFSET_MS, currency: 'USD', title: 'Payrolls' } as const;
  says(
    { ...line, impact: 'none' },
    { ...line, impact: 'high' },
    { ...line, impact: 'low' },
    { t: 'calendar.end', seq: 1, q: question(), count: 3 },
  );
  expect([await events, asked]).toEqual([
    [
      { at: NOON, currency: 'USD', impact: 'high', title: 'Payrolls' },
      { at: NOON, currency: 'USD', impact: 'low', title: 'Payrolls' },
    ],
    [{ op: 'calendar', q: 'q1', fromMs: 1, toMs: 2, deadlineMs: NOON + 10_000 }],
  ]);
});

test('an answer to one question ends no other, and one without end is cut off', async () => {
  const first = failure(reader.deals(1));
  const second = reader.deals(0);
  says({ t: 'history.end', seq: 1, q: 'q2', count: 0 });
  expect(await second).toEqual([]);
  for (let line = 0; line < 20_000; line += 1) reader.take({ ...DEAL, q: 'q1' });
  await turn();
  const before = clock.nextDue() !== null;
  reader.take({ ...DEAL, q: 'q1' });
  expect([before, await first]).toEqual([true, 'an answer without end']);
});
