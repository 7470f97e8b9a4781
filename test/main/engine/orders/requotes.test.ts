import { describe, expect, test } from 'vitest';
import { present } from '#shared/lib';
import type { OrderRequest } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

type Open = Extract<OrderRequest, { op: 'open' }>;
const opens = (hand: EngineInHand): readonly Open[] => hand.sends.filter((one): one is Open => one.op === 'open');
const last = (hand: EngineInHand): Open => present(opens(hand).at(-1), 'an entry was sent');
const refuse = (hand: EngineInHand, retcode: number): void =>
  void hand.after(200).answer(last(hand).clientOrderId, { kind: 'refused', retcode, text: 'Price moved', at: hand.at });
const begun = (config: Record<string, unknown> = { approvals: { mode: 'auto' } }): EngineInHand => {
  const hand = new EngineInHand(config);
  hand.ordered('s1');
  return hand;
};

describe('an entry that the server requotes', () => {
  test.each([10_004, 10_020, 10_021])('%d is asked for again under a new id, through every station and on record', (retcode) => {
    const hand = begun();
    refuse(hand, retcode);
    expect([opens(hand).length, new Set(opens(hand).map(({ clientOrderId }) => clientOrderId)).size]).toEqual([2, 2]);
    expect(hand.life('s1').orders).toEqual(opens(hand).map(({ clientOrderId }) => clientOrderId));
    const moves = hand.records.filter(({ type }) => type === 'signal.moved').map(({ payload }) => payload);
    expect(moves).toContainEqual(
      expect.objectContaining({ state: 'in_pipeline', reason: expect.objectContaining({ code: 'requoted' }) as object }),
    );
    hand.filled(last(hand), '11');
    expect([hand.standing('s1')[0], hand.cockpit.positions.size]).toEqual(['open', 1]);
  });

  test('is asked for three times more at most, then it has failed with the code', () => {
    const hand = begun();
    for (let i = 0; i < 4; i += 1) refuse(hand, 10_004);
    expect([opens(hand).length, hand.standing('s1'), hand.cockpit.openOrders.size]).toEqual([4, ['failed', 'retcode_10004'], 0]);
  });

  test.each([10_006, 10_015, 10_016, 10_018, 10_019])('%d is no requote: it ends there', (retcode) => {
    const hand = begun();
    refuse(hand, retcode);
    expect([opens(hand).length, hand.standing('s1')]).toEqual([1, ['failed', `retcode_${retcode}`]]);
  });

  test('whose answer was in doubt is never asked for again, whatever is heard of it later', () => {
    const hand = begun();
    hand.answer(last(hand).clientOrderId, hand.silence);
    refuse(hand, 10_004);
    expect([opens(hand).length, hand.standing('s1')]).toEqual([1, ['failed', 'retcode_10004']]);
  });

  test('is not asked for beyond the deviation of its first attempt, counted over all of them', () => {
    const hand = begun();
    const { deviationPoints } = last(hand);
    hand.bid = Number((hand.bid + (deviationPoints - 1) * 0.00001).toFixed(5));
    refuse(hand, 10_004);
    const within = opens(hand).length;
    hand.bid = Number((hand.bid + 2 * 0.00001).toFixed(5));
    refuse(hand, 10_004);
    expect([within, opens(hand).length, hand.standing('s1')]).toEqual([2, 2, ['rejected', 'requote_points']]);
  });

  test('is not asked for outside the band of the card that was approved, nor once trading is halted', () => {
    const hand = new EngineInHand();
    hand.submit('s1');
    hand.approve('s1');
    const { bandPoints } = present(hand.life('s1').card, 'a card was shown');
    hand.bid = Number((hand.bid - (bandPoints + 2) * 0.00001).toFixed(5));
    refuse(hand, 10_020);
    expect([opens(hand).length, hand.standing('s1')]).toEqual([1, ['rejected', 'card_price_band']]);
    const halted = begun();
    halted.tell({ type: 'halt.asked', payload: { reason: 'enough', flatten: false, snapshot: null } });
    refuse(halted, 10_004);
    expect([opens(halted).length, halted.standing('s1')[0]]).toEqual([1, 'rejected']);
  });

  test('counts its lots once among those of the day', () => {
    const hand = begun();
    const lots = last(hand).volume;
    refuse(hand, 10_004);
    refuse(hand, 10_021);
    expect(hand.cockpit.asked.lots['EURUSD']).toBeCloseTo(lots, 8);
  });
});
