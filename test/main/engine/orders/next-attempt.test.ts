import { describe, expect, it } from 'vitest';
import { intendEnding, nextAttempt, triesFor } from '#engine/orders';
import type { Outcome } from '#shared/domain';
import type { OrderLife } from '#shared/projection';
import { EngineInHand } from '../engine-in-hand.ts';

const NOW = Date.parse('2026-03-04T12:00:00Z');
const tried = (outcome: Outcome | null, changes: Partial<OrderLife> = {}): OrderLife =>
  ({
    clientOrderId: 'c',
    state: outcome === null ? 'sent' : outcome.kind,
    effect: 'close',
    request: { op: 'close', ticket: '11', volume: null, clientOrderId: 'c', deadlineAt: NOW },
    outcome,
    resolvedAt: outcome === null ? null : NOW,
    opensAt: null,
    ...changes,
  }) as OrderLife;
const refused = (retcode: number, changes: Partial<OrderLife> = {}) =>
  tried({ kind: 'refused', retcode, text: 'No', at: NOW }, changes);
const done = (retcode: number) => tried({ kind: 'confirmed', retcode, ticket: '11', deal: 'd', price: 1, volume: 1, at: NOW });
const REJECTED = 10006;
const REQUOTE = 10004;
const CLOSED = 10018;
const times = (count: number, retcode: number): OrderLife[] => Array.from({ length: count }, () => refused(retcode));

describe('the next attempt at something that is to go away', () => {
  it('is the first where nothing was asked yet', () => {
    expect(nextAttempt([], NOW)).toEqual({ kind: 'ask', attempt: 0, leave: null });
  });

  it('waits for an answer that is out, for an unknown outcome, and for an older one that is still open', () => {
    expect(nextAttempt([tried(null)], NOW)).toEqual({ kind: 'wait' });
    expect(nextAttempt([tried({ kind: 'unknown', why: 'silence', at: NOW })], NOW)).toEqual({ kind: 'wait' });
    expect(nextAttempt([tried(null), refused(REQUOTE)], NOW)).toEqual({ kind: 'wait' });
  });

  it('follows a requote at once, and a close that the terminal says has left a part', () => {
    expect(nextAttempt([refused(REQUOTE)], NOW)).toMatchObject({ kind: 'ask', attempt: 1, leave: { when: 'at_once' } });
    expect(nextAttempt([done(10010)], NOW)).toMatchObject({ kind: 'ask', attempt: 1 });
    // However many were refused before, and however many parts it took.
    expect(nextAttempt([...times(3, REJECTED), done(10010)], NOW)).toMatchObject({ kind: 'ask', attempt: 4 });
    const parts = Array.from({ length: 7 }, () => done(10010));
    expect(nextAttempt(parts, NOW)).toMatchObject({ kind: 'ask', attempt: 7 });
  });

  it('is not asked before what was done can show: two seconds on the ledger’s word, a later look on the terminal’s', () => {
    expect(nextAttempt([done(10009)], NOW + 1_999)).toEqual({ kind: 'wait', dueAt: NOW + 2_000 });
    expect(nextAttempt([done(10009)], NOW + 2_000)).toMatchObject({ kind: 'ask', attempt: 1 });
    expect(nextAttempt([done(10009)], NOW + 9_000, NOW)).toEqual({ kind: 'wait' });
    expect(nextAttempt([done(10010)], NOW + 9_000, NOW)).toEqual({ kind: 'wait' });
    expect(nextAttempt([done(10009)], NOW + 1, NOW + 1)).toMatchObject({ kind: 'ask', attempt: 1 });
  });

  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
  ])('after refusal %i pauses for %i ms, to the millisecond', (count, pause) => {
    const tries = times(count, REJECTED);
    expect(nextAttempt(tries, NOW + pause - 1)).toEqual({ kind: 'wait', dueAt: NOW + pause });
    expect(nextAttempt(tries, NOW + pause)).toMatchObject({ kind: 'ask', attempt: count });
  });

  it('counts the pause from the answer, which came later than the question', () => {
    const tries = [refused(REJECTED, { resolvedAt: NOW + 300 })];
    expect(nextAttempt(tries, NOW + 1_299)).toEqual({ kind: 'wait', dueAt: NOW + 1_300 });
  });

  it('a price that moved is asked for again at once, and then with pauses, as a broker that requotes goes on for seconds', () => {
    expect(nextAttempt(times(1, REQUOTE), NOW)).toMatchObject({ kind: 'ask', attempt: 1 });
    expect(nextAttempt(times(2, REQUOTE), NOW)).toEqual({ kind: 'wait', dueAt: NOW + 2_000 });
    expect(nextAttempt(times(3, REQUOTE), NOW)).toEqual({ kind: 'wait', dueAt: NOW + 4_000 });
  });

  it('is none after five: what the server said is told', () => {
    expect(nextAttempt(times(4, REQUOTE), NOW + 8_000)).toMatchObject({ kind: 'ask', attempt: 4 });
    expect(nextAttempt(times(5, REQUOTE), NOW)).toEqual({
      kind: 'give_up',
      text: expect.stringContaining('(REQUOTE 10004: No)') as string,
    });
  });

  it('waits for the opening where the market is closed, and such waits are no attempts', () => {
    const shut = refused(CLOSED, { opensAt: NOW + 3_600_000 });
    expect(nextAttempt([shut], NOW + 3_599_999)).toEqual({ kind: 'scheduled', until: NOW + 3_600_000 });
    expect(nextAttempt([shut], NOW + 3_600_000)).toMatchObject({ kind: 'ask', attempt: 1, leave: { when: 'market_open' } });
    // Nobody knows when it opens: every minute.
    expect(nextAttempt([refused(CLOSED)], NOW + 59_999)).toEqual({ kind: 'scheduled', until: NOW + 60_000 });
    expect(nextAttempt([refused(CLOSED)], NOW + 60_000)).toMatchObject({ kind: 'ask' });
    const many = [...times(9, CLOSED), ...times(4, REQUOTE)];
    expect(nextAttempt(many, NOW + 8_000)).toMatchObject({ kind: 'ask', attempt: 13 });
    expect(nextAttempt([...many, refused(REJECTED)], NOW + 60_000)).toMatchObject({ kind: 'give_up' });
    // The first refusal after nine waits is the first attempt: one second.
    expect(nextAttempt([...times(9, CLOSED), refused(REJECTED)], NOW)).toEqual({ kind: 'wait', dueAt: NOW + 1_000 });
  });
});

