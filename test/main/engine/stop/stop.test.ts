import { describe, expect, test } from 'vitest';
import type { OrderRequest, PendingOrder, Position } from '#shared/domain';
import type { Certificate } from '#shared/events';
import { present } from '#shared/lib';
import { createEngine, fold } from '#engine';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const MANY = {
  cells: { u3: { maxOpenPositions: 100, onePositionPerSymbol: false } },
  strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 50, riskPercent: 0.05 }, m1_retest: {} },
};

const certificateOf = (hand: EngineInHand): Certificate => {
  const { certificateId } = hand.cockpit.trading;
  return present(certificateId === null ? undefined : hand.cockpit.certificates.get(certificateId), 'there was a stop');
};
const results = (hand: EngineInHand): Record<string, string> =>
  Object.fromEntries(certificateOf(hand).tickets.map(({ ticket, result }) => [ticket, result]));
const closesOf = (hand: EngineInHand): readonly Extract<OrderRequest, { op: 'close' }>[] =>
  hand.sends.filter((request) => request.op === 'close');

/** Three positions of which the second loses most. */
const withThree = (): EngineInHand => {
  const hand = new EngineInHand({ ...AUTO, ...MANY });
  for (const ticket of ['11', '12', '13']) hand.opened(`s${ticket}`, ticket);
  const profit: Record<string, number> = { 11: -10, 12: -90, 13: 40 };
  hand.positions = hand.positions.map((position) => ({ ...position, profit: profit[position.ticket] ?? 0 }));
  return hand.after(1_000);
};
/** The terminal does a close: the answer, the deals, and the position is gone. */
const closed = (hand: EngineInHand, { clientOrderId, ticket }: { clientOrderId: string; ticket: string }): void => {
  const position = hand.positions.find((held) => held.ticket === ticket) as Position;
  hand.positions = hand.positions.filter((held) => held.ticket !== ticket);
  hand.answer(clientOrderId, {
    kind: 'confirmed',
    retcode: 10009,
    ticket,
    deal: null,
    price: 1.1,
    volume: position.volume,
    at: hand.at,
  });
  const deals = hand.dealsOf(position, [{ volume: position.volume, profit: position.profit, reason: 'expert' }]);
  hand.tell({ type: 'terminal.dealt', payload: { deal: deals.at(-1) as never, history: [...deals] } });
};
const refusedClose = (hand: EngineInHand): void => {
  for (const { clientOrderId } of closesOf(hand)) {
    if (hand.cockpit.orders.get(clientOrderId)?.state === 'intended')
      hand.answer(clientOrderId, { kind: 'refused', retcode: 10006, text: 'Rejected', at: hand.at });
  }
};
/** Looks until the stop is over, or for as long as it takes to know that it is not. */
const look = (hand: EngineInHand, times: number): void => {
  for (let i = 0; i < times; i += 1) hand.after(250).observe();
};

test('two looks within the same moment are one: flat needs a second one a quarter of a second later', () => {
  const hand = new EngineInHand(AUTO);
  hand.halt(true);
  hand.after(10).observe();
  hand.after(2).observe();
  const early = [...hand.cockpit.certificates.values()][0]?.state;
  const asked = hand.effects.filter((effect) => effect.kind === 'refresh' && effect.afterMs === 250).length;
  hand.after(247).observe();
  const almost = [...hand.cockpit.certificates.values()][0]?.state;
  hand.after(1).observe();
  expect([early, asked, almost, [...hand.cockpit.certificates.values()][0]?.state]).toEqual([
    'verifying',
    1,
    'verifying',
    'flat',
  ]);
});

