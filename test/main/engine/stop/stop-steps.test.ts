import { describe, expect, it } from 'vitest';
import type { PendingOrder, StopScope } from '#shared/domain';
import { SNAPSHOT_GAP_MS } from '#engine/stop';
import { EngineInHand } from '../engine-in-hand.ts';

const MANY = {
  approvals: { mode: 'auto' },
  cells: { u3: { onePositionPerSymbol: false, maxOpenPositions: 20 } },
};
const certificateOf = (hand: EngineInHand) => [...hand.cockpit.certificates.values()].at(-1)!;
const stepsOf = (hand: EngineInHand) => certificateOf(hand).steps.map(({ step, text }) => [step, text]);
const working = (hand: EngineInHand, part: Partial<PendingOrder> = {}): PendingOrder => ({
  ticket: '21',
  symbol: 'EURUSD',
  direction: 'BUY',
  volume: 1,
  price: 1.1,
  stopLoss: null,
  takeProfit: null,
  placedAt: hand.at,
  clientOrderId: null,
  magic: 0,
  ...part,
});
const scoped = (hand: EngineInHand, scope: StopScope, flatten: boolean, snapshot = hand.snapshot()) =>
  hand.tell({ type: 'halt.asked', payload: { reason: 'test', flatten, snapshot, scope } }, 'trader:test');

describe('a stop that closes', () => {
  it('cancels what works first, then closes the worst loss first, costs counted', () => {
    const hand = new EngineInHand(MANY);
    const one = hand.opened('s1', '11');
    const two = hand.opened('s2', '12');
    hand.positions = [
      { ...one, profit: -50, swap: -1, commission: -10 },
      { ...two, profit: -55, swap: -5, commission: -2 },
    ];
    const before = hand.sends.length;
    hand.halt(true, hand.snapshot({ orders: [working(hand)] }));
    expect(hand.sends.slice(before).map((request) => [request.op, 'ticket' in request ? request.ticket : null])).toEqual([
      ['cancel', '21'],
      ['close', '12'],
      ['close', '11'],
    ]);
    expect(stepsOf(hand)).toEqual([
      ['latched', 'New entries of the account are refused from here on'],
      ['closing', '3 orders sent to the terminal'],
    ]);
    expect(certificateOf(hand)).toMatchObject({
      state: 'flattening',
      flatten: true,
      reason: 'test',
      actor: 'trader:test',
      endedAt: null,
    });
  });

  it.each([
    ['11', '12', '13'],
    ['11', '13', '12'],
    ['12', '11', '13'],
    ['12', '13', '11'],
    ['13', '11', '12'],
    ['13', '12', '11'],
  ])('closes the worst first whatever the order they are shown in: %s, %s, %s', (...shown) => {
    const strategies = { m5_bos: { sessions: ['any'], maxConcurrent: 9, riskPercent: 0.1 } };
    const hand = new EngineInHand({ ...MANY, strategies });
    const money = { 11: [-50, -20, 0], 12: [-60, 0, -5], 13: [-40, 0, -28] } as const;
    const held = ['11', '12', '13'].map((ticket, index) => {
      const [profit, swap, commission] = money[ticket as unknown as keyof typeof money];
      return { ...hand.opened(`s${String(index)}`, ticket), profit, swap, commission };
    });
    hand.positions = shown.map((ticket) => held.find((one) => one.ticket === ticket)!);
    const before = hand.sends.length;
    hand.halt(true);
    // 70, 68 and 65 are lost.
    expect(hand.sends.slice(before).map((one) => ('ticket' in one ? one.ticket : null))).toEqual(['11', '13', '12']);
  });

  it('without closing cancels what works and leaves positions alone', () => {
    const hand = new EngineInHand(MANY);
    hand.opened('s1', '11');
    const before = hand.sends.length;
    hand.halt(false, hand.snapshot({ orders: [working(hand)] }));
    expect([hand.sends.slice(before).map(({ op }) => op), certificateOf(hand).state, stepsOf(hand)[1]]).toEqual([
      ['cancel'],
      'cancelling',
      ['cancelling', '1 orders sent to the terminal'],
    ]);
  });

  it('says once that there is no picture of the terminal, and goes on with the first one', () => {
    const hand = new EngineInHand(MANY);
    hand.opened('s1', '11');
    hand.halt(true, null);
    const before = hand.sends.length;
    hand.after(1_000).observe([], null);
    hand.after(1_000).observe([], null);
    expect(stepsOf(hand).map(([step]) => step)).toEqual(['latched', 'waiting']);
    hand.after(1_000).observe();
    expect(hand.sends.slice(before)).toMatchObject([{ op: 'close', ticket: '11' }]);
  });

  it('added to a plain halt keeps its certificate, and asked again changes nothing', () => {
    const hand = new EngineInHand(MANY);
    hand.opened('s1', '11');
    hand.halt(false);
    const { id } = certificateOf(hand);
    expect(hand.halt(false).decisions).toEqual([]);
    hand.after(10).halt(true);
    expect([certificateOf(hand).id, certificateOf(hand).state, stepsOf(hand)[1]]).toEqual([
      id,
      'flattening',
      ['flatten', 'Closing of all positions was added'],
    ]);
    expect([hand.halt(true).decisions, hand.halt(false).decisions, hand.cockpit.certificates.size]).toEqual([[], [], 1]);
  });
});

