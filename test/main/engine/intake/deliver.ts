import { readSignals } from '#engine/intake/dialects';
import type { EngineInHand } from '../engine-in-hand.ts';
import { FACTS } from './dialects/samples.ts';

/** What the engine says to each message of a body, as the door would hand it over. */
export const deliver = (hand: EngineInHand, body: unknown, source: 'tradingview' | 'webhook' = 'webhook') => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const facts = { ...FACTS, priceOf: () => hand.bid, lastPriceOf: () => hand.bid };
  return readSignals(text, source, hand.at, facts).map(({ arrival, fingerprint }) => {
    const payload = { arrival, source, traceId: 't', fingerprint, nonce: null, facts: hand.facts };
    return hand.tell({ type: 'signal.arrived', payload }).answer?.kind;
  });
};
