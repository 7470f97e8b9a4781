import { describe, expect, it } from 'vitest';
import type { Signal } from '#shared/domain';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const level = (hand: EngineInHand, distance: number): number => Number((hand.bid + distance).toFixed(5));
const turning = (hand: EngineInHand, changes: Partial<Signal> = {}): Partial<Signal> => ({
  ...{ source: 'operator', dialect: 'ticket', pattern: 'BY_HAND', strategyId: 'by_hand', side: 'SELL', entry: hand.bid },
  ...{ stopLoss: level(hand, 0.002), takeProfit: level(hand, -0.006), turns: { position: '11' } },
  ...changes,
});

/** A position of ours that is being turned round: its close is asked for. */
function asked(changes: Record<string, unknown> = {}) {
  const hand = new EngineInHand({ approvals: { mode: 'auto' }, ...changes }, ACCOUNT);
  const position = hand.opened('s1', '11');
  hand.after(1_000);
  hand.submit('turn', turning(hand));
  return { hand, close: hand.sends.at(-1)!, position };
}
/** As the next look at the clock finds it. */
const alarm = (hand: EngineInHand) => {
  hand.beat();
  const life = hand.cockpit.alarms.get('half_turned');
  return life?.state === 'active' ? life.alarm : undefined;
};
/** The close is done; the price is somewhere else by then, so that the entry is refused. */
function closedOnly() {
  const story = asked();
  const { hand, close, position } = story;
  hand.answer(close.clientOrderId, hand.confirmed('11'));
  hand.positions = [];
  hand.bid = level(hand, 0.01);
  hand.observe(hand.dealsOf(position, [{ volume: position.volume, profit: 5 }]));
  hand.beat();
  return story;
}
/** Closed, and the entry has left without an answer. */
function unanswered() {
  const story = asked();
  const { hand, close, position } = story;
  hand.answer(close.clientOrderId, hand.confirmed('11'));
  hand.positions = [];
  hand.observe(hand.dealsOf(position, [{ volume: position.volume, profit: 5 }]));
  hand.beat();
  const entry = hand.sends.at(-1)!;
  hand.answer(entry.clientOrderId, hand.silence);
  hand.beat();
  return { ...story, entry };
}