describe('flat is certified', () => {
  const closing = () => {
    const hand = new EngineInHand(MANY);
    const position = hand.opened('s1', '11');
    hand.after(1_000).halt(true);
    const deals = hand.dealsOf(position, [{ volume: position.volume, profit: -5 }]);
    hand.positions = [];
    return { hand, deals, close: hand.sends.at(-1)! };
  };

  it('by two looks a quarter of a second apart, taken after the last answer', () => {
    const { hand, deals, close } = closing();
    hand.after(100).observe(deals);
    const answeredAt = hand.at + 100;
    hand.after(100).answer(close.clientOrderId, hand.confirmed('11'));
    hand.after(100);
    hand.observe(deals, hand.snapshot({ at: answeredAt - 1 }));
    expect(certificateOf(hand).lastCleanAt ?? null).toBeNull();
    hand.observe(deals, hand.snapshot({ at: answeredAt }));
    expect([certificateOf(hand).lastCleanAt, certificateOf(hand).state]).toEqual([answeredAt, 'verifying']);
    hand.after(SNAPSHOT_GAP_MS);
    hand.observe(deals, hand.snapshot({ at: answeredAt + SNAPSHOT_GAP_MS - 1 }));
    expect(certificateOf(hand).state).toBe('verifying');
    hand.observe(deals, hand.snapshot({ at: answeredAt + SNAPSHOT_GAP_MS }));
    expect([certificateOf(hand).state, certificateOf(hand).endedAt, stepsOf(hand).slice(-2)]).toEqual([
      'flat',
      hand.at,
      [
        ['verified', 'Snapshot 1 of 2: no position, no order'],
        ['verified', 'Snapshot 2 of 2: no position, no order'],
      ],
    ]);
    expect(certificateOf(hand).tickets).toMatchObject([
      { ticket: '11', result: 'closed', price: expect.any(Number) as number, foreign: false },
    ]);
  });

  it('not while the ledger holds what no deal explains, and says so once', () => {
    const { hand, close } = closing();
    hand.after(100).answer(close.clientOrderId, { kind: 'refused', retcode: 10036, text: 'Position gone', at: hand.at });
    for (let i = 0; i < 3; i += 1) hand.after(1_000).observe();
    expect([certificateOf(hand).state, certificateOf(hand).endedAt]).toEqual(['verifying', null]);
    expect(stepsOf(hand).filter(([step]) => step === 'unexplained')).toEqual([
      [
        'unexplained',
        'The terminal shows nothing, the ledger holds 1 positions that no deal closed: adopt the difference, or wait for the deals',
      ],
    ]);
  });

  it('not by a clean look before something appeared again', () => {
    const { hand, deals, close } = closing();
    hand.answer(close.clientOrderId, hand.confirmed('11'));
    hand.after(1_000).observe(deals);
    expect(certificateOf(hand).lastCleanAt).toBe(hand.at);
    hand.positions = [{ ...hand.positionOf(hand.sends[0] as never, '99'), magic: 5, clientOrderId: null }];
    hand.after(1_000).observe();
    expect([certificateOf(hand).lastCleanAt, certificateOf(hand).state, hand.sends.at(-1)]).toMatchObject([
      null,
      'flattening',
      { op: 'close', ticket: '99' },
    ]);
    expect(certificateOf(hand).tickets.map(({ ticket, foreign }) => [ticket, foreign])).toEqual([
      ['11', false],
      ['99', true],
    ]);
  });

  it('halted, where nothing was to be closed', () => {
    const hand = new EngineInHand(MANY);
    hand.opened('s1', '11');
    hand.halt(false);
    for (let i = 0; i < 2; i += 1) hand.after(1_000).observe();
    expect([certificateOf(hand).state, stepsOf(hand).at(-1)]).toEqual([
      'halted',
      ['verified', 'Snapshot 2 of 2: no working order'],
    ]);
  });
});