describe('the latch', () => {
  test('comes first, before anything else is decided in its turn', () => {
    const told = withThree().halt(true);
    expect(told.types).toEqual(['trading.changed', 'order.intended', 'order.intended', 'order.intended', 'stop.progressed']);
  });

  test('nothing is sent after it: what waits is withdrawn, what is queued is refused, new signals too', () => {
    const hand = new EngineInHand(MANY);
    for (const id of ['approved', 'waiting', 'other']) hand.submit(id);
    hand.holds = true;
    hand.approve('approved');
    hand.submit('queued');
    hand.halt(false);
    hand.release();
    hand.submit('late');
    hand.after(60_000).beat();
    expect([hand.sends, ...['approved', 'waiting', 'other', 'queued', 'late'].map((id) => hand.standing(id))]).toEqual([
      [],
      ['rejected', 'trading_active'],
      ['cancelled', 'halted'],
      ['cancelled', 'halted'],
      ['rejected', 'trading_active'],
      ['rejected', 'trading_active'],
    ]);
  });

  test('works without a snapshot: cancels and closes follow with the first one', () => {
    const hand = withThree();
    hand.halt(true, null);
    const before = [hand.cockpit.trading.state, closesOf(hand).length, certificateOf(hand).steps.map(({ step }) => step)];
    look(hand, 1);
    expect([...before, closesOf(hand).length]).toEqual(['halted', 0, ['latched', 'waiting'], 3]);
  });
});

describe('flatten', () => {
  test('closes the largest loser first', () => {
    const hand = withThree();
    hand.halt(true);
    expect(closesOf(hand).map(({ ticket }) => ticket)).toEqual(['12', '11', '13']);
  });

  test('is flat only after two clean looks in a row, and the certificate lists every ticket', () => {
    const hand = withThree();
    hand.halt(true);
    for (const close of closesOf(hand)) closed(hand, close);
    look(hand, 1);
    const afterOne = certificateOf(hand).state;
    look(hand, 1);
    const done = certificateOf(hand);
    expect([
      afterOne,
      done.state,
      done.endedAt,
      results(hand),
      done.tickets.map(({ price }) => price),
      hand.after(250).observe().decisions,
    ]).toEqual(['verifying', 'flat', hand.at - 250, { 11: 'closed', 12: 'closed', 13: 'closed' }, [1.1, 1.1, 1.1], []]);
  });

  test('a position that appears between the two looks is closed as well, and the looks begin again', () => {
    const hand = withThree();
    const [first] = hand.positions;
    hand.halt(true);
    for (const close of closesOf(hand)) closed(hand, close);
    look(hand, 1);
    hand.positions = [{ ...(first as Position), ticket: '99', clientOrderId: null, magic: 0, openedAt: hand.at }];
    look(hand, 1);
    const state = certificateOf(hand).state;
    closed(hand, closesOf(hand).at(-1) as never);
    look(hand, 1);
    const stillLooking = certificateOf(hand).state;
    look(hand, 1);
    expect([state, stillLooking, certificateOf(hand).state, results(hand)['99']]).toEqual([
      'flattening',
      'verifying',
      'flat',
      'closed',
    ]);
  });

  test('an order that was on its way and is filled after the latch is closed and listed', () => {
    const hand = new EngineInHand({ ...AUTO, ...MANY });
    const request = hand.ordered('s1');
    hand.halt(true);
    look(hand, 5);
    const inBetween = [certificateOf(hand).state, closesOf(hand).length];
    hand.filled(request, '11');
    look(hand, 1);
    closed(hand, present(closesOf(hand)[0], 'the late fill is closed'));
    look(hand, 2);
    expect([...inBetween, certificateOf(hand).state, results(hand), hand.standing('s1')[0]]).toEqual([
      'flattening',
      0,
      'flat',
      { 11: 'closed' },
      'closed',
    ]);
  });

  test('an unknown order keeps the certificate open until it is known to be nowhere', () => {
    const hand = new EngineInHand({ ...AUTO, ...MANY });
    const request = hand.ordered('s1');
    hand.halt(true);
    hand.after(5_000).answer(request.clientOrderId, hand.silence);
    look(hand, 5);
    const before = certificateOf(hand).state;
    hand.at = request.deadlineAt + 1_000;
    hand.tell({ type: 'terminal.probed', payload: { clientOrderId: request.clientOrderId, result: { kind: 'absent' } } });
    look(hand, 2);
    expect([before, certificateOf(hand).state]).toEqual(['flattening', 'flat']);
  });

  test('a refused close is repeated five times; then it is a residual, said so, and never called flat', () => {
    const hand = withThree();
    hand.halt(true);
    for (let attempt = 0; attempt < 8; attempt += 1) {
      refusedClose(hand);
      hand.after(10_000);
      look(hand, 1);
    }
    hand.beat();
    const done = certificateOf(hand);
    const attempts = ['11', '12', '13'].map((ticket) => closesOf(hand).filter((close) => close.ticket === ticket).length);
    expect([
      attempts,
      new Set(closesOf(hand).map(({ clientOrderId }) => clientOrderId)).size,
      done.state,
      results(hand),
      done.tickets[0]?.text,
      hand.cockpit.alarms.get(`residual:${done.id}`)?.alarm.level,
    ]).toEqual([[5, 5, 5], 15, 'residual', { 11: 'residual', 12: 'residual', 13: 'residual' }, 'refused: Rejected', 'critical']);
  });

  test('after a residual, closing asked again is a new stop with new attempts', () => {
    const hand = withThree();
    hand.halt(true);
    for (let attempt = 0; attempt < 8; attempt += 1) {
      refusedClose(hand);
      hand.after(10_000);
      look(hand, 1);
    }
    const given = certificateOf(hand).id;
    const before = closesOf(hand).length;
    hand.after(1_000).halt(true);
    for (const close of closesOf(hand).slice(before)) closed(hand, close);
    look(hand, 2);
    expect([before, closesOf(hand).length, certificateOf(hand).id === given, certificateOf(hand).state]).toEqual([
      15,
      18,
      false,
      'flat',
    ]);
  });

  test('a close whose answer is lost is looked for, not asked again', () => {
    const hand = withThree();
    hand.halt(true);
    const [first] = closesOf(hand);
    hand.answer(present(first, 'a close').clientOrderId, hand.silence);
    look(hand, 3);
    expect(closesOf(hand).filter(({ ticket }) => ticket === first?.ticket).length).toBe(1);
  });
});

