import { describe, expect, test } from 'vitest';
import { reserveAt, restLeft } from '#engine/orders/rests.ts';
import type { Position } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';
import { entry, openRequest } from '../rulebook/desk.ts';

/** A position of the broker's test whose levels were asked to move. */
function changing(): { hand: EngineInHand; clientOrderId: string; before: Position; after: Position; deadlineAt: number } {
  const hand = new EngineInHand();
  const test = { act: 'test-broker', test: 't1', symbol: 'EURUSD' } as const;
  hand.act({ ...test, step: 'open' });
  const open = hand.sends.at(-1);
  if (open?.op !== 'open') throw new Error('the test asked for no entry');
  const before = hand.filled(open, '11');
  hand.after(1_000).act({ ...test, step: 'move_stops' });
  const request = hand.sends.at(-1);
  if (request?.op !== 'modify') throw new Error('the test asked for no change');
  const { clientOrderId, stopLoss, takeProfit, deadlineAt } = request;
  return { hand, clientOrderId, before, after: { ...before, stopLoss, takeProfit }, deadlineAt };
}
const stateOf = (hand: EngineInHand, clientOrderId: string) => {
  const { state, effect, resolvedBy } = hand.cockpit.orders.get(clientOrderId) ?? {};
  return [effect, state, resolvedBy];
};

describe('a change of levels', () => {
  test('is sent as what it is, and answered through a breaker of its own', () => {
    const { hand, clientOrderId } = changing();
    const sent = hand.effects.findLast(({ kind }) => kind === 'send');
    hand.answer(clientOrderId, hand.silence);
    hand.answer(clientOrderId, { kind: 'refused', retcode: 10016, text: 'Invalid stops', at: hand.at });
    expect(sent).toMatchObject({ effect: 'change' });
    expect([...hand.cockpit.breakers.keys()].filter((key) => key.startsWith('terminal'))).toEqual(['terminal/modify']);
    expect(stateOf(hand, clientOrderId)).toEqual(['change', 'refused', 'answer']);
  });

  test('whose answer was lost is settled by the levels at the terminal, before its deadline only when they are there', () => {
    const { hand, clientOrderId, after } = changing();
    hand.answer(clientOrderId, hand.silence);
    hand.after(500).observe();
    const early = stateOf(hand, clientOrderId);
    hand.positions = [after];
    hand.after(500).observe();
    expect([early, stateOf(hand, clientOrderId)]).toEqual([
      ['change', 'unknown', null],
      ['change', 'confirmed', 'snapshot'],
    ]);
  });

  test('that is not there in a look past the deadline was never done, and no probe says so before', () => {
    const { hand, clientOrderId, deadlineAt } = changing();
    hand.answer(clientOrderId, hand.silence);
    hand.at = deadlineAt + 2_000;
    hand.tell({ type: 'terminal.probed', payload: { clientOrderId, result: { kind: 'absent' } } });
    const probed = stateOf(hand, clientOrderId);
    hand.observe();
    expect([probed, stateOf(hand, clientOrderId)]).toEqual([
      ['change', 'unknown', null],
      ['change', 'refused', 'snapshot'],
    ]);
  });

  test.each([
    [499, 'protect', 'unanswered'],
    [500, 'protect', 'confirmed'],
    [500, 'change', 'unanswered'],
  ] as const)('that a look shows %d ms after it was asked, and no answer yet: one that is to %s is %s', (ms, effect, becomes) => {
    const { hand, clientOrderId, after } = changing();
    const order = hand.cockpit.orders.get(clientOrderId)!;
    hand.cockpit.orders.set(clientOrderId, { ...order, effect, state: 'sent' });
    hand.positions = [after];
    hand.at = order.requestedAt + ms;
    hand.observe();
    expect(hand.cockpit.orders.get(clientOrderId)?.state).toBe(becomes === 'confirmed' ? 'confirmed' : 'sent');
  });

  test.each([
    [999, 'intended'],
    [1_000, 'refused'],
  ])('without an answer, and not there %d ms after its deadline, is %s', (ms, state) => {
    const { hand, clientOrderId, deadlineAt } = changing();
    hand.at = deadlineAt + ms;
    hand.observe();
    expect(hand.cockpit.orders.get(clientOrderId)?.state).toBe(state);
  });

  test.each([
    [999, 'intended'],
    [1_000, 'confirmed'],
  ])('without an answer that risks more, and there %d ms after its deadline, is %s', (ms, state) => {
    const { hand, clientOrderId, after, deadlineAt } = changing();
    hand.positions = [after];
    hand.at = deadlineAt + ms;
    hand.observe();
    expect(hand.cockpit.orders.get(clientOrderId)?.state).toBe(state);
  });

  test('whose answer was given up after its deadline is waited for from then on', () => {
    const { hand, clientOrderId, deadlineAt } = changing();
    hand.at = deadlineAt + 5_000;
    hand.answer(clientOrderId, hand.silence);
    const states = [5_999, 6_000].map((ms) => {
      hand.at = deadlineAt + ms;
      hand.observe();
      return hand.cockpit.orders.get(clientOrderId)?.state;
    });
    expect(states).toEqual(['unknown', 'refused']);
  });

  test('is not proven by a look of the moment at which it was asked; a later one is its confirmation', () => {
    const { hand, clientOrderId, after } = changing();
    hand.answer(clientOrderId, hand.silence);
    hand.positions = [after];
    hand.observe();
    const early = hand.cockpit.orders.get(clientOrderId)?.state;
    hand.after(1).observe();
    expect([early, hand.cockpit.orders.get(clientOrderId)?.outcome]).toEqual([
      'unknown',
      { kind: 'confirmed', retcode: 10009, ticket: '11', deal: null, price: null, volume: null, at: hand.at },
    ]);
  });

  test('is left alone while the time is in doubt: no deadline is known to have passed', () => {
    const { hand, clientOrderId, deadlineAt } = changing();
    hand.answer(clientOrderId, hand.silence);
    hand.cockpit.clock = { ...hand.cockpit.clock, trusted: false };
    hand.at = deadlineAt + 60_000;
    hand.observe();
    expect(hand.cockpit.orders.get(clientOrderId)?.state).toBe('unknown');
  });

  test('to protect that no look shows is on its way until its deadline', () => {
    const { hand, clientOrderId } = changing();
    const order = hand.cockpit.orders.get(clientOrderId)!;
    hand.cockpit.orders.set(clientOrderId, { ...order, effect: 'protect', state: 'sent' });
    hand.at = order.requestedAt + 500;
    hand.observe();
    expect(hand.cockpit.orders.get(clientOrderId)?.state).toBe('sent');
  });

  test('is still on its way while a terminal whose time is ahead shows the old levels: its deadline is the cockpit’s', () => {
    const { hand, clientOrderId } = changing();
    hand.answer(clientOrderId, hand.silence);
    hand.after(500).observe([], { ...hand.snapshot(), at: hand.at + 9 * 3_600_000 });
    expect(stateOf(hand, clientOrderId)).toEqual(['change', 'unknown', null]);
  });

  test('of a position that the ledger has and the terminal does not show stays open: nothing is proven by a difference', () => {
    const { hand, clientOrderId, deadlineAt } = changing();
    hand.answer(clientOrderId, hand.silence);
    hand.positions = [];
    for (const seconds of [2, 20, 200]) {
      hand.at = deadlineAt + seconds * 1_000;
      hand.observe();
    }
    expect(hand.cockpit.orders.get(clientOrderId)?.state).toBe('unknown');
  });

  test('of a position that was dropped on the word of an empty look stays open for two minutes: it may come back into sight', () => {
    const { hand, clientOrderId, deadlineAt } = changing();
    hand.answer(clientOrderId, hand.silence);
    hand.positions = [];
    hand.at = deadlineAt + 2_000;
    hand.observe();
    hand.act({ act: 'adopt-drift', reason: 'the terminal says so' });
    expect(hand.cockpit.positions.size).toBe(0);
    const states = [3, 119, 122].map((seconds) => {
      hand.at = deadlineAt + seconds * 1_000;
      hand.observe();
      return hand.cockpit.orders.get(clientOrderId)?.state;
    });
    expect(states).toEqual(['unknown', 'unknown', 'refused']);
  });

  test('of a position that is gone ends as refused', () => {
    const { hand, clientOrderId, before, deadlineAt } = changing();
    hand.answer(clientOrderId, hand.silence);
    hand.positions = [];
    hand.at = deadlineAt + 2_000;
    hand.observe(hand.dealsOf(before, [{ volume: before.volume, profit: -1 }]));
    hand.after(1_000).observe();
    expect(hand.cockpit.orders.get(clientOrderId)?.outcome).toMatchObject({ kind: 'refused', text: 'Its position is gone' });
  });

  test('that risks more is refused while trading is halted, and while its breaker is open', () => {
    const hand = new EngineInHand();
    const test = { act: 'test-broker', test: 't1', symbol: 'EURUSD' } as const;
    hand.act({ ...test, step: 'open' });
    const open = hand.sends.at(-1);
    if (open?.op !== 'open') throw new Error('the test asked for no entry');
    hand.filled(open, '11');
    hand.act({ act: 'isolate-breaker', agent: 'terminal', effect: 'modify', reason: 'test' });
    const blocked = hand.act({ ...test, step: 'move_stops' }).answer;
    hand.halt(false);
    const refused = hand.act({ ...test, step: 'move_stops' }).answer;
    expect([blocked, refused]).toMatchObject([{ code: 'breaker_open' }, { code: 'hard_limit' }]);
    expect(hand.sends.map(({ op }) => op)).toEqual(['open']);
  });
});

