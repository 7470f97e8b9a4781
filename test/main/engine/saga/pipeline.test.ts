import { describe, expect, it } from 'vitest';
import { NO_LEVELS } from '#shared/domain';
import { signalOfSetup } from '../../../../main/engine/saga/propose.ts';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const MANY = { ...AUTO, cells: { u3: { onePositionPerSymbol: false, maxOpenPositions: 20 } } };
const gate = (hand: EngineInHand, signalId: string, code: string) =>
  hand
    .life(signalId)
    .decisions.findLast(({ stage }) => stage === 'controller')
    ?.criteria.find((rule) => rule.code === code);

describe('what the controller asks before anything is computed', () => {
  it('is trading, both breakers of the terminal, and room for one more order on its way', () => {
    const hand = new EngineInHand(AUTO);
    hand.ordered('s1');
    const { decisions } = hand.life('s1');
    expect(decisions.map(({ stage, verdict }) => [stage, verdict])).toEqual([
      ['owner', 'passed'],
      ['controller', 'passed'],
      ['u1', 'passed'],
      ['u2', 'passed'],
      ['u3', 'passed'],
      ['u4', 'passed'],
    ]);
    expect(decisions[1]?.criteria).toEqual([
      { code: 'trading_active', ok: true, observed: 'active', limit: 'active', hard: true, text: 'Trading is active' },
      {
        code: 'terminal_write_breaker',
        ok: true,
        observed: 'CLOSED',
        limit: 'CLOSED',
        hard: true,
        text: 'The terminal takes orders',
      },
      {
        code: 'terminal_read_breaker',
        ok: true,
        observed: 'CLOSED',
        limit: 'CLOSED',
        hard: true,
        text: 'The terminal can be read',
      },
      { code: 'pipelines', ok: true, observed: 0, limit: 10, hard: true, text: '0 orders are on their way, at most 10' },
    ]);
  });

  it.each([
    [9, 'ordered', null],
    [10, 'rejected', 'pipelines'],
  ] as const)('%i orders on their way: the next is %s', (count, state, code) => {
    const hand = new EngineInHand(MANY);
    const [order] = [hand.ordered('first')].map(({ clientOrderId }) => hand.cockpit.orders.get(clientOrderId)!);
    for (let i = 1; i < count; i += 1) {
      hand.cockpit.orders.set(`o${i}`, {
        ...order!,
        clientOrderId: `o${i}`,
        symbol: 'GBPUSD',
        signalId: null,
        reserve: 0,
        request: { ...order!.request, symbol: 'GBPUSD', magic: 0 } as never,
      });
      hand.cockpit.openOrders.add(`o${i}`);
    }
    hand.holds = true;
    hand.after(1_000).submit('s2', { stopLoss: Number((hand.quote.ask - 0.0019).toFixed(5)) });
    hand.release();
    const rule = gate(hand, 's2', 'pipelines');
    expect([rule?.observed, rule?.ok]).toEqual([count, count < 10]);
    if (state === 'rejected') expect(hand.standing('s2')).toEqual(['rejected', code]);
  });

  it.each(['write', 'read'] as const)('an isolated %s breaker refuses, with its name', (effect) => {
    const hand = new EngineInHand(AUTO);
    hand.act({ act: 'isolate-breaker', agent: 'terminal', effect, reason: 'test' });
    hand.submit('s1');
    expect([hand.standing('s1'), gate(hand, 's1', `terminal_${effect}_breaker`)]).toMatchObject([
      ['rejected', `terminal_${effect}_breaker`],
      { ok: false, observed: 'ISOLATED', limit: 'CLOSED', text: `The ${effect} breaker of terminal is isolated by hand` },
    ]);
    expect(hand.sends).toEqual([]);
  });

  it('a cell that is isolated refuses in its own name; nothing later is asked', () => {
    const hand = new EngineInHand(AUTO);
    hand.act({ act: 'isolate-breaker', agent: 'u2', effect: 'read', reason: 'test' });
    hand.submit('s1');
    expect([hand.standing('s1'), hand.life('s1').decisions.at(-1), hand.life('s1').reason?.text]).toMatchObject([
      ['rejected', 'breaker_open'],
      { stage: 'u2', verdict: 'failed', criteria: [{ code: 'breaker_open', ok: false, observed: 'blocked', hard: true }] },
      'U2: The read breaker of u2 is isolated by hand',
    ]);
  });

  it('an isolated owner refuses before anything else, and its chain says so', () => {
    const hand = new EngineInHand(AUTO);
    hand.act({ act: 'isolate-breaker', agent: 'owner', effect: 'read', reason: 'test' });
    hand.submit('s1');
    expect([hand.standing('s1'), hand.life('s1').decisions.at(-1)]).toMatchObject([
      ['rejected', 'breaker_open'],
      { stage: 'controller', verdict: 'failed', criteria: [{ code: 'breaker_open', observed: 'blocked', hard: true }] },
    ]);
  });
});

