import { describe, expect, test } from 'vitest';
import type { Breaker, OrderRequest } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const asked = (): { hand: EngineInHand; request: Extract<OrderRequest, { op: 'open' }> } => {
  const hand = new EngineInHand(AUTO);
  return { hand, request: hand.ordered('s1') };
};
const order = (hand: EngineInHand, clientOrderId: string) => {
  const { state, reserve, outcome } = hand.cockpit.orders.get(clientOrderId) ?? {};
  return { state, holdsReserve: (reserve ?? 0) > 0, outcome: outcome?.kind ?? null };
};

describe('an answer', () => {
  test('confirmed: the position is ours, the reserve is free', () => {
    const { hand, request } = asked();
    const reservedBefore = order(hand, request.clientOrderId);
    const position = hand.filled(request, '11');
    expect([reservedBefore, order(hand, request.clientOrderId), hand.standing('s1'), hand.cockpit.positions.get('11')]).toEqual([
      { state: 'intended', holdsReserve: true, outcome: null },
      { state: 'confirmed', holdsReserve: false, outcome: 'confirmed' },
      ['open', null],
      {
        position,
        signalId: 's1',
        strategyId: 'm5_bos',
        riskMoney: hand.cockpit.orders.get(request.clientOrderId)?.riskMoney,
        foreign: false,
        lots: position.volume,
        planned: { stopLoss: request.stopLoss, takeProfit: request.takeProfit },
      },
    ]);
  });

  test('refused: the signal has failed with the code, nothing is sent again', () => {
    const { hand, request } = asked();
    hand.answer(request.clientOrderId, { kind: 'refused', retcode: 10019, text: 'No money', at: hand.at });
    expect([order(hand, request.clientOrderId), hand.standing('s1'), hand.sends.length, hand.cockpit.positions.size]).toEqual([
      { state: 'refused', holdsReserve: false, outcome: 'refused' },
      ['failed', 'retcode_10019'],
      1,
      0,
    ]);
  });

  test('twice: the first one counts', () => {
    const { hand, request } = asked();
    hand.filled(request, '11');
    const again = hand.answer(request.clientOrderId, { kind: 'refused', retcode: 10019, text: 'No money', at: hand.at });
    const other = hand.answer(request.clientOrderId, hand.confirmed('12'));
    expect([again.decisions, other.decisions, [...hand.cockpit.positions.keys()]]).toEqual([[], [], ['11']]);
  });

  test('for an order whose end an edited journal has lost, and its signal’s not: the order ends, the signal stays as it is', () => {
    const { hand, request } = asked();
    const life = hand.cockpit.signals.get('s1');
    if (life === undefined) throw new Error('the signal is known');
    hand.cockpit.signals.set('s1', { ...life, state: 'failed' });
    hand.at = request.deadlineAt + 2_000;
    hand.tell({ type: 'terminal.probed', payload: { clientOrderId: request.clientOrderId, result: { kind: 'absent' } } });
    expect([order(hand, request.clientOrderId).state, hand.cockpit.signals.get('s1')?.state]).toEqual(['refused', 'failed']);
  });

  test.each([
    ['silence', (hand: EngineInHand) => hand.silence, ['order.resolved']],
    [
      'a refusal',
      (hand: EngineInHand) => ({ kind: 'refused', retcode: 10019, text: 'No money', at: hand.at }) as const,
      ['order.resolved'],
    ],
    ['a fill', (hand: EngineInHand) => hand.confirmed('11'), ['order.resolved', 'position.opened']],
  ])('%s moves no signal that has ended', (_what, outcome, wanted) => {
    const { hand, request } = asked();
    hand.cockpit.signals.set('s1', { ...hand.life('s1'), state: 'failed' });
    const { types } = hand.answer(request.clientOrderId, outcome(hand));
    const ofOrder = types.filter((type) => /^(?:order|position|signal)\./.test(type));
    expect([ofOrder.filter((type) => type !== 'position.planned'), hand.life('s1').state]).toEqual([wanted, 'failed']);
  });

  test('for an order nobody knows: nothing', () => {
    const { hand } = asked();
    expect(hand.answer('NOBODYS', hand.confirmed('9')).decisions).toEqual([]);
  });
});

