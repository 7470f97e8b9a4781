import { describe, expect, it } from 'vitest';
import type { Deal, Signal } from '#shared/domain';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const level = (hand: EngineInHand, distance: number): number => Number((hand.bid + distance).toFixed(5));
const turning = (hand: EngineInHand, position: string, changes: Partial<Signal> = {}): Partial<Signal> => ({
  ...{ source: 'operator', dialect: 'ticket', pattern: 'BY_HAND', strategyId: 'by_hand', side: 'SELL', entry: hand.bid },
  ...{ stopLoss: level(hand, 0.002), takeProfit: level(hand, -0.006), turns: { position } },
  ...changes,
});

function held(marginMode: 'hedging' | 'netting' = 'hedging', changes: Record<string, unknown> = {}) {
  const hand = new EngineInHand({ ...AUTO, ...changes }, { ...ACCOUNT, marginMode });
  const position = hand.opened('s1', '11');
  hand.after(1_000);
  const gone = (): readonly Deal[] => {
    hand.positions = [];
    return hand.dealsOf(position, [{ volume: position.volume, profit: 5 }]);
  };
  const entries = () => hand.sends.filter(({ op }) => op === 'open').length - 1;
  return { hand, position, gone, entries };
}

describe('a reversal', () => {
  it.each(['hedging', 'netting'] as const)(
    'is an exit of the position and an entry that waits for it, on a %s account',
    (mode) => {
      const { hand, gone, entries } = held(mode);
      const told = hand.submit('turn', turning(hand, '11'));
      expect(told.answer).toEqual({ kind: 'accepted', signalId: 'turn' });
      expect(told.decisions.map((one) => (one.type === 'signal.accepted' ? one.payload.signal.kind : one.type))).toEqual([
        'exit',
        'entry',
      ]);
      expect(hand.sends.at(-1)).toMatchObject({ op: 'close', ticket: '11', volume: null });
      hand.answer(hand.sends.at(-1)!.clientOrderId, hand.confirmed('11'));
      // The answer is a word; the deals are the proof.
      expect([hand.standing('turn')[0], entries()]).toEqual(['received', 0]);
      hand.observe(gone());
      hand.beat();
      expect([hand.standing('turn')[0], entries(), hand.sends.at(-1)]).toMatchObject([
        'ordered',
        1,
        { op: 'open', side: 'SELL' },
      ]);
    },
  );

  it('opens nothing while the end of the close is unknown, and once when that is known', () => {
    const { hand, gone, entries } = held();
    hand.submit('turn', turning(hand, '11'));
    hand.answer(hand.sends.at(-1)!.clientOrderId, hand.silence);
    hand.after(5_000).beat();
    hand.observe();
    expect([hand.standing('turn')[0], entries()]).toEqual(['received', 0]);
    hand.observe(gone());
    hand.beat();
    // Gone, and the request's own end is not known yet: it may still do something.
    expect(entries()).toBe(0);
    hand.tell({
      type: 'terminal.probed',
      payload: {
        clientOrderId: hand.sends[1]!.clientOrderId,
        result: { kind: 'found_closed', outcome: hand.confirmed('11') as never, deals: [] },
      },
    });
    hand.beat();
    expect(entries()).toBe(1);
    hand.after(1_000).beat();
    expect(entries()).toBe(1);
  });

  it('opens nothing on a word without deals: what the ledger let go of may still be there', () => {
    const { hand, entries } = held();
    hand.submit('turn', turning(hand, '11'));
    hand.answer(hand.sends.at(-1)!.clientOrderId, hand.confirmed('11'));
    hand.positions = [];
    hand.after(1_000).observe();
    hand.act({ act: 'adopt-drift', reason: 'the terminal is right' });
    hand.beat();
    expect([hand.standing('turn'), entries()]).toEqual([['rejected', 'turned_position'], 0]);
    expect(hand.life('turn').reason?.text).toMatch(/^No deal says that position 11 is closed/);
  });

  it('waits also when its entry is judged before its exit', () => {
    const { hand, entries } = held();
    hand.holds = true;
    hand.submit('turn', turning(hand, '11'));
    const entry = hand.held.find(({ message }) => message.signalId === 'turn')!;
    hand.tell({ type: 'message.delivered', payload: { message: entry.message, facts: hand.facts } });
    expect([hand.standing('turn')[0], entries()]).toEqual(['received', 0]);
  });

  it('that the other side’s source sends waits in the same way, and is not opened while what it leaves is there', () => {
    const both = { cells: { u3: { onePositionPerSymbol: false, opposite: 'allow' } } };
    const { hand, entries } = held('hedging', both);
    hand.submit('x', { kind: 'exit', takeProfit: null });
    for (let no = 0; no < 12 && hand.life('x').state === 'ordered'; no += 1) {
      const last = hand.sends.at(-1)!;
      if (hand.cockpit.openOrders.has(last.clientOrderId))
        hand.answer(last.clientOrderId, { kind: 'refused', retcode: 10006, text: 'no', at: hand.at });
      hand.after(9_000).beat();
    }
    expect(hand.standing('x')).toEqual(['failed', 'exit_refused']);
    hand.submit('turn', {
      side: 'SELL',
      entry: hand.bid,
      stopLoss: level(hand, 0.002),
      takeProfit: level(hand, -0.006),
      turns: {},
    });
    expect([hand.standing('turn'), entries()]).toEqual([['rejected', 'turned_position'], 0]);
    // Without the turn it is an entry beside it, as configured.
    hand.submit('beside', { side: 'SELL', entry: hand.bid, stopLoss: level(hand, 0.0021), takeProfit: level(hand, -0.006) });
    expect(entries()).toBe(1);
  });

  it.each<[string, (hand: EngineInHand) => Partial<Signal>, string]>([
    ['a position that is gone', (hand) => turning(hand, '99'), 'unknown_position'],
    [
      'the side that is held',
      (hand) =>
        turning(hand, '11', {
          side: 'BUY',
          stopLoss: level(hand, -0.002),
          takeProfit: level(hand, 0.006),
          entry: hand.quote.ask,
        }),
      'not_opposite',
    ],
    ['what the gate refuses', (hand) => turning(hand, '11', { stopLoss: level(hand, 0.00003) }), 'entry_refused'],
  ])('is refused on record for %s, and nothing is closed', (_what, wish, code) => {
    const { hand } = held();
    const told = hand.submit('turn', wish(hand));
    expect(told.answer).toMatchObject({ kind: 'refused', code });
    expect(told.decisions).toMatchObject([{ type: 'signal.refused', payload: { code, signalId: 'turn' } }]);
    expect(hand.sends.length).toBe(1);
  });

  it('leaves alone a position of which its own order still waits for more', () => {
    const hand = new EngineInHand(AUTO);
    const pending = { type: 'limit', price: 1.156, stopLimit: null, expiresAt: null } as const;
    const request = hand.ordered('s1', { entry: 1.156, stopLoss: 1.154, takeProfit: 1.162, pending });
    hand.answer(request.clientOrderId, { ...hand.confirmed('11'), deal: null } as never);
    const waiting = {
      ticket: '11',
      symbol: 'EURUSD',
      direction: 'BUY',
      volume: request.volume - 1,
      price: 1.156,
      stopLoss: 1.154,
      takeProfit: 1.162,
    };
    hand.after(1_000).positions = [{ ...hand.positionOf(request, '11'), volume: 1 }];
    const orders = [{ ...waiting, clientOrderId: request.clientOrderId, magic: request.magic, type: 'limit' } as never];
    hand.observe([], hand.snapshot({ orders }));
    const told = hand.submit('turn', turning(hand, '11'));
    expect(told.answer).toMatchObject({ kind: 'refused', code: 'not_flat' });
    expect(hand.sends.length).toBe(1);
  });
});
