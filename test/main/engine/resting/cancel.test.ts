import { describe, expect, it } from 'vitest';
import type { Outcome } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

/** An entry that rests at the broker as order 31, and the first request that takes it away. */
function cancelled() {
  const hand = new EngineInHand({ approvals: { mode: 'auto' } });
  const entry = Number((hand.quote.ask - 0.001).toFixed(5));
  const at = (pips: number): number => Number((entry + pips * 0.0001).toFixed(5));
  hand.submit('s1', {
    pending: { type: 'limit', price: entry, stopLimit: null, expiresAt: null },
    ...{ entry, stopLoss: at(-20), takeProfit: at(60) },
  });
  const placed = hand.sends.at(-1);
  if (placed?.op !== 'open') throw new Error(`not placed: ${JSON.stringify(hand.life('s1').reason)}`);
  hand.answer(placed.clientOrderId, { ...hand.confirmed('31'), deal: null } as Outcome);
  hand.act({ act: 'cancel-order', order: 's1' });
  const request = hand.sends.at(-1);
  if (request?.op !== 'cancel') throw new Error('it was not asked to go');
  const cancels = (): number => hand.sends.filter(({ op }) => op === 'cancel').length;
  return { hand, request, placed, cancels };
}

describe('a cancel that was done', () => {
  it('is not asked a second time while its entry is looked for', () => {
    const { hand, request, placed, cancels } = cancelled();
    hand.answer(request.clientOrderId, { ...hand.confirmed('31'), deal: null } as Outcome);
    expect(hand.effects.at(-1)).toMatchObject({ kind: 'probe', clientOrderId: placed.clientOrderId });
    hand.after(200).beat();
    hand.after(1_000).beat();
    expect(cancels()).toBe(1);
    hand.tell({
      type: 'terminal.probed',
      payload: {
        clientOrderId: placed.clientOrderId,
        result: { kind: 'ended', how: 'cancelled', text: 'cancelled', at: hand.at },
      },
    });
    hand.after(5_000).beat();
    expect([hand.standing('s1'), cancels()]).toEqual([['cancelled', 'entry_cancelled'], 1]);
  });

  it('and left its entry at the broker all the same is asked once more', () => {
    const { hand, request, cancels } = cancelled();
    hand.answer(request.clientOrderId, { ...hand.confirmed('31'), deal: null } as Outcome);
    hand.after(2_001).beat();
    expect(cancels()).toBe(2);
  });
});

it('a close that was done is not asked a second time before a look can show it', () => {
  const hand = new EngineInHand({ approvals: { mode: 'auto' } });
  hand.opened('s1', '11');
  hand.submit('x1', { kind: 'exit' });
  const close = hand.sends.at(-1);
  if (close?.op !== 'close') throw new Error('no close');
  const closes = (): number => hand.sends.filter(({ op }) => op === 'close').length;
  hand.answer(close.clientOrderId, hand.confirmed('11'));
  hand.after(200).beat();
  expect(closes()).toBe(1);
  hand.after(1_801).beat();
  expect(closes()).toBe(2);
});
