import { describe, expect, it } from 'vitest';
import type { Outcome, OrderRequest } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' }, cells: { u3: { onePositionPerSymbol: false } } };
const asked = (): { hand: EngineInHand; request: Extract<OrderRequest, { op: 'open' }> } => {
  const hand = new EngineInHand(AUTO);
  return { hand, request: hand.ordered('s1') };
};
const answered = (hand: EngineInHand, clientOrderId: string, outcome: Outcome, sentAt: number) =>
  hand.tell({ type: 'terminal.answered', payload: { clientOrderId, sentAt, outcome, position: null } }, 'terminal');
const writeBreaker = (hand: EngineInHand) => hand.cockpit.breakers.get('terminal/write');
const stateOf = (hand: EngineInHand, clientOrderId: string) => hand.cockpit.orders.get(clientOrderId)?.state;

describe('an answer and the breaker of what it answers', () => {
  it.each([
    [2_999, undefined],
    [3_000, 1],
  ])('a good one after %i ms counts as slow: %s', (ms, slow) => {
    const { hand, request } = asked();
    hand.after(ms);
    answered(hand, request.clientOrderId, hand.confirmed('11'), hand.at - ms);
    expect(writeBreaker(hand) ?? {}).toEqual(slow === undefined ? {} : { state: 'CLOSED', failures: 0, slow });
  });

  it('five slow ones in a row keep the next entry in the cockpit', () => {
    const hand = new EngineInHand({
      ...AUTO,
      limits: { maxEntriesPerMinute: 100 },
      cells: { u3: { onePositionPerSymbol: false, maxOpenPositions: 20 } },
    });
    for (let i = 1; i <= 5; i += 1) {
      hand.after(60_000).beat();
      const request = hand.ordered(`s${i}`);
      hand.after(3_000);
      answered(hand, request.clientOrderId, { kind: 'refused', retcode: 10006, text: 'Rejected', at: hand.at }, hand.at - 3_000);
    }
    expect(writeBreaker(hand)).toMatchObject({ state: 'OPEN', cause: 'slow' });
  });

  it('a refusal is a good answer: the terminal works. Silence is none', () => {
    const { hand, request } = asked();
    answered(hand, request.clientOrderId, { kind: 'refused', retcode: 10019, text: 'No money', at: hand.at }, hand.at);
    expect(writeBreaker(hand)?.failures ?? 0).toBe(0);
    const other = asked();
    answered(other.hand, other.request.clientOrderId, other.hand.silence, other.hand.at);
    expect(writeBreaker(other.hand)).toMatchObject({ failures: 1, unknown: 1 });
  });

  it('silence after silence moves the breaker, and neither the order nor its signal', () => {
    const { hand, request } = asked();
    answered(hand, request.clientOrderId, hand.silence, hand.at);
    const told = answered(hand, request.clientOrderId, hand.silence, hand.at);
    expect(told.types.filter((type) => type !== 'breaker.moved' && !type.startsWith('recovery'))).toEqual([]);
    expect(stateOf(hand, request.clientOrderId)).toBe('unknown');
  });

  it('a code that does not prove that nothing was done leaves the outcome unknown, whatever it was called', () => {
    const { hand, request } = asked();
    answered(hand, request.clientOrderId, { kind: 'refused', retcode: 10012, text: 'Timeout', at: hand.at }, hand.at);
    expect([stateOf(hand, request.clientOrderId), hand.standing('s1')[0]]).toEqual(['unknown', 'unknown']);
  });
});

describe('an order that was placed and has no deal yet', () => {
  const placed = (hand: EngineInHand, deal: string | null): Outcome =>
    ({ ...hand.confirmed('11'), retcode: 10008, deal }) as Outcome;

  it('is working until a look shows how it ended', () => {
    const { hand, request } = asked();
    const told = answered(hand, request.clientOrderId, placed(hand, null), hand.at);
    expect([told.types[0], stateOf(hand, request.clientOrderId), hand.standing('s1')[0]]).toEqual([
      'order.progressed',
      'working',
      'ordered',
    ]);
    expect(hand.effects.filter(({ kind }) => kind === 'probe')).toEqual([
      { kind: 'probe', clientOrderId: request.clientOrderId },
    ]);
  });

  it('is open where a deal is named, and where the server says done without one', () => {
    const { hand, request } = asked();
    answered(hand, request.clientOrderId, placed(hand, 'd1'), hand.at);
    expect([stateOf(hand, request.clientOrderId), hand.standing('s1')[0]]).toEqual(['confirmed', 'open']);
    const other = asked();
    answered(other.hand, other.request.clientOrderId, { ...other.hand.confirmed('11'), deal: null } as Outcome, other.hand.at);
    expect(stateOf(other.hand, other.request.clientOrderId)).toBe('confirmed');
  });
});

