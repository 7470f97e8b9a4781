import { describe, expect, test } from 'vitest';
import { EngineInHand } from '../engine-in-hand.ts';
import { read } from './dialects/samples.ts';

/** Delivers a body as the door does: read, and handed on with the beginning of what was sent. */
const deliver = (hand: EngineInHand, body: unknown) => {
  const { arrival, fingerprint } = read(body);
  const excerpt = arrival.kind === 'signal' ? {} : { excerpt: typeof body === 'string' ? body : JSON.stringify(body) };
  const payload = { arrival, source: 'webhook', traceId: 't', fingerprint, nonce: null, facts: hand.facts, ...excerpt } as const;
  hand.tell({ type: 'signal.arrived', payload });
  hand.beat();
};
const alarmOf = (hand: EngineInHand) => {
  const life = hand.cockpit.alarms.get('exit_not_read');
  return life?.state === 'active' ? life.alarm : undefined;
};
const held = (): EngineInHand => {
  const hand = new EngineInHand({ approvals: { mode: 'auto' } });
  hand.opened('s1', '11');
  hand.after(1_000);
  return hand;
};

describe('an exit that is refused', () => {
  test.each<[string, unknown]>([
    ['no symbol', { action: 'close' }],
    ['a word in a field where it is none', { ticker: 'EURUSD', action: 'sell', sl: 1.2, tp: 1, remark: 'we exit the trade now' }],
    ['a part of what is held', { ticker: 'EURUSD', action: 'sell', market_position: 'long', sl: 1.2, tp: 1 }],
    ['no format at all', 'Please close my euro'],
    ['broken JSON', '{"ticker":"EURUSD","action":"exit"'],
    ['another day', { ticker: 'EURUSD', action: 'exit', time: '2025-08-01T08:00:00Z' }],
  ])('raises an alarm with what was sent while a position is open: %s', (_what, body) => {
    const hand = held();
    deliver(hand, body);
    expect(alarmOf(hand)).toMatchObject({
      level: 'high',
      title: 'An exit was refused',
      consequence: 'EURUSD 11 may be held against the will of its sender.',
    });
    if (!(typeof body === 'object' && body !== null && 'time' in body)) {
      const sent = typeof body === 'string' ? body : JSON.stringify(body);
      expect(alarmOf(hand)?.rows?.[0]?.text).toContain(sent.slice(0, 60));
    }
  });

  test('is none when nothing is open, when another symbol is, and when the position is gone', () => {
    const flat = new EngineInHand({ approvals: { mode: 'auto' } });
    deliver(flat, { action: 'close' });
    const other = held();
    deliver(other, { ticker: 'GBPUSD', action: 'close' });
    const hand = held();
    deliver(hand, { action: 'close' });
    const before = alarmOf(hand)?.kind;
    const [position] = hand.positions;
    hand.positions = [];
    hand.after(500).observe(hand.dealsOf(position!, [{ volume: position!.volume, profit: 1 }]));
    hand.beat();
    expect([alarmOf(flat), alarmOf(other), before, alarmOf(hand)]).toEqual([undefined, undefined, 'exit_not_read', undefined]);
  });

  test('is not raised by an entry that is refused', () => {
    const hand = held();
    deliver(hand, { ticker: 'EURUSD', action: 'buy', price: 1.1 });
    deliver(hand, 'buy gold');
    expect(alarmOf(hand)).toBeUndefined();
  });
});
