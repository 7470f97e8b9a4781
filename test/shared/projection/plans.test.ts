import { describe, expect, test } from 'vitest';
import type { Payload } from '#shared/events';
import { apply, emptyCockpit, type PositionPlan } from '#shared/projection';
import { managementRules } from '#shared/config';
import { somePayload, someRecord } from '../events/any-payload.ts';

const DAY = 86_400_000;
const BEGUN = 20_000 * DAY;
const rules = managementRules.parse({ breakEvenAtR: 1 });
const position: Payload<'position.changed'>['position'] = {
  ...somePayload('position.changed').position,
  ...{ ticket: 't1', identifier: 't1', symbol: 'EURUSD', direction: 'BUY', volume: 1, stopLoss: 1.1, takeProfit: null },
};

/** One position under rules; every record is told to it in turn. */
function managed() {
  const state = emptyCockpit();
  const tell = <T extends Parameters<typeof someRecord>[1]>(type: T, payload: object, at?: number): void => {
    apply(state, { ...someRecord(state.lastSeq + 1, type, payload as never), at: at ?? BEGUN + 1_000 * (state.lastSeq + 1) });
  };
  tell('position.opened', { position, signalId: null, strategyId: 'm5_bos', riskMoney: 100 });
  const plan = { ticket: 't1', rules, side: 'BUY', stop: 1.1, risk: 0.002, exits: [], lots: 1, takenOver: undefined };
  tell('position.planned', plan);
  const ordered = (id: string, rule: string, outcome: object): void => {
    const request = { op: 'modify', clientOrderId: id, ticket: 't1', stopLoss: 1.101, takeProfit: null, deadlineAt: 1 };
    const managedBy = { rule, step: '', text: rule, by: 'engine' };
    tell('order.intended', {
      clientOrderId: id,
      signalId: null,
      certificateId: null,
      request,
      symbol: 'EURUSD',
      managed: managedBy,
    });
    tell('order.resolved', { clientOrderId: id, outcome, sentAt: 1, by: undefined, opensAt: undefined });
  };
  const kept = (): PositionPlan | undefined => state.positions.get('t1')?.plan;
  return { tell, ordered, kept, plan };
}
const CONFIRMED = { kind: 'confirmed', retcode: 10009, ticket: 't1', deal: null, price: null, volume: null, at: 1 };
const refused = (retcode: number) => ({ kind: 'refused', retcode, text: 'No', at: 1 });

describe('the plan of a position', () => {
  test('moves back with a time that is put right: no pause of five seconds lasts a day', () => {
    const { tell, ordered, kept } = managed();
    ordered('a', 'trailing', CONFIRMED);
    ordered('b', 'trailing', refused(10016));
    const [until = 0, movedAt = 0] = [kept()?.refused?.until, kept()?.moves[0]?.at];
    tell('news.dropped', { id: 'n' }, BEGUN + 1_000 - DAY);
    expect([kept()?.refused?.until, kept()?.moves[0]?.at]).toEqual([until - 5_000 - DAY, movedAt - 5_000 - DAY]);
  });

  test('ends where the position is turned round: its rules were about the other side', () => {
    const { tell, kept } = managed();
    tell('position.changed', { position: { ...position, volume: 2 } });
    expect(kept()).toBeDefined();
    tell('position.changed', { position: { ...position, direction: 'SELL' } });
    expect(kept()).toBeUndefined();
  });

  test('keeps what was done under other rules, and of a stop that follows only the newest move', () => {
    const { tell, ordered, kept, plan } = managed();
    for (const [id, rule] of [['a', 'break_even'], ['b', 'trailing'], ['c', 'trailing']] as const) ordered(id, rule, CONFIRMED); // prettier-ignore
    tell('position.planned', { ...plan, rules: managementRules.parse({ maxMinutes: 5 }) });
    expect(kept()?.moves.map(({ rule, stop }) => [rule, stop])).toEqual([
      ['break_even', 1.101],
      ['trailing', 1.101],
    ]);
  });

  test('waits longer after each refusal in a row, for a shut market a minute, and not at all for what the trader asked', () => {
    const { ordered, kept } = managed();
    const pause = (): number | null => {
      const { refused: last } = kept() ?? { refused: null };
      return last === null ? null : last.until % 1_000_000;
    };
    ordered('a', 'by_hand', refused(10016));
    expect(pause()).toBeNull();
    ordered('b', 'trailing', refused(10016));
    const first = kept()?.refused;
    ordered('c', 'trailing', refused(10016));
    const second = kept()?.refused;
    expect([first?.count, second?.count]).toEqual([1, 2]);
    // Two records lie between the two answers, a second each.
    expect((second?.until ?? 0) - (first?.until ?? 0)).toBe(2_000 + 10_000);
    ordered('d', 'trailing', refused(10018));
    expect((kept()?.refused?.until ?? 0) - (second?.until ?? 0)).toBe(2_000 + 45_000);
    ordered('e', 'trailing', CONFIRMED);
    expect(kept()?.refused).toBeNull();
  });
});