describe('a turn to the other side that stopped half-way', () => {
  it('closed and not opened is an alarm that says why, with its signal and what to do', () => {
    const { hand } = closedOnly();
    expect(hand.standing('turn')[0]).toBe('rejected');
    expect(alarm(hand)).toMatchObject({
      level: 'high',
      title: 'EURUSD was turned round half-way',
      cause: expect.stringMatching(
        /^SELL EURUSD: position 11 is closed, and the other side was not opened: (?!Position)/,
      ) as string,
      consequence: 'Nothing is held on the side that was wanted, and nothing is opened by itself.',
      action: expect.stringMatching(/^Open the SELL of EURUSD with the order ticket under Positions/) as string,
      rows: [{ subject: 'turn' }],
    });
  });

  it('stands while nothing of the symbol is traded, and no longer than a day', () => {
    const { hand } = closedOnly();
    hand.after(23 * 3_600_000).beat();
    expect(alarm(hand)).toBeDefined();
    hand.after(2 * 3_600_000).beat();
    expect(alarm(hand)).toBeUndefined();
    const again = closedOnly().hand;
    again.after(1_000).opened('s2', '12');
    again.beat();
    expect(alarm(again)).toBeUndefined();
  });

  it('ends as well where the other side is opened in the terminal', () => {
    const { hand, position } = closedOnly();
    hand.after(5_000);
    hand.positions = [{ ...position, ticket: '77', identifier: '77', direction: 'SELL', openedAt: hand.at, clientOrderId: null }];
    hand.observe();
    hand.beat();
    expect(alarm(hand)).toBeUndefined();
  });

  it('whose entry has no answer says that it may be there, until it is known', () => {
    const { hand, entry } = unanswered();
    expect(hand.cockpit.orders.get(entry.clientOrderId)?.state).toBe('unknown');
    expect(alarm(hand)).toMatchObject({
      cause: 'SELL EURUSD: position 11 is closed, and there is no answer to the order for the other side.',
      action: expect.stringMatching(/^Look into the terminal for a SELL of EURUSD/) as string,
    });
    const absent = { clientOrderId: entry.clientOrderId, result: { kind: 'absent' } } as never;
    for (let no = 0; no < 10 && hand.standing('turn')[0] === 'unknown'; no += 1)
      hand.after(10_000).tell({ type: 'terminal.probed', payload: absent });
    expect([hand.standing('turn')[0], alarm(hand)?.cause]).toEqual([
      'failed',
      expect.stringMatching(/^SELL EURUSD: position 11 is closed, and the other side was not opened: /) as string,
    ]);
  });

  it('is told also where no deal proves the close', () => {
    const word = asked();
    word.hand.answer(word.close.clientOrderId, word.hand.confirmed('11'));
    word.hand.positions = [];
    word.hand.after(1_000).observe();
    word.hand.act({ act: 'adopt-drift', reason: 'the terminal is right' });
    word.hand.beat();
    expect(alarm(word.hand)?.cause).toMatch(/position 11 is closed by no deal that is known, and the other side was not opened/);
  });

  it('is told where a part was closed and the rest is still there', () => {
    const { hand, close, position } = asked();
    const left = { ...position, volume: Number((position.volume / 2).toFixed(2)) };
    hand.answer(close.clientOrderId, { ...hand.confirmed('11'), volume: position.volume - left.volume } as never);
    hand.positions = [left];
    hand.observe(hand.dealsOf(position, [{ volume: position.volume - left.volume, profit: 5 }]));
    for (let no = 0; no < 12 && hand.standing('turn')[0] === 'received'; no += 1) {
      hand.beat();
      const last = hand.sends.at(-1)!;
      if (hand.cockpit.openOrders.has(last.clientOrderId))
        hand.answer(last.clientOrderId, { kind: 'refused', retcode: 10_006, text: 'no', at: hand.at });
      hand.after(9_000);
    }
    expect([hand.standing('turn')[1], alarm(hand)?.cause]).toEqual([
      'turned_position',
      expect.stringMatching(
        /^SELL EURUSD: a part of position 11 is closed, and the other side was not opened: Position 11 is still open/,
      ),
    ]);
  });

  it('is none while it goes on, when it went through, and when nothing was closed', () => {
    const { hand, close } = asked();
    hand.after(1_000).beat();
    expect(alarm(hand)).toBeUndefined();
    for (let no = 0; no < 12 && hand.standing('turn')[0] === 'received'; no += 1) {
      const last = hand.sends.at(-1)!;
      if (hand.cockpit.openOrders.has(last.clientOrderId))
        hand.answer(last.clientOrderId, { kind: 'refused', retcode: 10_006, text: 'no', at: hand.at });
      hand.after(9_000).beat();
    }
    expect([hand.standing('turn'), alarm(hand), close.op]).toEqual([['rejected', 'turned_position'], undefined, 'close']);
  });

  it('of a sender is one too: its exit closed, its entry did not open; what the trader turned down is none', () => {
    const story = (mode: 'auto' | 'confirm') => {
      const hand = new EngineInHand({ approvals: { mode } }, ACCOUNT);
      const position = hand.opened('s1', '11');
      hand.after(1_000);
      const about = 'one delivery';
      hand.submit('out', { kind: 'exit', side: 'BUY', takeProfit: null, stopLoss: null }, 'out', about);
      const close = hand.sends.at(-1)!;
      const { bid } = hand;
      const side = { side: 'SELL', entry: bid, stopLoss: level(hand, 0.002), takeProfit: level(hand, -0.006) } as const;
      hand.submit('in', { ...side, turns: {} }, 'in', about);
      hand.answer(close.clientOrderId, hand.confirmed('11'));
      hand.positions = [];
      if (mode === 'auto') hand.bid = level(hand, 0.01);
      hand.observe(hand.dealsOf(position, [{ volume: position.volume, profit: 5 }]));
      hand.beat();
      return hand;
    };
    const refused = story('auto');
    expect([refused.standing('in')[0], alarm(refused)?.rows]).toMatchObject(['rejected', [{ subject: 'in' }]]);
    const waiting = story('confirm');
    expect([waiting.standing('in')[0], alarm(waiting)]).toEqual(['awaiting_approval', undefined]);
    waiting.act({ act: 'reject', signalId: 'in', digest: waiting.digest('in'), reason: null });
    waiting.beat();
    expect([waiting.standing('in'), alarm(waiting)]).toEqual([['rejected', 'trader_rejected'], undefined]);
  });
});