describe('a look that was on its way when a close was done', () => {
  test('does not ask for that close again; a later look that still shows the rest does', () => {
    const hand = withThree();
    hand.halt(true);
    const before = hand.snapshot();
    const [first] = closesOf(hand);
    hand.after(5);
    const { clientOrderId, ticket } = present(first, 'a close');
    const confirmed = { kind: 'confirmed', retcode: 10010, ticket, deal: null, price: 1.1, volume: 0.01, at: hand.at } as const;
    hand.answer(clientOrderId, confirmed);
    hand.observe([], before);
    const stale = closesOf(hand).length;
    hand.after(5).observe();
    expect([stale, closesOf(hand).length, closesOf(hand).at(-1)?.ticket]).toEqual([3, 4, ticket]);
  });
});

describe('halt without flatten', () => {
  const working: PendingOrder = {
    ticket: '50',
    symbol: 'EURUSD',
    direction: 'BUY',
    volume: 0.1,
    price: 1.1,
    stopLoss: null,
    takeProfit: null,
    placedAt: 0,
    clientOrderId: null,
    magic: 0,
  };

  test('cancels working orders and leaves positions to their stops', () => {
    const hand = withThree();
    hand.halt(false, hand.snapshot({ orders: [working] }));
    const [cancel] = hand.sends.slice(-1);
    hand.answer(present(cancel, 'a cancel').clientOrderId, {
      kind: 'confirmed',
      retcode: 10009,
      ticket: '50',
      deal: null,
      price: null,
      volume: null,
      at: hand.at,
    });
    look(hand, 2);
    expect([cancel, closesOf(hand), certificateOf(hand).state, results(hand)]).toMatchObject([
      { op: 'cancel', ticket: '50' },
      [],
      'halted',
      { 11: 'open', 12: 'open', 13: 'open', 50: 'cancelled' },
    ]);
  });

  test('asked again it changes nothing; a later flatten is added to the same stop', () => {
    const hand = withThree();
    hand.halt(false);
    look(hand, 2);
    const { id } = certificateOf(hand);
    const again = hand.halt(false).decisions;
    hand.halt(true);
    const orders = closesOf(hand).length;
    const twice = hand.halt(true).decisions;
    for (const close of closesOf(hand)) closed(hand, close);
    look(hand, 2);
    const done = certificateOf(hand);
    expect([
      again,
      orders,
      twice,
      done.id === id,
      done.state,
      done.steps.map(({ step }) => step).filter((step) => step === 'flatten'),
    ]).toEqual([[], 3, [], true, 'flat', ['flatten']]);
  });
});

