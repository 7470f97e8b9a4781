import { describe, expect, it } from 'vitest';
import { riskProposal, riskSwitch } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const rearm = (hand: EngineInHand, block: string) => hand.act({ act: 'rearm', block, reason: 'looked at it' });
const refusal = (told: { answer: unknown }): unknown => (told.answer as { code?: string } | null)?.code ?? null;
const adjusted = (riskFactor: number, riskOn: boolean, proposal: number | null): EngineInHand => {
  const hand = new EngineInHand();
  hand.cockpit.strategies.set('m5_bos', { ...hand.cockpit.strategies.get('m5_bos'), riskFactor, riskOn, proposal } as never);
  return hand;
};

describe('re-arming', () => {
  it('switches a strategy on again at the risk it was cut to, and drops the proposal', () => {
    const hand = adjusted(0.5, false, 0.8);
    expect(rearm(hand, riskSwitch('m5_bos')).decisions).toEqual([
      {
        type: 'strategy.adjusted',
        payload: {
          strategyId: 'm5_bos',
          riskFactor: 0.5,
          riskOn: true,
          proposal: null,
          text: 'Re-armed by trader:test: looked at it',
        },
      },
    ]);
    expect(refusal(rearm(hand, riskSwitch('m5_bos')))).toBe('not_blocked');
  });

  it.each([
    [0.8, 0.8],
    [1.5, 1],
  ])('takes a proposal of %d as %d: nothing is ever above full risk', (proposal, riskFactor) => {
    const hand = adjusted(0.5, false, proposal);
    expect(rearm(hand, riskProposal('m5_bos')).decisions[0]?.payload).toEqual({
      strategyId: 'm5_bos',
      riskFactor,
      riskOn: true,
      proposal: null,
      text: 'Proposal confirmed by trader:test: looked at it',
    });
    expect(refusal(rearm(hand, riskProposal('m5_bos')))).toBe('not_blocked');
  });

  it('declines a proposal: the risk stays what it is, once', () => {
    const hand = adjusted(0.5, true, 0.8);
    const decline = () => hand.act({ act: 'decline-proposal', strategyId: 'm5_bos', reason: 'not yet' });
    expect(decline().decisions.map(({ payload }) => payload)).toEqual([
      {
        strategyId: 'm5_bos',
        riskFactor: 0.5,
        riskOn: true,
        proposal: null,
        text: 'Proposal declined by trader:test: not yet',
      },
    ]);
    expect([refusal(decline()), refusal(rearm(hand, riskProposal('m5_bos')))]).toEqual(['not_blocked', 'not_blocked']);
  });

  it('of a strategy that was never touched is nothing to do', () => {
    const hand = new EngineInHand();
    expect([rearm(hand, riskSwitch('m1_retest')), rearm(hand, riskProposal('m1_retest'))].map(refusal)).toEqual([
      'not_blocked',
      'not_blocked',
    ]);
  });

  it.each([
    ['day_lock', 'hard_limit', 'After a hard stop'],
    ['account_size', 'hard_limit', 'Choose a rulebook'],
    ['unsound_numbers', 'hard_limit', 'Sound numbers'],
    ['repeated_entries', null, null],
    ['losing_streak', null, null],
    ['a_code_of_an_older_version', null, null],
  ])('a block %s: %s', (code, refused, words) => {
    const hand = new EngineInHand();
    hand.cockpit.blocks.set('b', { code, text: 'x' } as never);
    const told = rearm(hand, 'b');
    expect([refusal(told), hand.cockpit.blocks.has('b')]).toEqual([refused, refused !== null]);
    if (words !== null) expect(JSON.stringify(told.answer)).toContain(words);
    else
      expect(told.decisions).toEqual([
        { type: 'block.lifted', payload: { block: 'b', by: 'trader:test', reason: 'looked at it' } },
      ]);
    expect(refusal(rearm(hand, 'nothing'))).toBe('not_blocked');
  });
});
