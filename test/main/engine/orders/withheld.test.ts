import { describe, expect, test } from 'vitest';
import type { BlockKind } from '#shared/domain';
import { reasonToWithhold, type Effect } from '#engine';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const SEEN = { journalFault: null, account: ACCOUNT };
const sendOf = (hand: EngineInHand): Extract<Effect, { kind: 'send' }> => {
  const send = hand.effects.findLast((effect) => effect.kind === 'send');
  if (send?.kind !== 'send') throw new Error('nothing is to be sent');
  return send;
};

describe('the last word before an entry', () => {
  const asked = (): { hand: EngineInHand; send: Extract<Effect, { kind: 'send' }> } => {
    const hand = new EngineInHand(AUTO);
    hand.ordered('s1');
    return { hand, send: sendOf(hand) };
  };

  test('is yes while nothing has changed', () => {
    const { hand, send } = asked();
    expect(reasonToWithhold(hand.cockpit, send, SEEN)).toBeNull();
  });

  test.each([
    ['the journal cannot be written', { ...SEEN, journalFault: 'disk full' }, 'journal_unavailable'],
    ['the account is another one', { ...SEEN, account: { ...ACCOUNT, server: 'Other' } }, 'account_changed'],
    ['nobody knows the account', { ...SEEN, account: null }, 'account_changed'],
  ])('is no when %s', (_what, seen, code) => {
    const { hand, send } = asked();
    expect(reasonToWithhold(hand.cockpit, send, seen)?.code).toBe(code);
  });

  test('is no when a block was raised, and not for the block that the entry itself raised', () => {
    const { hand, send } = asked();
    const block = (code: BlockKind): void => void hand.cockpit.blocks.set('b', { code, text: 'entries wait', since: hand.at });
    block('repeated_entries');
    const own = reasonToWithhold(hand.cockpit, send, SEEN);
    block('losing_streak');
    expect([own, reasonToWithhold(hand.cockpit, send, SEEN)?.code]).toEqual([null, 'not_blocked']);
  });

  test('is never asked of what takes risk away', () => {
    const { hand, send } = asked();
    hand.halt(false);
    const seen = { journalFault: 'disk full', account: null };
    for (const effect of ['close', 'protect'] as const)
      expect(reasonToWithhold(hand.cockpit, { ...send, effect }, seen)).toBeNull();
    for (const effect of ['open', 'change'] as const)
      expect(reasonToWithhold(hand.cockpit, { ...send, effect }, SEEN)?.code).toBe('trading_active');
  });
});

test('an entry that was held back ends as refused; the breaker it was to probe is neither closed by it nor left waiting', () => {
  const hand = new EngineInHand(AUTO);
  const half = { state: 'HALF_OPEN', failures: 5, successes: 1, probing: false } as const;
  hand.cockpit.breakers.set('terminal/write', half);
  const { clientOrderId } = hand.ordered('s1');
  const probing = hand.cockpit.breakers.get('terminal/write');
  const reason = { code: 'trading_active', text: 'Trading is halted' } as const;
  hand.tell({ type: 'order.withheld', payload: { clientOrderId, reason } });
  const again = hand.tell({ type: 'order.withheld', payload: { clientOrderId, reason } });
  expect([probing, hand.cockpit.breakers.get('terminal/write'), again.decisions]).toEqual([{ ...half, probing: true }, half, []]);
  expect([hand.cockpit.orders.get(clientOrderId)?.state, hand.standing('s1'), hand.cockpit.asked.lots['EURUSD']]).toEqual([
    'refused',
    ['failed', 'trading_active'],
    0,
  ]);
});

test('adopting a drift while trading is halted leaves it halted', () => {
  const hand = new EngineInHand(AUTO);
  hand.opened('s1', '11');
  hand.after(1_000).halt(false);
  hand.positions = [];
  hand.after(1_000).observe();
  const drift = hand.cockpit.drift;
  const told = hand.act({ act: 'adopt-drift', reason: 'the broker is right' });
  expect([drift?.items.length, told.answer, told.types.includes('trading.changed')]).toEqual([1, null, false]);
  expect([hand.cockpit.drift, hand.cockpit.trading.state, hand.standing('s1')]).toEqual([
    null,
    'halted',
    ['failed', 'drift_adopted'],
  ]);
});