describe('a lost order that is nowhere', () => {
  it('was never placed a second after its deadline, and may be anywhere before', () => {
    const { hand, request } = asked();
    answered(hand, request.clientOrderId, hand.silence, hand.at);
    const probe = () =>
      hand.tell({ type: 'terminal.probed', payload: { clientOrderId: request.clientOrderId, result: { kind: 'absent' } } });
    hand.at = request.deadlineAt + 999;
    probe();
    expect(stateOf(hand, request.clientOrderId)).toBe('unknown');
    hand.at = request.deadlineAt + 1_000;
    probe();
    expect([
      stateOf(hand, request.clientOrderId),
      hand.standing('s1')[0],
      hand.cockpit.orders.get(request.clientOrderId)?.resolvedBy,
    ]).toEqual(['refused', 'failed', 'probe']);
  });

  it('is probed to no end once it is settled, or for an order that nobody knows', () => {
    const { hand, request } = asked();
    hand.filled(request, '11');
    const absent = (clientOrderId: string) => {
      hand.at = request.deadlineAt + 5_000;
      return hand.tell({ type: 'terminal.probed', payload: { clientOrderId, result: { kind: 'absent' } } }).types;
    };
    expect([absent(request.clientOrderId), absent('NOBODYS')]).toEqual([[], []]);
  });
});

describe('an answer without the terminal’s own view of the position', () => {
  it('opens it as the answer tells: volume and price, stop and target as asked', () => {
    const { hand, request } = asked();
    // Filled at any moment since it was asked for: its deals are read from then on, and it may be closed by now.
    const askedAt = hand.at;
    hand.at += 4_000;
    const outcome = { ...hand.confirmed('11'), volume: 0.5, price: 1.1572 } as Outcome;
    answered(hand, request.clientOrderId, outcome, hand.at);
    expect(hand.cockpit.positions.get('11')).toMatchObject({
      signalId: 's1',
      strategyId: 'm5_bos',
      foreign: false,
      position: {
        ticket: '11',
        symbol: 'EURUSD',
        direction: 'BUY',
        volume: 0.5,
        entry: 1.1572,
        current: 1.1572,
        stopLoss: request.stopLoss,
        takeProfit: request.takeProfit,
        openedAt: askedAt,
        clientOrderId: request.clientOrderId,
        magic: request.magic,
      },
    });
  });

  it('takes the volume that was asked for where none is told, and opens nothing without a price', () => {
    const { hand, request } = asked();
    answered(hand, request.clientOrderId, hand.confirmed('11'), hand.at);
    expect(hand.cockpit.positions.get('11')?.position.volume).toBe(request.volume);
    const other = asked();
    answered(other.hand, other.request.clientOrderId, { ...other.hand.confirmed('11'), price: null } as Outcome, other.hand.at);
    expect([
      other.hand.cockpit.positions.size,
      other.hand.standing('s1')[0],
      stateOf(other.hand, other.request.clientOrderId),
    ]).toEqual([0, 'ordered', 'confirmed']);
  });
});

describe('progress', () => {
  it('only goes forward, and of an order that nobody knows is nothing', () => {
    const { hand, request } = asked();
    const step = (clientOrderId: string, to: 'sent' | 'acknowledged') =>
      hand.tell({ type: 'terminal.progressed', payload: { clientOrderId, to, sentAt: hand.at } }).types;
    expect([step('NOBODYS', 'sent'), step(request.clientOrderId, 'acknowledged'), step(request.clientOrderId, 'sent')]).toEqual([
      [],
      ['order.progressed'],
      [],
    ]);
  });
});