describe('going back', () => {
  const resume = (hand: EngineInHand) => hand.act({ act: 'resume', reason: 'looked into it' });
  const refusedWith = (hand: EngineInHand): string => (resume(hand).answer as { detail?: string } | null)?.detail ?? '';

  test('after a finished stop it is one deliberate act, on record', () => {
    const hand = withThree();
    hand.halt(false);
    look(hand, 2);
    const told = resume(hand);
    expect([told.decisions, hand.cockpit.trading.state]).toEqual([
      [
        {
          type: 'trading.changed',
          payload: { to: 'active', reason: 'looked into it', actor: 'trader:test', certificateId: null },
        },
      ],
      'active',
    ]);
  });

  test.each([
    ['trading is active', (_hand: EngineInHand) => undefined, /active already/],
    ['the stop is not finished', (hand: EngineInHand) => void hand.halt(true), /is not finished/],
    [
      'the link is down',
      (hand: EngineInHand) => {
        hand.halt(false);
        look(hand, 2);
        hand.link = 'down';
      },
      /link is not up/,
    ],
    [
      'ledger and terminal differ',
      (hand: EngineInHand) => {
        hand.halt(false);
        hand.positions = [];
        look(hand, 3);
      },
      /adopt the drift/,
    ],
    [
      'the day is past its hard stop',
      (hand: EngineInHand) => {
        hand.halt(false);
        look(hand, 2);
        hand.account = { ...hand.account, equity: 95_500 };
      },
      /past the hard stop/,
    ],
  ])('not when %s', (_why, make, words) => {
    const hand = withThree();
    make(hand);
    expect(refusedWith(hand)).toMatch(words);
  });

  test('not while an order is unknown', () => {
    const hand = new EngineInHand({ ...AUTO, ...MANY });
    const request = hand.ordered('s1');
    hand.answer(request.clientOrderId, hand.silence);
    hand.halt(false);
    look(hand, 2);
    expect(refusedWith(hand)).toMatch(/is not finished; 1 orders have an unknown outcome/);
  });

  test('a second stop after it has a certificate of its own', () => {
    const hand = withThree();
    hand.halt(false);
    look(hand, 2);
    const { id } = certificateOf(hand);
    resume(hand);
    hand.after(1_000).halt(true);
    expect([certificateOf(hand).id === id, hand.cockpit.certificates.size, closesOf(hand).length]).toEqual([false, 2, 3]);
  });
});

test('the latch survives a restart: folding the records gives a halted engine with the same certificate', () => {
  const hand = withThree();
  hand.halt(true);
  refusedClose(hand);
  look(hand, 2);
  const again = createEngine();
  for (const record of hand.records) fold(again, record);
  expect([again.cockpit.trading, again.cockpit.certificates]).toEqual([hand.cockpit.trading, hand.cockpit.certificates]);
  expect(again.cockpit.trading.state).toBe('halted');
});

test.each(['confirm', 'veto'] as const)('a %s card whose time ends in the turn of a hard stop ends once', (mode) => {
  const hand = new EngineInHand({ approvals: { mode } });
  hand.submit('s1');
  const card = hand.cockpit.pending.get('s1');
  if (card === undefined) throw new Error('there is no card');
  hand.at = card.expiresAt;
  hand.account = { ...hand.account, equity: 95_400 };
  hand.beat();
  expect([hand.cockpit.trading.state, hand.cockpit.pending.size, hand.sends.length]).toEqual(['halted', 0, 0]);
  expect(hand.cockpit.signals.get('s1')?.state).toBe(mode === 'confirm' ? 'expired' : 'rejected');
});

test('close to the floor everything is closed by itself, once', () => {
  const hand = withThree();
  hand.account = { ...hand.account, equity: 95_900 };
  hand.beat();
  const again = hand.after(1_000).beat().types;
  expect([
    hand.cockpit.trading.state,
    hand.cockpit.trading.reason.slice(0, 9),
    closesOf(hand).length,
    again.includes('trading.changed'),
  ]).toEqual(['halted', 'Hard stop', 3, false]);
});