describe('what was approved', () => {
  const approved = (freeMargin: number) => {
    const hand = new EngineInHand();
    hand.submit('s1');
    const card = hand.life('s1').card!;
    hand.holds = true;
    hand.approve('s1');
    // 1,157.02 of margin a lot at a leverage of 100; 30 % of the equity stays free.
    hand.account = { ...hand.account, freeMargin };
    hand.release();
    return { hand, card };
  };

  it('is sent up to a twentieth smaller, and refused below that', () => {
    const fine = approved(30_000 + 2.5 * (115_702 / 30) + 1);
    expect([fine.card.lots, fine.hand.sends]).toMatchObject([2.63, [{ volume: 2.5 }]]);
    const less = approved(30_000 + 2.49 * (115_702 / 30) + 1);
    expect([less.hand.standing('s1'), less.hand.life('s1').reason?.text, less.hand.sends]).toEqual([
      ['rejected', 'card_size'],
      'Only 2.49 lots fit now, 2.63 were approved',
      [],
    ]);
  });

  it('reserves what the order may lose, and names the account it was decided for', () => {
    const { hand, card } = approved(100_000);
    const intent = hand.decisionsOf('order.intended')[0]!;
    expect(intent).toMatchObject({
      signalId: 's1',
      certificateId: null,
      symbol: 'EURUSD',
      account: { login: '1', server: 'S' },
      reserve: card.loss.total,
      riskMoney: card.loss.stop + card.loss.commission,
    });
  });

  it('holds within its band of a tenth of the stop, five points at least', () => {
    const band = (stop: number) => {
      const hand = new EngineInHand({ cells: { u2: { minProbability: 0, minConfidence: 0 } } });
      hand.submit('s1', {
        stopLoss: Number((hand.quote.ask - stop).toFixed(5)),
        takeProfit: Number((hand.quote.ask + stop * 3).toFixed(5)),
      });
      return hand.life('s1').card?.bandPoints;
    };
    expect([band(0.003), band(0.0005), band(0.0004)]).toEqual([30, 5, 5]);
  });
});

describe('repeated entries', () => {
  it.each([
    [0, false],
    [1, true],
  ])('with a limit met by %i more, the entry itself is the last until the trader re-arms: %s', (more, isBlocked) => {
    const hand = new EngineInHand({ ...MANY, limits: { repeatedEntries: 2, repeatedWithinMs: 60_000 } });
    for (let i = 0; i <= more; i += 1) {
      const request = hand.ordered(`s${i}`, { stopLoss: Number((hand.quote.ask - 0.002 + i * 0.0001).toFixed(5)) });
      hand.answer(request.clientOrderId, { kind: 'refused', retcode: 10019, text: 'No money', at: hand.at });
      hand.after(59_999);
    }
    expect([...hand.cockpit.blocks.keys()]).toEqual(isBlocked ? ['repeated:EURUSD'] : []);
    if (isBlocked)
      expect(hand.cockpit.blocks.get('repeated:EURUSD')?.text).toBe(
        '2 entries BUY EURUSD within 60 s, at most 2: entries wait until you re-arm them.',
      );
  });

  it('of the other side, and of a minute ago, do not count', () => {
    const hand = new EngineInHand({ ...MANY, limits: { repeatedEntries: 2, repeatedWithinMs: 60_000 } });
    const refuse = (signalId: string, changes = {}) => {
      const request = hand.ordered(signalId, changes);
      hand.answer(request.clientOrderId, { kind: 'refused', retcode: 10019, text: 'No money', at: hand.at });
    };
    refuse('buy');
    hand.after(60_000);
    refuse('later', { stopLoss: Number((hand.quote.ask - 0.0019).toFixed(5)) });
    const { bid } = hand.quote;
    hand.after(1_000);
    refuse('sell', {
      side: 'SELL',
      entry: bid,
      stopLoss: Number((bid + 0.002).toFixed(5)),
      takeProfit: Number((bid - 0.006).toFixed(5)),
    });
    expect(hand.cockpit.blocks.size).toBe(0);
  });
});