describe('what will not go', () => {
  const refusing = (retcode: number, opensAt?: number) => {
    const hand = new EngineInHand(MANY);
    hand.opened('s1', '11');
    hand.after(1_000).halt(true);
    const refuse = () => {
      const { clientOrderId } = hand.sends.at(-1)!;
      hand.tell({
        type: 'terminal.answered',
        payload: {
          clientOrderId,
          sentAt: hand.at,
          outcome: { kind: 'refused', retcode, text: 'No', at: hand.at },
          position: null,
          ...(opensAt === undefined ? {} : { opensAt }),
        },
      });
    };
    return { hand, refuse };
  };

  it('is residual after five attempts, with what the server said, and a new stop is a new one', () => {
    const { hand, refuse } = refusing(10006);
    for (let i = 0; i < 5; i += 1) {
      refuse();
      hand.after(10_000).observe();
    }
    expect(certificateOf(hand)).toMatchObject({
      state: 'residual',
      endedAt: hand.at,
      tickets: [{ ticket: '11', result: 'residual', text: 'refused: No' }],
    });
    expect(stepsOf(hand).at(-1)).toEqual(['residual', '1 tickets could not be closed in 5 attempts: close them in the terminal']);
    const sent = hand.sends.length;
    expect(hand.after(1_000).halt(false).decisions).toEqual([]);
    hand.after(1_000).halt(true);
    expect([hand.cockpit.certificates.size, hand.sends.length - sent]).toEqual([2, 1]);
  });

  it('waits for the market to open, and says until when', () => {
    const opensAt = Date.parse('2025-08-04T22:05:00Z');
    const { hand, refuse } = refusing(10018, opensAt);
    refuse();
    hand.after(1_000).observe();
    expect([certificateOf(hand).tickets[0], stepsOf(hand).at(-1)]).toMatchObject([
      { result: 'scheduled', text: 'EURUSD closes at the next open, 2025-08-04 22:05 UTC' },
      ['scheduled', 'The market is closed for 1 tickets: asked again at the next open, nothing before'],
    ]);
    const unknown = refusing(10018);
    unknown.refuse();
    unknown.hand.after(1_000).observe();
    expect(certificateOf(unknown.hand).tickets[0]?.text).toMatch(/^EURUSD is closed, tried again at 2025-08-04 13:01 UTC$/);
  });

  it('is not asked for on a picture from before its last answer', () => {
    const { hand } = refusing(10006);
    const { clientOrderId } = hand.sends.at(-1)!;
    hand.answer(clientOrderId, { ...hand.confirmed('11'), price: null } as never);
    const sent = hand.sends.length;
    hand.observe([], hand.snapshot({ at: hand.at }));
    expect(hand.sends.length).toBe(sent);
    hand.after(1_000).observe();
    expect(hand.sends.length).toBe(sent + 1);
  });
});

