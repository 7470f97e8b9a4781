import { describe, expect, test } from 'vitest';
import { present } from '#shared/lib';
import { EngineInHand } from '../engine-in-hand.ts';

const VETO = { approvals: { mode: 'veto' } };
const waiting = (changes: Record<string, unknown> = {}): EngineInHand => {
  const hand = new EngineInHand(changes);
  hand.submit('s1');
  return hand;
};
const refusal = (told: { answer: unknown }): unknown => (told.answer as { code?: string } | null)?.code ?? null;

describe('a card', () => {
  test('shows the dry run, bound to the quote it saw, and lives thirty seconds', () => {
    const hand = waiting();
    const { card, decisions } = hand.life('s1');
    expect([
      hand.standing('s1')[0],
      card?.lots,
      card?.quote,
      (card?.expiresAt ?? 0) - hand.at,
      card?.bandPoints,
      decisions.map(({ stage }) => stage),
      hand.sends,
    ]).toEqual(['awaiting_approval', 2.63, hand.quote, 30_000, 20, ['owner'], []]);
    // Two points of spread at 2.63 dollars a point; 2.63 lots of 100,000 euro at the ask.
    expect([card?.spreadCost, card?.exposure]).toEqual([
      expect.closeTo(5.26, 6),
      [
        { currency: 'EUR', before: 0, after: expect.closeTo(263_000 * 1.15702, 4) as number },
        { currency: 'USD', before: 0, after: expect.closeTo(-263_000 * 1.15702, 4) as number },
      ],
    ]);
  });

  test('what the dry run refuses is refused now, not after a click', () => {
    const hand = new EngineInHand();
    hand.submit('s1', { takeProfit: 1.159 });
    expect([hand.standing('s1'), hand.cockpit.pending.size, hand.life('s1').card]).toEqual([
      ['rejected', 'u2_probability'],
      0,
      null,
    ]);
  });
});

describe('the click', () => {
  test('approves what was shown: the same lots are ordered, with stop and target', () => {
    const hand = waiting();
    const lots = hand.life('s1').card?.lots;
    hand.approve('s1');
    const [request] = hand.sends;
    expect([hand.standing('s1')[0], hand.life('s1').approval?.how, request]).toMatchObject([
      'ordered',
      'approved',
      { op: 'open', volume: lots, stopLoss: 1.15502, takeProfit: 1.16302 },
    ]);
  });

  test.each([
    [29_999, null],
    [30_000, 'expired'],
  ])('%i ms later: %s', (laterMs, code) => {
    const hand = waiting();
    expect(refusal(hand.after(laterMs).approve('s1'))).toBe(code);
  });

  test('on something else than was shown, or on nothing', () => {
    const hand = waiting();
    const other = refusal(hand.approve('s1', 'f'.repeat(64)));
    const unknown = refusal(hand.act({ act: 'approve', signalId: 'nobody', digest: '' }));
    hand.approve('s1');
    expect([other, unknown, refusal(hand.approve('s1', '')), hand.sends.length]).toEqual([
      'digest_changed',
      'unknown_signal',
      'not_pending',
      1,
    ]);
  });

  test.each([
    [20, null],
    [21, 'price_moved'],
    [-20, null],
    [-21, 'price_moved'],
  ])('the price is %i points away, the band is 20: %s', (points, code) => {
    const hand = waiting();
    hand.bid = Number((hand.bid + points * 0.00001).toFixed(5));
    expect(refusal(hand.approve('s1'))).toBe(code);
  });

  test('the price leaves the band between the click and the order: rejected by the controller', () => {
    const hand = waiting();
    hand.holds = true;
    hand.approve('s1');
    hand.bid = Number((hand.bid + 0.0003).toFixed(5));
    hand.release();
    expect([hand.standing('s1'), hand.sends]).toEqual([['rejected', 'card_price_band'], []]);
  });

  test('the room has shrunk much: that would be another trade than the one approved', () => {
    const hand = waiting();
    hand.holds = true;
    hand.approve('s1');
    hand.account = { ...hand.account, freeMargin: 32_000 };
    hand.release();
    expect([hand.standing('s1'), hand.sends]).toEqual([['rejected', 'card_size'], []]);
  });

  test('more room than shown never makes the order larger', () => {
    const hand = waiting();
    hand.holds = true;
    hand.approve('s1');
    hand.account = { ...hand.account, balance: 200_000, equity: 200_000, freeMargin: 200_000 };
    hand.release();
    expect(hand.sends).toMatchObject([{ op: 'open', volume: 2.63 }]);
  });

  test('a rejection ends it with the words given, and cannot be overridden afterwards', () => {
    const hand = waiting();
    hand.act({ act: 'reject', signalId: 's1', digest: hand.digest('s1'), reason: 'news' });
    expect([
      hand.standing('s1'),
      hand.life('s1').reason?.text,
      refusal(hand.act({ act: 'override', signalId: 's1', digest: hand.digest('s1'), reason: 'after all' })),
    ]).toEqual([['rejected', 'trader_rejected'], 'By you: "news"', 'not_pending']);
  });

  test('an execute message delivered twice orders once', () => {
    const hand = waiting();
    hand.holds = true;
    hand.approve('s1');
    hand.held.push(...hand.held);
    hand.release();
    expect(hand.sends.length).toBe(1);
  });

  test('a message past its deadline is not acted upon', () => {
    const hand = waiting();
    hand.holds = true;
    hand.approve('s1');
    hand.after(60_001).release();
    expect([hand.standing('s1'), hand.sends]).toEqual([['rejected', 'message_deadline'], []]);
  });
});