describe('what is left of an entry reserves', () => {
  const pending = { type: 'limit', price: 1.1, stopLimit: null, expiresAt: null } as const;
  const left = (part: Parameters<typeof entry>[0], volume: number) => {
    const { payload } = restLeft(entry({ ticket: '21', ...part }), volume, 'why');
    return payload;
  };
  test('its share of the whole where it waits, and nothing where it was an order at the market', () => {
    expect(left({ request: openRequest({ pending, volume: 2 }) }, 0.5)).toEqual({
      clientOrderId: 'C1',
      ticket: '21',
      volume: 0.5,
      reserve: 25,
      text: 'why',
    });
    expect(left({}, 0.5)).toMatchObject({ reserve: 0 });
    expect(left({ ticket: null, request: openRequest({ pending }) }, 0)).toMatchObject({ ticket: 'C1', reserve: 0 });
  });

  test('more at a wider stop, by its distance alone: costs are the same at any', () => {
    const sized = { reserve: 110, costs: 10, distance: 0.001 };
    const request = openRequest({ pending, stopLoss: 1.099 });
    const at = (price: number) =>
      reserveAt(entry({ request, sized }), { pending: { ...pending, price }, stopLoss: 1.099, takeProfit: null }, 1);
    expect([at(1.1), at(1.101)].map((money) => Number(money.toFixed(6)))).toEqual([110, 210]);
  });
});