describe('an exit', () => {
  const exit = (hand: EngineInHand, changes = {}) => hand.submit('x', { kind: 'exit', ...changes });

  it('with nothing of ours ends at once, and says of what', () => {
    const hand = new EngineInHand(AUTO);
    exit(hand);
    expect(hand.life('x')).toMatchObject({
      state: 'cancelled',
      reason: { code: 'nothing_to_close', text: 'Exit: no BUY position of ours in EURUSD' },
    });
  });

  it('names what it closes, asks for the whole of it in its own name, and ends when that is gone', () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11');
    hand.after(1_000);
    exit(hand);
    expect([hand.life('x').state, hand.life('x').reason?.text, hand.decisionsOf('order.intended').at(-1)]).toMatchObject([
      'ordered',
      'Exit: closing 11',
      { signalId: 's1', askedBy: 'x', certificateId: null, request: { op: 'close', ticket: '11', volume: null } },
    ]);
    // Gone from the terminal, its answer still out: not over yet.
    hand.bid = 1.15;
    hand.positions = [];
    hand.after(500).observe(hand.dealsOf(position, [{ volume: position.volume, profit: -5 }]));
    hand.after(500).beat();
    expect(hand.life('x').state).toBe('ordered');
    hand.answer(hand.sends.at(-1)!.clientOrderId, hand.confirmed('11'));
    hand.after(500).beat();
    expect(hand.life('x')).toMatchObject({
      state: 'closed',
      reason: { code: 'exit_done', text: 'Exit: no BUY position is left in EURUSD' },
    });
  });

  it('waits for an entry on its way that was asked for before it, of its side and strategy', () => {
    const waiting = (changes: object) => {
      const hand = new EngineInHand(AUTO);
      hand.ordered('s1');
      exit(hand, changes);
      return hand.life('x').state;
    };
    expect([
      waiting({}),
      waiting({ side: 'SELL' }),
      waiting({ strategyId: 'm1_retest' }),
      waiting({ strategyId: 'm5_bos' }),
    ]).toEqual(['ordered', 'cancelled', 'cancelled', 'ordered']);
  });

  it('means no position that a later signal opened, and none of another strategy where it names one', () => {
    const hand = new EngineInHand(MANY);
    hand.opened('s1', '11');
    hand.after(1_000);
    exit(hand, { strategyId: 'm1_retest' });
    expect(hand.life('x').state).toBe('cancelled');
    hand.submit('y', { kind: 'exit', strategyId: 'm5_bos' });
    expect(hand.life('y').reason?.text).toBe('Exit: closing 11');
  });
});

describe('a cancel', () => {
  it('withdraws what waits in its symbol, on its side and of its strategy, and counts it', () => {
    const hand = new EngineInHand(MANY);
    hand.act({ act: 'set-approval-mode', mode: 'confirm', reason: null });
    const cancel = (id: string, changes = {}) => (hand.submit(id, { kind: 'cancel', ...changes }), hand.life(id));
    hand.submit('s1');
    expect(cancel('c1', { strategyId: 'm1_retest' })).toMatchObject({
      state: 'cancelled',
      reason: { code: 'nothing_to_cancel', text: 'Cancel: no BUY waits in EURUSD' },
    });
    expect(hand.life('s1').state).toBe('awaiting_approval');
    expect(cancel('c2', { strategyId: 'm5_bos' })).toMatchObject({
      state: 'closed',
      reason: { code: 'cancel_done', text: 'Cancel: 1 approvals withdrawn' },
    });
    expect(hand.life('s1')).toMatchObject({
      state: 'cancelled',
      reason: { code: 'cancelled_by_sender', text: 'Withdrawn by cancel signal c2' },
      approval: { how: 'withdrawn', by: 'engine', reason: 'cancelled by signal c2' },
    });
  });
});