describe('at zero', () => {
  test('confirm: expired, not traded; a second beat says nothing more', () => {
    const hand = waiting();
    const early = hand.after(29_999).beat().types;
    hand.after(1).beat();
    expect([
      early,
      hand.standing('s1'),
      hand.life('s1').approval?.how,
      hand.beat().decisions,
      hand.sends,
      refusal(hand.approve('s1', '')),
    ]).toEqual([[], ['expired', 'approval_expired'], 'expired', [], [], 'expired']);
  });

  test('veto: executed, as the card said it would be', () => {
    const hand = waiting(VETO);
    hand.after(30_000).beat();
    expect([hand.standing('s1')[0], hand.life('s1').approval?.how, hand.sends.length]).toEqual(['ordered', 'unvetoed', 1]);
  });

  test('veto: found long after its end, as after a restart, it is dropped: nobody could have said no', () => {
    const hand = waiting(VETO);
    hand.after(36_000).beat();
    expect([hand.standing('s1'), hand.life('s1').approval?.how, hand.sends]).toEqual([
      ['expired', 'approval_expired'],
      'expired',
      [],
    ]);
  });

  test('veto: rejected before, it is not executed', () => {
    const hand = waiting(VETO);
    hand.act({ act: 'reject', signalId: 's1', digest: hand.digest('s1'), reason: null });
    hand.after(30_000).beat();
    expect([hand.standing('s1')[0], hand.sends]).toEqual(['rejected', []]);
  });

  test('a card keeps the mode it was asked in, whatever is set since', () => {
    const hand = waiting();
    hand.act({ act: 'set-approval-mode', mode: 'veto', reason: null });
    hand.after(30_000).beat();
    expect([hand.standing('s1')[0], hand.sends]).toEqual(['expired', []]);
  });
});

describe('an override', () => {
  const LONDON = { strategies: { m5_bos: { sessions: ['tokyo'] }, m1_retest: {} }, paper: { alwaysOpen: false } };
  const override = (hand: EngineInHand, digest = hand.digest('s1')) =>
    hand.act({ act: 'override', signalId: 's1', digest, reason: 'I know why' });

  test('is needed again for a soft rule that fails only later, and then it is enough', () => {
    const hand = new EngineInHand({
      strategies: { m5_bos: { sessions: ['sydney'] } },
      cells: { u3: { minRr: 3 } },
      paper: { alwaysOpen: false },
    });
    hand.submit('s1');
    const reasons = [hand.standing('s1')[1]];
    for (let tries = 0; tries < 4 && hand.standing('s1')[0] === 'rejected'; tries += 1) {
      override(hand);
      reasons.push(hand.standing('s1')[1]);
    }
    expect([reasons[0], reasons.length > 2, hand.standing('s1')[0], hand.sends.length]).toEqual(['session', true, 'ordered', 1]);
  });

  test('of one rule leaves the next of the same station, which is then the reason', () => {
    const hand = new EngineInHand({
      strategies: { m5_bos: { sessions: ['any'] } },
      cells: { u2: { minProbability: 0.99, minConfidence: 0.99 } },
      approvals: { mode: 'auto' },
    });
    hand.submit('s1');
    const first = hand.standing('s1');
    hand.holds = true;
    override(hand);
    const { overrides } = hand.life('s1');
    hand.cockpit.signals.set('s1', { ...hand.life('s1'), overrides: ['u2_probability'] });
    hand.release();
    expect(overrides.filter((code) => code.startsWith('u2_'))).toEqual(['u2_probability', 'u2_confidence']);
    expect([first, hand.standing('s1'), hand.sends]).toEqual([['rejected', 'u2_probability'], ['rejected', 'u2_confidence'], []]);
  });

  test('approves the signal and no size: a card of before it binds nothing', () => {
    const card = present(waiting().life('s1').card, 'it waits with a card');
    const hand = waiting(LONDON);
    hand.holds = true;
    override(hand);
    hand.cockpit.signals.set('s1', { ...hand.life('s1'), card: { ...card, lots: 99 } });
    hand.release();
    expect([hand.standing('s1')[0], hand.sends.length]).toEqual(['ordered', 1]);
  });

  test('sets aside a soft rule, once, and the rule is still reported', () => {
    const hand = waiting(LONDON);
    const before = hand.standing('s1');
    override(hand);
    const { approval, overrides, decisions } = hand.life('s1');
    const session = decisions.findLast(({ stage }) => stage === 'owner')?.criteria.find(({ code }) => code === 'session');
    expect([
      before,
      hand.standing('s1')[0],
      approval?.how,
      overrides,
      session?.ok,
      hand.sends.length,
      refusal(override(hand)),
    ]).toEqual([['rejected', 'session'], 'ordered', 'overridden', ['session'], false, 1, 'not_pending']);
  });

  test('never a hard one', () => {
    const hand = new EngineInHand();
    hand.submit('s1', { stopLoss: Number((hand.quote.ask - 0.00008).toFixed(5)) });
    expect([hand.standing('s1'), refusal(override(hand)), hand.sends]).toEqual([
      ['rejected', 'stops_level_points'],
      'hard_limit',
      [],
    ]);
  });

  test.each([
    ['on another refusal than was shown', (hand: EngineInHand) => override(hand, 'f'.repeat(64)), 'digest_changed'],
    ['when the signal is too old', (hand: EngineInHand) => override(hand.after(300_001)), 'expired'],
    ['while halted', (hand: EngineInHand) => (hand.halt(false), override(hand)), 'hard_limit'],
  ] as const)('not %s', (_when, act, code) => {
    const hand = waiting(LONDON);
    expect([refusal(act(hand)), hand.sends]).toEqual([code, []]);
  });
});

