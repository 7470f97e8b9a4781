import { describe, expect, it, test } from 'vitest';
import { BlindSpots } from '#main/adapters/mt5/blind-spots.ts';
import { TerminalReader } from '#main/adapters/mt5/terminal-reader.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { Asked, FromEa, LineOf } from '#shared/bridge';
import { messageOf } from '#shared/lib';
import { DEAL, mirrorInHand, NOON, OFFSET_MS } from './lines-in-hand.ts';

const unreadable = (what: LineOf<'unreadable'>['what'], error: number, q?: string): LineOf<'unreadable'> => ({
  ...{ t: 'unreadable', seq: 1, what, error },
  ...(q === undefined ? {} : { q }),
});
const failure = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'it did not fail', messageOf);

/** A list of deals that changes as told; every question is answered at once, a page of three. */
function paged(lengths: readonly number[]) {
  const mirror = mirrorInHand();
  const asked: Asked[] = [];
  const reader: TerminalReader = new TerminalReader(mirror, virtualClock(NOON), (question) => {
    if (question.op !== 'history') return false;
    asked.push(question);
    const total = lengths[Math.min(asked.length, lengths.length) - 1] ?? 0;
    const { q, skip = 0 } = question;
    const page = Array.from({ length: total }, (_, at) => at).slice(skip, skip + 3);
    queueMicrotask(() => {
      for (const at of page) reader.take({ ...DEAL, q, ticket: String(at + 1), ms: NOON + OFFSET_MS + at });
      reader.take({ t: 'history.end', seq: 1, q, count: page.length, total, next: skip + 3 < total ? skip + 3 : 0 });
    });
    return true;
  });
  return { reader, asked };
}

describe('a long list', () => {
  test('comes page by page, each asked for when the last one is here', async () => {
    const { reader, asked } = paged([8]);
    expect((await reader.deals(0)).map(({ ticket }) => Number(ticket))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(asked.map((one) => ('skip' in one ? one.skip : 0))).toEqual([0, 3, 6]);
  });

  test('that changes while it is read starts again, and is none when it never stands still', async () => {
    const { reader, asked } = paged([7, 8, 8]);
    expect([(await reader.deals(0)).length, asked.length]).toEqual([8, 5]);
    const restless = paged(Array.from({ length: 40 }, (_, at) => 8 + (at % 2)));
    expect(await failure(restless.reader.deals(0))).toBe('it changes while it is read');
  });

  const firstPages = (asked: readonly Asked[]): number => asked.filter((one) => !('skip' in one)).length;

  test('that is asked for by several at once is read once', async () => {
    const { reader, asked } = paged([8]);
    const all = await Promise.all([reader.deals(0), reader.deals(0), reader.deals(3_600_000)]);
    expect([all.map(({ length }) => length), asked.length]).toEqual([[8, 8, 8], 3]);
    await reader.deals(0);
    expect(asked.length).toBe(6);
  });

  test.each([
    ['whose last page was asked for before', 3, 0],
    ['that begins later', 8, -1],
    ['that begins long before', 8, 7 * 3_600_000],
  ])('%s a question is not its answer', async (_what, length, later) => {
    const { reader, asked } = paged([length]);
    const base = 10_000;
    const first = reader.deals(base);
    const second = reader.deals(base + later);
    expect([(await first).length, (await second).length, firstPages(asked)]).toEqual([length, length, 2]);
  });

  test('that cannot be read fails for all who asked, and is read by the next one', async () => {
    const { reader, asked } = paged([8, 9, 8, 9, 8, 9, 8, 9, 8, 9, 8]);
    const both = [reader.deals(0), reader.deals(0)].map(failure);
    expect(await Promise.all(both)).toEqual(['it changes while it is read', 'it changes while it is read']);
    const before = asked.length;
    expect([(await reader.deals(0)).length, asked.length - before]).toEqual([8, 3]);
  });

  it.each([
    ['fewer deals than it counts', { count: 2 }, 'an answer does not add up'],
    ['a next page that is the same', { count: 1, next: 1 }, 'an answer does not go on'],
  ])('with %s is none', async (_what, end, why) => {
    const mirror = mirrorInHand();
    const reader: TerminalReader = new TerminalReader(mirror, virtualClock(NOON), (question) => {
      const q = 'q' in question ? question.q : '';
      queueMicrotask(() => {
        reader.take({ ...DEAL, q });
        reader.take({ t: 'history.end', seq: 1, q, ...end });
      });
      return true;
    });
    expect(await failure(reader.deals(0))).toBe(why);
  });
});

describe('what could not be read', () => {
  it.each([
    ['the calendar', 'calendar', 5401, (reader: TerminalReader) => reader.events(NOON, NOON + 1)],
    ['deals', 'history', 4001, (reader: TerminalReader) => reader.deals(0)],
    ['candles', 'bars', 4401, (reader: TerminalReader) => reader.history('EURUSD', 10)],
  ] as const)('is no empty answer: %s', async (_name, what, error, ask) => {
    const sent: Asked[] = [];
    const reader = new TerminalReader(mirrorInHand(), virtualClock(NOON), (question) => sent.push(question) > 0);
    const answer = failure(ask(reader));
    reader.take(unreadable(what, error, (sent[0] as { q?: string } | undefined)?.q));
    expect(await answer).toMatch(new RegExp(`^MetaTrader cannot read .*\\(error ${error}`));
  });

  test('is told once, again with another error, and when it can be read again', () => {
    const spots = new BlindSpots(virtualClock(NOON));
    const told = (line: FromEa): string | null => spots.take(line);
    expect([
      told(unreadable('operations', 4001)),
      told(unreadable('operations', 4001)),
      told(unreadable('operations', 4004)),
      spots.problem,
      told(unreadable('operations', 0)),
      told(unreadable('operations', 0)),
      spots.problem,
    ]).toEqual([
      'MetaTrader cannot read its deposits and withdrawals (error 4001)',
      null,
      'MetaTrader cannot read its deposits and withdrawals (error 4004)',
      'MetaTrader cannot read its deposits and withdrawals (error 4004) since 12:00:00 UTC; it is tried again by itself, restart MetaTrader if it stays',
      'MetaTrader can read its deposits and withdrawals again',
      null,
      null,
    ]);
  });

  it.each<[LineOf<'unreadable'>['what'], FromEa, boolean]>([
    ['history', { t: 'history.end', seq: 1, q: 'q1', count: 0 }, true],
    ['calendar', { t: 'calendar.end', seq: 1, q: 'q1', count: 0 }, false],
    ['symbols', { t: 'names', seq: 1, names: [] }, true],
  ])('of %s is over with an answer, and keeps entries back where a limit needs it', (what, proof, isNeeded) => {
    const spots = new BlindSpots(virtualClock(NOON));
    spots.take(unreadable(what, 4001));
    const before = spots.problem !== null;
    expect([before, spots.take(proof)?.endsWith('again'), spots.problem]).toEqual([isNeeded, true, null]);
  });

  test('of the history is tried again, less and less often, until it is over', () => {
    const spots = new BlindSpots(virtualClock(NOON));
    spots.take(unreadable('history', 4001));
    const due: number[] = [];
    for (let beat = 1; beat <= 200; beat += 1) {
      if (!spots.isDue()) continue;
      due.push(beat);
      spots.take(unreadable('history', 4001, 'q1'));
    }
    spots.take({ t: 'history.end', seq: 1, q: 'q1', count: 0 });
    expect([due, spots.isDue()]).toEqual([[1, 3, 7, 15, 31, 63, 123, 183], false]);
  });
});