it('a setup of our own is a signal like any other, made at the moment it was seen', () => {
  const setup = {
    id: 'd1',
    symbol: 'EURUSD',
    timeframe: 'M5',
    pattern: 'M5_BOS',
    side: 'SELL',
    entry: 1.1,
    stopLoss: 1.11,
    takeProfit: 1.08,
    levels: NO_LEVELS,
    kind: 'bos',
    madeAt: 5,
    trigger: { price: 1.0999 },
  };
  expect(signalOfSetup(setup as never, 77)).toEqual({
    signalId: 'd1',
    source: 'detector',
    dialect: 'detector',
    kind: 'entry',
    symbol: 'EURUSD',
    timeframe: 'M5',
    pattern: 'M5_BOS',
    side: 'SELL',
    entry: 1.1,
    stopLoss: 1.11,
    takeProfit: 1.08,
    levels: NO_LEVELS,
    riskPercent: null,
    volumeMax: null,
    madeAt: 77,
    metadata: { kind: 'bos', marketTime: 5, trigger: 1.0999 },
  });
  expect(signalOfSetup({ ...setup, trigger: null } as never, 77).metadata).toMatchObject({ trigger: null });
});

describe('the chain of decisions', () => {
  it('times each station from the one before it, and those of one turn once', () => {
    const hand = new EngineInHand();
    hand.holds = true;
    hand.submit('s1');
    hand.after(40).release();
    hand.after(2_000).approve('s1');
    const { decisions } = hand.life('s1');
    expect(decisions.map(({ stage, ms }) => [stage, ms])).toEqual([
      ['owner', 40],
      ['approval', 2_000],
      ['controller', 0],
      ['owner', 0],
      ['u1', 0],
      ['u2', 0],
      ['u3', 0],
      ['u4', 0],
    ]);
    expect(decisions[1]).toMatchObject({
      verdict: 'approved',
      findings: { how: 'approved', by: 'trader:test', lots: 2.63, waitedMs: 2_000 },
    });
  });

  it.each([
    ['reject', 'rejected'],
    ['expire', 'expired'],
    ['halt', 'rejected'],
    ['veto', 'approved'],
  ])('%s: the approval is %s', (how, verdict) => {
    const hand = new EngineInHand(how === 'veto' ? { approvals: { mode: 'veto' } } : {});
    hand.submit('s1');
    if (how === 'reject') hand.act({ act: 'reject', signalId: 's1', digest: hand.digest('s1'), reason: null });
    else if (how === 'halt') hand.halt(false);
    else hand.after(30_000).beat();
    expect(hand.life('s1').decisions.find(({ stage }) => stage === 'approval')?.verdict).toBe(verdict);
  });
});

describe('at zero', () => {
  it.each([
    [5_000, 'ordered', null],
    [5_001, 'expired', 'The cockpit was not running when the veto ran out, not traded'],
  ])('a veto card found %i ms late is %s', (late, state, text) => {
    const hand = new EngineInHand({ approvals: { mode: 'veto' } });
    hand.submit('s1');
    hand.after(30_000 + late).beat();
    expect([hand.life('s1').state, hand.life('s1').reason?.text ?? null]).toEqual([state, text]);
  });

  it('a confirm card says after how long, however late it is found', () => {
    for (const late of [0, 60_000]) {
      const hand = new EngineInHand();
      hand.submit('s1');
      hand.after(30_000 + late).beat();
      expect(hand.life('s1').reason).toEqual({ code: 'approval_expired', text: 'Approval ran out after 30 s, not traded' });
    }
  });
});