describe('a stop of one symbol or strategy', () => {
  const EURUSD: StopScope = { kind: 'symbol', symbol: 'EURUSD' };

  it('touches only what is ours of it, and withdraws only its cards', () => {
    const hand = new EngineInHand(MANY);
    const own = hand.opened('s1', '11');
    hand.act({ act: 'set-approval-mode', mode: 'confirm', reason: null });
    hand.submit('s2');
    hand.positions.push({ ...own, ticket: '12', symbol: 'GBPUSD' }, { ...own, ticket: '13', magic: 5, clientOrderId: null });
    hand.after(1_000).observe();
    const sent = hand.sends.length;
    scoped(hand, { kind: 'symbol', symbol: 'GBPUSD' }, false);
    expect(hand.standing('s2')[0]).toBe('awaiting_approval');
    scoped(hand, EURUSD, true);
    expect([
      hand.sends.slice(sent).map((request) => 'ticket' in request && request.ticket),
      hand.standing('s2'),
      hand.cockpit.trading.state,
    ]).toEqual([['11'], ['cancelled', 'halted'], 'active']);
    expect(stepsOf(hand).slice(0, 2)).toEqual([
      ['latched', 'New entries of EURUSD are refused from here on'],
      ['withdrawn', '1 pending approvals withdrawn'],
    ]);
  });

  it('of a strategy is of its magic number', () => {
    const hand = new EngineInHand(MANY);
    hand.opened('s1', '11');
    const sent = hand.sends.length;
    scoped(hand, { kind: 'strategy', strategyId: 'm1_retest' }, true);
    expect(hand.sends.length).toBe(sent);
    scoped(hand, { kind: 'strategy', strategyId: 'm5_bos' }, true);
    expect([hand.sends.length, stepsOf(hand)[0]]).toEqual([
      sent + 1,
      ['latched', 'New entries of strategy m5_bos are refused from here on'],
    ]);
    expect([...hand.cockpit.stops.keys()]).toEqual(['strategy:m1_retest', 'strategy:m5_bos']);
  });

  it('is lifted by hand once it has ended, not before, and only where it stands', () => {
    const hand = new EngineInHand(MANY);
    const lift = (scope: StopScope) => hand.act({ act: 'lift-stop', scope, reason: 'done' });
    expect(lift(EURUSD).answer).toMatchObject({ code: 'not_stopped', detail: 'There is no stop of EURUSD to lift' });
    expect(lift({ kind: 'account' }).answer).toMatchObject({
      code: 'not_stopped',
      detail: 'There is no stop of the account to lift',
    });
    scoped(hand, EURUSD, false);
    expect(lift(EURUSD).answer).toMatchObject({ code: 'stop_unfinished' });
    for (let i = 0; i < 2; i += 1) hand.after(1_000).observe();
    expect(stepsOf(hand).at(-1)).toEqual(['verified', 'Snapshot 2 of 2: no working order of this scope']);
    expect(lift(EURUSD).decisions).toEqual([
      { type: 'stop.lifted', payload: { scope: EURUSD, by: 'trader:test', reason: 'done' } },
    ]);
  });

  it.each([
    [true, 'nothing was closed: close its positions by hand or flatten the account'],
    [false, 'nothing is closed'],
  ])('more than forty end all entries instead, and close nothing beyond: closing asked %s', (flatten, rest) => {
    const hand = new EngineInHand(MANY);
    for (let i = 0; i < 40; i += 1) scoped(hand, { kind: 'symbol', symbol: `S${i}` }, false);
    expect(hand.cockpit.trading.state).toBe('active');
    scoped(hand, EURUSD, flatten);
    expect([hand.cockpit.trading.state, hand.cockpit.trading.reason, certificateOf(hand).flatten]).toEqual([
      'halted',
      `test (stop of EURUSD: 40 stops stand already, so all entries end; ${rest})`,
      false,
    ]);
    // One that stands already is asked again as itself.
    const again = new EngineInHand(MANY);
    for (let i = 0; i < 40; i += 1) scoped(again, { kind: 'symbol', symbol: `S${i}` }, false);
    scoped(again, { kind: 'symbol', symbol: 'S0' }, true);
    expect(again.cockpit.trading.state).toBe('active');
  });
});

describe('a closing of the engine’s own', () => {
  it('is done once, and is added to a halt that closes nothing', () => {
    const hand = new EngineInHand(MANY);
    hand.opened('s1', '11');
    hand.halt(false);
    const sent = hand.sends.length;
    hand.account = { ...hand.account, equity: 95_500 };
    hand.after(1_000).beat();
    expect([hand.sends.length - sent, certificateOf(hand).flatten]).toEqual([1, true]);
    hand.after(1_000).beat();
    expect([hand.sends.length - sent, hand.cockpit.certificates.size]).toEqual([1, 1]);
  });

  it('is not decided on a terminal that is not there', () => {
    const hand = new EngineInHand(MANY);
    hand.opened('s1', '11');
    hand.account = { ...hand.account, equity: 95_500 };
    hand.link = 'down';
    hand.after(1_000).beat();
    expect(hand.cockpit.trading.state).toBe('active');
    hand.link = 'stale';
    hand.after(1_000).beat();
    expect(hand.cockpit.trading.state).toBe('halted');
  });
});

describe('looks at the terminal that a stop asks for', () => {
  it('one at once, two more to confirm the first clean one, none when it is over', () => {
    const hand = new EngineInHand(MANY);
    const refreshes = (act: () => void) => {
      const from = hand.effects.length;
      act();
      return hand.effects.slice(from).flatMap((effect) => (effect.kind === 'refresh' ? [effect.afterMs ?? 0] : []));
    };
    expect(refreshes(() => hand.halt(false))).toEqual([0]);
    expect(refreshes(() => hand.after(1_000).observe())).toEqual([250, 1_000]);
    expect(refreshes(() => hand.after(1_000).observe())).toEqual([]);
  });
});
