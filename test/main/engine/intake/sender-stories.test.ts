import { describe, expect, test } from 'vitest';
import { EngineInHand } from '../engine-in-hand.ts';
import { deliver } from './deliver.ts';

const MODES = ['auto', 'confirm', 'veto'] as const;
const opens = (hand: EngineInHand) => hand.sends.filter(({ op }) => op === 'open').length;
const at = (hand: EngineInHand, agoMs = 0) => new Date(hand.at - agoMs).toISOString();

/** Messages as senders write them to end a long of EURUSD, in our own words; each has the levels of its template. */
const ENDS: readonly (readonly [string, (hand: EngineInHand) => unknown])[] = [
  ['no side', () => ({ ticker: 'EURUSD', action: 'exit', sl: 1.17, tp: 1.14 })],
  [
    'flat afterwards',
    (hand) => ({ ticker: 'EURUSD', action: 'sell', sentiment: 'flat', sl: 1.17, tp: 1.14, time: at(hand, 240_000) }),
  ],
  ['position size 0', () => ({ symbol: 'EURUSD', action: 'sell', contracts: '2', position_size: '0', sl: 1.17, tp: 1.14 })],
  ['nested', () => ({ ticker: 'EURUSD', bar: { close: 1.157 }, strategy: { order_action: 'sell', market_position: 'flat' } })],
  [
    'an odd interval',
    (hand) => ({ ticker: 'EURUSD', action: 'sell', sentiment: 'flat', interval: '30', risk: '2%', time: at(hand) }),
  ],
  [
    'the command of an EA',
    () => ({ signal_type: 'CLOSE', symbol: 'EURUSD', action: 'BUY', ticket: 7_001_234, sl: 1.15, tp: 1.17 }),
  ],
  ['a line', () => '60099887,closelong,EURUSD'],
  ['a line for all', () => '60099887,closeall,EURUSD'],
  ["TradingView's text", () => 'Bands (20, close): order sell @ 2 filled on EURUSD. New strategy position is 0'],
  ['JSON that ends in a zero byte', () => '{"ticker":"EURUSD","action":"close_long"}\0'],
  ['an order that only reduces', () => ({ ticker: 'EURUSD', side: 'sell', reduceOnly: true, qty: 0.4, sl: 1.17, tp: 1.14 })],
];

describe.each(MODES)('with approvals in %s', (mode) => {
  const fresh = (): EngineInHand => new EngineInHand({ approvals: { mode, ttlMs: 4_000 } });

  test.each(ENDS)('an end opens nothing on a flat book, and takes back what waits: %s', (_name, body) => {
    const flat = fresh();
    expect(deliver(flat, body(flat))).toEqual(['accepted']);
    flat.after(6_000).beat();
    expect([opens(flat), flat.cockpit.pending.size]).toEqual([0, 0]);
    if (mode === 'auto') return;
    const waiting = fresh();
    waiting.submit('s1');
    deliver(waiting.after(500), body(waiting));
    waiting.after(6_000).beat();
    expect([opens(waiting), waiting.standing('s1')]).toEqual([0, ['cancelled', 'cancelled_by_sender']]);
  });

  test.each(ENDS)('an end closes what is held: %s', (_name, body) => {
    const hand = new EngineInHand({ approvals: { mode: 'auto' } });
    hand.opened('s1', '11');
    hand.act({ act: 'set-approval-mode', mode, reason: null });
    expect(deliver(hand.after(1_000), body(hand))).toEqual(['accepted']);
    expect([hand.sends.at(-1), opens(hand)]).toMatchObject([{ op: 'close', ticket: '11' }, 1]);
  });

  test('a limit price without an order of it, a fill and a contradiction open nothing', () => {
    const hand = fresh();
    const base = { ticker: 'EURUSD', price: 1.157, sl: 1.155, tp: 1.162 };
    const bodies = [
      { ...base, action: 'buy', limitPrice: 1.154 },
      { ...base, direction: 'BULL', ticket: 7_001_235, deal: 6_002_111 },
      { ...base, action: 'buy', side: 'sell' },
      { ...base, action: 'buy', qty: 0 },
      '60099887,buy,EURUSD,sl=25,trailtrig=10',
    ];
    expect(bodies.flatMap((body) => deliver(hand, body))).toEqual(bodies.map(() => 'invalid'));
    hand.after(6_000).beat();
    expect(opens(hand)).toBe(0);
  });

  test('the same line trades again once it is no echo', () => {
    const hand = fresh();
    const line = '60099887,buy,EURUSD,sl=25,tp=60';
    const kinds = [deliver(hand, line), deliver(hand.after(1_000), line), deliver(hand.after(65_000), line)];
    expect(kinds).toEqual([['accepted'], ['duplicate'], ['accepted']]);
  });
});
