import { describe, expect, it } from 'vitest';
import { meaningOf } from '#engine/intake/intent';
import { EngineInHand } from '../engine-in-hand.ts';

describe('the card of an entry', () => {
  it('has the numbers that the cells gave, each in its own place', () => {
    const hand = new EngineInHand();
    const { signal, card, decisions } = (hand.submit('s1'), hand.life('s1'));
    const found = (stage: string) => decisions.find((one) => one.stage === stage)?.findings ?? {};
    expect(card).toMatchObject({
      signalId: 's1',
      symbol: 'EURUSD',
      side: 'BUY',
      stopLoss: signal.stopLoss,
      takeProfit: signal.takeProfit,
      probability: expect.any(Number) as number,
      // Without candles nothing is scored.
      score: null,
      askedAt: hand.at,
      expiresAt: hand.at + hand.cockpit.config.approvals.ttlMs,
      quote: hand.quote,
    });
    if (found('u2')['probability'] !== undefined) expect(card?.probability).toBe(found('u2')['probability']);
    expect(card?.lots).toBeGreaterThan(0);
    expect((card?.before.dayRoom ?? 0) - (card?.after.dayRoom ?? 0)).toBeCloseTo(card?.loss.total ?? 0, 6);
  });
});

describe('an order that leaves a position smaller', () => {
  const sells = (more: object) => meaningOf({ action: 'sell', quantity: 0.4, ...more }).means;
  it('takes a part of it, where it was held before on the same side, or nothing says what was before', () => {
    expect(sells({ market_position: 'long' })).toBe('exit');
    expect(sells({ market_position: 'long', prev_market_position: 'long' })).toBe('exit');
  });
  it('is no part of a position that was not there', () => {
    expect(sells({ market_position: 'long', prev_market_position: 'flat' })).not.toBe('exit');
    expect(sells({ market_position: 'long', prev_market_position: 'short' })).not.toBe('exit');
    expect(sells({ market_position: 'short', prev_market_position: 'long' })).not.toBe('exit');
  });
});