it('tries are the closes and cancels of one ticket, nobody else’s, and no change of levels', () => {
  const hand = new EngineInHand({ approvals: { mode: 'auto' }, cells: { u3: { onePositionPerSymbol: false } } });
  hand.opened('s1', '11');
  hand.opened('s2', '12');
  hand.act({ act: 'close-position', ticket: '12' });
  expect([triesFor(hand.cockpit, '11').length, triesFor(hand.cockpit, '12').map(({ request }) => request.op)]).toEqual([
    0,
    ['close'],
  ]);
});

it('an ending reserves nothing, has ten seconds, and an id of its own for each attempt', () => {
  const of = (attempt: number) =>
    intendEnding({ op: 'close', ticket: '11', volume: null }, 'EURUSD', NOW, {
      subject: 'close|11',
      bornAt: 1,
      attempt,
      signalId: 's1',
      certificateId: null,
    });
  const idOf = (attempt: number): string => {
    const { payload } = of(attempt);
    return 'request' in payload && 'clientOrderId' in payload ? payload.clientOrderId : '';
  };
  expect(of(0).payload).toEqual({
    clientOrderId: idOf(0),
    signalId: 's1',
    certificateId: null,
    symbol: 'EURUSD',
    request: { op: 'close', ticket: '11', volume: null, clientOrderId: idOf(0), deadlineAt: NOW + 10_000 },
    reserve: 0,
    riskMoney: 0,
  });
  expect([idOf(0).length, idOf(1) === idOf(0)]).toEqual([16, false]);
});
