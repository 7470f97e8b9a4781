import { describe, expect, test } from 'vitest';
import { deliver } from './deliver.ts';
import { EngineInHand } from '../engine-in-hand.ts';

const MODES = ['auto', 'confirm', 'veto'] as const;
const states = (hand: EngineInHand) =>
  [...hand.cockpit.signals.values()].map(({ state, reason }) => [state, reason?.code ?? null]);
const opens = (hand: EngineInHand) => hand.sends.filter(({ op }) => op === 'open');

describe.each(MODES)('with approvals in %s', (mode) => {
  /** A long of EURUSD that was opened in auto. */
  const long = () => {
    const hand = new EngineInHand({ approvals: { mode: 'auto', ttlMs: 20_000 } });
    const position = hand.opened('s1', '11');
    hand.observe(hand.dealsOf(position, []));
    hand.act({ act: 'set-approval-mode', mode, reason: null });
    return { hand, position };
  };
  const gone = ({ hand, position }: ReturnType<typeof long>) => {
    hand.answer(hand.sends.at(-1)!.clientOrderId, hand.confirmed('11'));
    hand.positions = [];
    hand.after(400).observe(hand.dealsOf(position, [{ volume: position.volume, profit: 10 }]));
    hand.beat();
  };

  test.each<[string, unknown]>([
    ['a word', { ticker: 'EURUSD', action: 'reverse', side: 'sell', sl: 1.16, tp: 1.15 }],
    [
      'positions',
      { ticker: 'EURUSD', action: 'sell', market_position: 'short', prev_market_position: 'long', sl: 1.16, tp: 1.15 },
    ],
    ['a line', '60099887,closelongopenshort,EURUSD,sl_price=1.16,tp_price=1.15'],
  ])('a turn by %s closes, waits for the close, and opens the other side', (_name, body) => {
    const story = long();
    const { hand } = story;
    expect(deliver(hand.after(1_000), body)).toEqual(['accepted', 'accepted']);
    expect([states(hand).slice(1), hand.sends.at(-1), opens(hand).length]).toMatchObject([
      [
        ['ordered', 'exit_sent'],
        ['received', null],
      ],
      { op: 'close', ticket: '11' },
      1,
    ]);
    gone(story);
    const last = [...hand.cockpit.signals.keys()].at(-1)!;
    if (mode === 'auto') expect(opens(hand).at(-1)).toMatchObject({ side: 'SELL' });
    else expect([opens(hand).length, hand.cockpit.pending.has(last)]).toEqual([1, true]);
  });

  test('a turn whose other side is refused closes all the same', () => {
    const { hand } = long();
    expect(deliver(hand.after(1_000), { ticker: 'EURUSD', action: 'reverse' })).toEqual(['accepted', 'invalid']);
    expect([hand.sends.at(-1), opens(hand).length]).toMatchObject([{ op: 'close', ticket: '11' }, 1]);
  });

  test('an order that waits is made as one, at its price, and one at the market is not made at all', () => {
    const hand = new EngineInHand({ approvals: { mode, ttlMs: 4_000 } });
    const asks = (limitPrice: number) => ({
      ticker: 'EURUSD',
      action: 'buy',
      orderType: 'limit',
      limitPrice,
      sl: 1.152,
      tp: 1.17,
    });
    expect(deliver(hand, asks(1.155))).toEqual(['accepted']);
    if (mode === 'confirm') hand.approve([...hand.cockpit.pending.keys()][0]!);
    hand.after(6_000).beat();
    expect(opens(hand)).toMatchObject([{ side: 'BUY', pending: { type: 'limit', price: 1.155 } }]);
    expect(deliver(hand, asks(1.1601))).toEqual(['accepted']);
    hand.after(6_000).beat();
    expect([opens(hand).length, states(hand).at(-1)![0]]).toEqual([1, 'rejected']);
  });
});

test('a position is managed as its signal asks, beside the rules of its strategy', () => {
  const hand = new EngineInHand({
    approvals: { mode: 'auto' },
    strategies: { m5_bos: { sessions: ['any'], management: { maxMinutes: 90, breakEvenAtR: 2 } } },
  });
  expect(deliver(hand, { ticker: 'EURUSD', action: 'buy', sl: 1.155, tp1: 1.159, tp2: 1.163, be_pips: 10 })).toEqual([
    'accepted',
  ]);
  hand.filled(hand.sends.at(-1) as never, '11');
  hand.observe(hand.dealsOf(hand.positions[0]!, []));
  hand.beat();
  expect(hand.cockpit.positions.get('11')?.plan).toMatchObject({
    rules: { maxMinutes: 90, breakEvenAtR: 0.5, partials: [{ atR: 1, percent: 50 }] },
    reason: 'as its signal asks, and as strategy m5_bos manages its positions',
  });
});