describe('signals that take away', () => {
  test('an exit closes our own positions of its symbol and side, and nobody else s', () => {
    const hand = new EngineInHand({ approvals: { mode: 'auto' } });
    const own = hand.opened('s1', '11');
    const foreign = { ...own, ticket: '99', clientOrderId: null, magic: 0 };
    hand.positions = [own, foreign];
    hand.after(10).observe();
    hand.submit('x', { kind: 'exit' });
    const close = hand.sends.at(-1);
    const asked = hand.standing('x');
    hand.beat();
    const stillAsked = hand.standing('x');
    hand.answer(close?.clientOrderId ?? '', hand.confirmed('11'));
    hand.positions = [foreign];
    const deals = hand.dealsOf(own, [{ volume: own.volume, profit: 10, reason: 'expert' }]);
    hand.after(10).observe(deals);
    hand.beat();
    expect([asked, stillAsked, hand.standing('x'), hand.sends.slice(1)]).toMatchObject([
      ['ordered', 'exit_sent'],
      ['ordered', 'exit_sent'],
      ['closed', 'exit_done'],
      [{ op: 'close', ticket: '11', volume: null }],
    ]);
  });

  test('a close that an exit was refused is asked again under a new id; two exits never ask for one ticket at once', () => {
    const hand = new EngineInHand({ approvals: { mode: 'auto' } });
    hand.opened('s1', '11');
    hand.submit('x', { kind: 'exit' });
    hand.after(10).submit('y', { kind: 'exit' });
    const first = hand.sends.slice(1);
    hand.answer(first[0]?.clientOrderId ?? '', { kind: 'refused', retcode: 10004, text: 'Requote', at: hand.at });
    hand.after(10).beat();
    const again = hand.sends.slice(2);
    expect([
      first.length,
      again.length,
      again[0]?.clientOrderId === first[0]?.clientOrderId,
      hand.standing('x')[0],
      hand.standing('y')[0],
    ]).toEqual([1, 1, false, 'ordered', 'ordered']);
  });

  test('an exit that the terminal keeps refusing ends as failed, with what it said', () => {
    const hand = new EngineInHand({ approvals: { mode: 'auto' } });
    hand.opened('s1', '11');
    hand.submit('x', { kind: 'exit' });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      hand.answer(hand.sends.at(-1)?.clientOrderId ?? '', { kind: 'refused', retcode: 10006, text: 'Rejected', at: hand.at });
      hand.after(10_000).beat();
    }
    expect([hand.sends.length, hand.standing('x'), hand.life('x').reason?.text]).toEqual([
      6,
      ['failed', 'exit_refused'],
      expect.stringContaining('Exit: not closed, 11: the broker rejected the request (REJECT 10006: Rejected).'),
    ]);
  });

  test('a cancel withdraws what waits in its symbol', () => {
    const hand = waiting();
    hand.submit('c', { kind: 'cancel' });
    expect([hand.standing('s1'), hand.standing('c')[0], hand.cockpit.pending.size]).toEqual([
      ['cancelled', 'cancelled_by_sender'],
      'closed',
      0,
    ]);
  });

  test('a cancel leaves the other side alone', () => {
    const hand = waiting();
    hand.submit('c', { kind: 'cancel', side: 'SELL' });
    expect([hand.standing('s1')[0], hand.standing('c')]).toEqual(['awaiting_approval', ['cancelled', 'nothing_to_cancel']]);
  });

  test('both work while halted', () => {
    const hand = new EngineInHand({ approvals: { mode: 'auto' } });
    hand.opened('s1', '11');
    hand.halt(false);
    hand.submit('x', { kind: 'exit' });
    expect(hand.sends.at(-1)).toMatchObject({ op: 'close', ticket: '11' });
  });
});
