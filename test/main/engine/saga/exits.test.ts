import { describe, expect, it } from 'vitest';
import type { Signal } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const ANY: Partial<Signal> = { kind: 'exit', exit: { anySide: true, notes: ['no side is named'] } };

describe('an exit that names no side', () => {
  it('closes what its source opened in the symbol, and says what it made of it', () => {
    const hand = new EngineInHand(AUTO);
    hand.opened('s1', '11');
    hand.after(1_000).submit('x', { ...ANY, side: 'SELL' });
    expect([hand.life('x').state, hand.life('x').reason?.text, hand.sends.at(-1)]).toMatchObject([
      'ordered',
      'Exit: closing 11; no side is named',
      { op: 'close', ticket: '11' },
    ]);
  });

  it('leaves what another source opened, and names the mend', () => {
    const hand = new EngineInHand(AUTO);
    hand.opened('s1', '11');
    hand.after(1_000).submit('x', { ...ANY, source: 'tradingview' });
    expect(hand.life('x')).toMatchObject({
      state: 'cancelled',
      reason: {
        code: 'nothing_to_close',
        text: 'Exit: no tradingview position of ours in EURUSD; 1 of other sources stay: name the side to close them',
      },
    });
    expect(hand.sends).toHaveLength(1);
  });

  it('waits for an entry of its source that is on its way', () => {
    const hand = new EngineInHand(AUTO);
    hand.ordered('s1');
    hand.submit('x', { ...ANY, side: 'SELL' });
    hand.submit('y', { ...ANY, source: 'tradingview' });
    expect([hand.life('x').state, hand.life('y').state]).toEqual(['ordered', 'cancelled']);
  });
});

describe('an exit that meets a card', () => {
  it.each(['confirm', 'veto'] as const)('withdraws it in %s, so that nothing is opened after its exit', (mode) => {
    const hand = new EngineInHand({ approvals: { mode, ttlMs: 4_000 } });
    hand.submit('s1');
    const before = hand.standing('s1')[0];
    hand.after(1_000).submit('x', { kind: 'exit' });
    hand.after(5_000).beat();
    expect([before, hand.standing('s1'), hand.standing('x'), hand.life('x').reason?.text, hand.sends]).toEqual([
      'awaiting_approval',
      ['cancelled', 'cancelled_by_sender'],
      ['closed', 'exit_done'],
      'Exit: 1 approvals withdrawn, no position to close',
      [],
    ]);
    expect(hand.life('s1').approval).toMatchObject({ how: 'withdrawn', reason: 'ended by exit x' });
  });

  it('leaves the card of the other side, and of another source where it names no side', () => {
    const hand = new EngineInHand({ approvals: { mode: 'confirm' } });
    hand.submit('s1');
    hand.submit('x', { kind: 'exit', side: 'SELL' });
    hand.submit('y', { ...ANY, source: 'tradingview' });
    expect([hand.standing('s1')[0], hand.standing('x')[1], hand.standing('y')[1]]).toEqual([
      'awaiting_approval',
      'nothing_to_close',
      'nothing_to_close',
    ]);
  });
});

describe('an entry that comes while an exit of its source and symbol is under way', () => {
  const SHORT: Partial<Signal> = { side: 'SELL', stopLoss: 1.16, takeProfit: 1.15 };
  const turning = () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11');
    hand.after(1_000).submit('x', { kind: 'exit' });
    const close = hand.sends.at(-1)!.clientOrderId;
    hand.after(10).submit('s2', SHORT);
    return { hand, position, close };
  };
  const gone = ({ hand, position, close }: ReturnType<typeof turning>, laterMs: number) => {
    hand.answer(close, hand.confirmed('11'));
    hand.positions = [];
    hand.after(laterMs).observe(hand.dealsOf(position, [{ volume: position.volume, profit: 10 }]));
    hand.beat();
  };

  it('waits for it, and is judged when what was held is gone', () => {
    const story = turning();
    const before = [story.hand.standing('x')[0], story.hand.standing('s2')[0], story.hand.sends.length];
    gone(story, 500);
    expect([before, story.hand.standing('x')[0], story.hand.standing('s2')[0], story.hand.sends.at(-1)]).toMatchObject([
      ['ordered', 'received', 2],
      'closed',
      'ordered',
      { op: 'open', side: 'SELL' },
    ]);
  });

  it('is not judged when the exit took longer than a message lives', () => {
    const story = turning();
    gone(story, 60_001);
    expect([story.hand.standing('s2'), story.hand.sends.length]).toEqual([['rejected', 'message_deadline'], 2]);
  });

  it('does not wait for another source', () => {
    const { hand } = turning();
    hand.after(10).submit('s3', { ...SHORT, source: 'tradingview' });
    expect(hand.standing('s3')[0]).toBe('rejected');
  });
});
