import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Told } from '../engine-in-hand.ts';
import { EngineInHand, MONDAY } from '../engine-in-hand.ts';

const word = (told: Told): string => told.answer?.kind ?? 'silence';

describe('a signal is taken on record once', () => {
  test('accepted: the record carries the strategy, and it is evaluated', () => {
    const hand = new EngineInHand();
    const told = hand.submit('s1');
    expect([told.answer, told.decisions]).toEqual([
      { kind: 'accepted', signalId: 's1' },
      [
        {
          type: 'signal.accepted',
          payload: {
            signal: hand.life('s1').signal,
            traceId: 'trace-s1',
            fingerprint: 'print of s1',
            strategyId: 'm5_bos',
            receivedAt: MONDAY,
          },
        },
      ],
    ]);
  });

  test('the same id again is a duplicate, also with another body', () => {
    const hand = new EngineInHand();
    hand.submit('s1');
    const again = hand.submit('s1', { side: 'SELL', stopLoss: 1.16, takeProfit: 1.15 }, 'another print');
    expect([again.answer, again.decisions, hand.life('s1').signal.side]).toEqual([
      { kind: 'duplicate', signalId: 's1' },
      [{ type: 'signal.duplicate', payload: { signalId: 's1', fingerprint: 'another print', source: 'webhook' } }],
      'BUY',
    ]);
  });

  test('the same id is a duplicate also when the signal itself has left the memory', () => {
    const hand = new EngineInHand({ approvals: { mode: 'auto' } });
    hand.submit('s1');
    hand.engine.cockpit.signals.delete('s1');
    expect(hand.submit('s1', { side: 'SELL', stopLoss: 1.16, takeProfit: 1.15 }, 'another print').answer).toEqual({
      kind: 'duplicate',
      signalId: 's1',
    });
  });

  test.each([
    [24 * 3_600_000 - 1, { kind: 'duplicate', signalId: 's1' }],
    [24 * 3_600_000, { kind: 'accepted', signalId: 's2' }],
  ])('the same body under another id, %i ms later', (laterMs, wanted) => {
    const hand = new EngineInHand();
    hand.submit('s1', {}, 'one print');
    expect(hand.after(laterMs).submit('s2', {}, 'one print').answer).toEqual(wanted);
  });

  test('a refused signal is not remembered: sent again in good shape it is taken', () => {
    const hand = new EngineInHand();
    expect([word(hand.submit('s1', { symbol: 'NOPE' })), word(hand.submit('s1'))]).toEqual(['invalid', 'accepted']);
  });
});

describe('age and symbol', () => {
  test.each([
    ['webhook', 300_000, 'accepted'],
    ['webhook', 300_001, 'invalid'],
    ['tradingview', 60_000, 'accepted'],
    ['tradingview', 60_001, 'invalid'],
    ['webhook', -10_000, 'accepted'],
    ['webhook', -10_001, 'invalid'],
  ] as const)('%s, %i ms old: %s', (source, ageMs, wanted) => {
    expect(word(new EngineInHand().submit('s1', { source, madeAt: MONDAY - ageMs }))).toBe(wanted);
  });

  test('an unknown symbol is refused with the field; with the link down it is taken and judged later', () => {
    const hand = new EngineInHand();
    const known = hand.submit('s1', { symbol: 'NOPE' }).answer;
    hand.link = 'down';
    expect([known, word(hand.submit('s2', { symbol: 'NOPE' })), hand.standing('s2')[0]]).toEqual([
      { kind: 'invalid', issues: [{ path: 'symbol', message: 'NOPE is not a symbol of the terminal' }] },
      'accepted',
      'rejected',
    ]);
  });

  test('what could not be read is kept with its reason', () => {
    const hand = new EngineInHand();
    const told = hand.tell({
      type: 'signal.arrived',
      payload: {
        arrival: { kind: 'malformed', detail: 'no JSON' },
        source: 'webhook',
        traceId: 't',
        fingerprint: 'f',
        nonce: 'n',
        facts: hand.facts,
      },
    });
    expect([told.answer, told.decisions, hand.cockpit.intake.rejected, hand.engine.intake.nonces.get('n')]).toEqual([
      { kind: 'malformed', detail: 'no JSON' },
      [{ type: 'signal.refused', payload: { code: 'malformed', text: 'no JSON', source: 'webhook', signalId: null } }],
      { malformed: 1 },
      MONDAY,
    ]);
  });
});

describe('the rate limit counts a rolling minute', () => {
  const full = (): EngineInHand => {
    const hand = new EngineInHand({ intake: { rateLimitPerMinute: 3 } });
    for (const id of ['a', 'b', 'c']) hand.after(1_000).submit(id);
    return hand;
  };

  test('the fourth within a minute is told how long to wait; just then there is room again', () => {
    const hand = full();
    const fourth = hand.after(1_000).submit('d').answer;
    const early = word(hand.after(56_999).submit('e'));
    expect([fourth, early, word(hand.after(1).submit('f'))]).toEqual([
      { kind: 'rate_limited', retryAfterMs: 57_000 },
      'rate_limited',
      'accepted',
    ]);
  });

  test.each(['exit', 'cancel'] as const)('an %s is never refused by it, but counts', (kind) => {
    const hand = full();
    const taken = word(hand.submit('x', { kind }));
    expect([taken, hand.engine.intake.recent.length]).toEqual(['accepted', 4]);
  });

  test('a refused one does not count', () => {
    const hand = full();
    hand.submit('d');
    expect(hand.engine.intake.recent.length).toBe(3);
  });

  test('never more entries than the limit within any sixty seconds, and never a refusal below it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { minLength: 5, maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (gaps, limit) => {
        const hand = new EngineInHand({ intake: { rateLimitPerMinute: limit } });
        hand.holds = true;
        const taken: number[] = [];
        for (const [index, gap] of gaps.entries()) {
          hand.after(gap);
          const within = taken.filter((at) => at > hand.at - 60_000).length;
          const kind = word(hand.submit(`s${index}`));
          expect(kind).toBe(within < limit ? 'accepted' : 'rate_limited');
          if (kind === 'accepted') taken.push(hand.at);
        }
      }),
      { numRuns: 50 },
    );
  });
});