describe('silence', () => {
  const silent = (): ReturnType<typeof asked> => {
    const story = asked();
    story.hand.after(5_000).answer(story.request.clientOrderId, story.hand.silence);
    return story;
  };

  test('is unknown: the reserve stays, the order is looked for and never sent again', () => {
    const { hand, request } = silent();
    expect([order(hand, request.clientOrderId), hand.standing('s1'), hand.sends.length, hand.effects.slice(-2)]).toEqual([
      { state: 'unknown', holdsReserve: true, outcome: 'unknown' },
      ['unknown', 'order_unknown'],
      1,
      [{ kind: 'probe', clientOrderId: request.clientOrderId }, { kind: 'refresh' }],
    ]);
  });

  test('found by its client id: it is ours after all', () => {
    const { hand, request } = silent();
    const position = hand.positionOf(request, '11');
    hand.tell({
      type: 'terminal.probed',
      payload: { clientOrderId: request.clientOrderId, result: { kind: 'found', outcome: hand.confirmed('11'), position } },
    });
    expect([order(hand, request.clientOrderId), hand.standing('s1'), hand.cockpit.positions.get('11')?.signalId]).toEqual([
      { state: 'confirmed', holdsReserve: false, outcome: 'confirmed' },
      ['open', null],
      's1',
    ]);
  });

  test('found closed: filled and stopped out before anybody looked, and it counts as a trade', () => {
    const { hand, request } = silent();
    const position = hand.positionOf(request, '11');
    const deals = hand.dealsOf(position, [{ volume: position.volume, profit: -500 }]);
    hand.tell({
      type: 'terminal.probed',
      payload: {
        clientOrderId: request.clientOrderId,
        result: { kind: 'found_closed', outcome: { ...hand.confirmed('11'), price: position.entry } as never, deals: [...deals] },
      },
    });
    const life = hand.life('s1');
    expect([
      order(hand, request.clientOrderId).state,
      hand.standing('s1'),
      life.trade?.pnl,
      hand.cockpit.positions.size,
      hand.cockpit.performance.get('all')?.losses,
    ]).toEqual(['confirmed', ['closed', 'closed_sl'], -500, 0, 1]);
  });

  test.each([
    [-1, 'unknown'],
    [0, 'refused'],
  ])('absent %i ms around its deadline and a second: %s', (around, state) => {
    const { hand, request } = silent();
    hand.at = request.deadlineAt + 1_000 + around;
    hand.tell({ type: 'terminal.probed', payload: { clientOrderId: request.clientOrderId, result: { kind: 'absent' } } });
    expect([order(hand, request.clientOrderId).state, hand.sends.length]).toEqual([state, 1]);
  });

  test('unreachable says nothing, however late', () => {
    const { hand, request } = silent();
    hand.after(3_600_000).tell({
      type: 'terminal.probed',
      payload: { clientOrderId: request.clientOrderId, result: { kind: 'unreachable', why: 'link' } },
    });
    expect(order(hand, request.clientOrderId).state).toBe('unknown');
  });

  test('an answer that comes after all settles it', () => {
    const { hand, request } = silent();
    hand.answer(request.clientOrderId, { kind: 'refused', retcode: 10004, text: 'Requote', at: hand.at });
    expect([order(hand, request.clientOrderId).state, hand.standing('s1')]).toEqual(['refused', ['failed', 'retcode_10004']]);
  });

  test('twice in a row opens the write breaker; closing is not affected', () => {
    const hand = new EngineInHand({
      ...AUTO,
      recovery: { escalation: { highFaults: 20 } },
      cells: { u3: { maxOpenPositions: 100, onePositionPerSymbol: false } },
      strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 50, riskPercent: 0.05 }, m1_retest: {} },
    });
    const position = hand.opened('first', '1');
    for (const [n, id] of ['a', 'b'].entries()) {
      const stopLoss = Number((hand.quote.ask - 0.00201 - n * 0.00001).toFixed(5));
      hand.answer(hand.ordered(id, { stopLoss }).clientOrderId, hand.silence);
    }
    hand.submit('f');
    const close = hand.act({ act: 'close-position', ticket: position.ticket });
    expect([hand.cockpit.breakers.get('terminal/write')?.state, hand.standing('f'), close.types, hand.sends.at(-1)?.op]).toEqual([
      'OPEN',
      ['rejected', 'terminal_write_breaker'],
      ['order.intended'],
      'close',
    ]);
  });
});

describe('a probe of the write breaker whose answer went down with the last run', () => {
  const HALF: Breaker = { state: 'HALF_OPEN', failures: 5, successes: 0, probing: true };
  const orphaned = (): ReturnType<typeof asked> => {
    const story = asked();
    story.hand.cockpit.breakers.set('terminal/write', HALF);
    return story;
  };

  test('found: it was a good probe, and the next may pass', () => {
    const { hand, request } = orphaned();
    const position = hand.positionOf(request, '11');
    hand.tell({
      type: 'terminal.probed',
      payload: { clientOrderId: request.clientOrderId, result: { kind: 'found', outcome: hand.confirmed('11'), position } },
    });
    expect(hand.cockpit.breakers.get('terminal/write')).toEqual({ ...HALF, successes: 1, probing: false });
  });

  test('found refused: the terminal answered all the same, and the next may pass', () => {
    const { hand, request } = orphaned();
    const result = { kind: 'ended', how: 'refused', text: 'Rejected' } as never;
    hand.tell({ type: 'terminal.probed', payload: { clientOrderId: request.clientOrderId, result } });
    expect(hand.cockpit.orders.get(request.clientOrderId)?.state).toBe('refused');
    expect(hand.cockpit.breakers.get('terminal/write')).toEqual({ ...HALF, successes: 1, probing: false });
  });

  test('absent: it was a bad one, and in thirty seconds another may pass', () => {
    const { hand, request } = orphaned();
    hand.at = request.deadlineAt + 1_000;
    hand.tell({ type: 'terminal.probed', payload: { clientOrderId: request.clientOrderId, result: { kind: 'absent' } } });
    expect(hand.cockpit.breakers.get('terminal/write')).toEqual({
      state: 'OPEN',
      failures: 6,
      reopensAt: hand.at + 30_000,
      cause: 'probe',
    });
  });
});
