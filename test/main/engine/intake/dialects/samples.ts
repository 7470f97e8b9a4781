import type { Signal } from '#shared/domain';
import { STRATEGIES } from '#shared/strategies';
import { readSignals } from '#engine/intake/dialects';
import type { IntakeFacts } from '#engine/intake/dialects';
import { SPEC } from '../../engine-in-hand.ts';

export const NOW = Date.UTC(2025, 7, 4, 8, 28, 5);
export const FACTS: IntakeFacts = {
  defaults: { timeframe: 'M5', pattern: 'M5_BOS' },
  profiles: new Map(STRATEGIES.map((strategy) => [strategy.id, strategy])),
  isAsked: true,
  specOf: (symbol) => (symbol === 'EURUSD' ? SPEC : null),
  account: () => ({ currency: 'USD', balance: 100_000, equity: 100_000 }),
  symbolNames: () => ({ known: [], atBroker: new Map() }),
  serverOffsetMs: () => null,
  atrOf: (symbol) => (symbol === 'EURUSD' ? 0.0004 : null),
  pipOf: (symbol) => (symbol === 'EURUSD' ? 0.0001 : null),
  priceOf: (symbol, side) => (symbol !== 'EURUSD' ? null : side === 'BUY' ? 1.1001 : 1.1),
  lastPriceOf: (symbol, side) => (symbol !== 'EURUSD' ? null : side === 'BUY' ? 1.1001 : 1.1),
};
/** The canonical example of the contract. */
export const CANONICAL = {
  signal_id: 'tv-20250804-0001',
  symbol: 'EURUSD',
  timeframe: 'M5',
  pattern_type: 'M5_BOS',
  direction: 'BUY',
  price_levels: {
    entry: 1.1572,
    stop_loss: 1.1564,
    take_profit: 1.1592,
    current_price: 1.15722,
    previous_high: 1.157,
    previous_low: 1.1555,
    structure_break_level: 1.157,
  },
  timestamp: '2025-08-04T08:28:00Z',
  metadata: { source: 'my-relay' },
};

export const readAll = (body: unknown, source: Signal['source'] = 'webhook', facts: IntakeFacts = FACTS) =>
  readSignals(typeof body === 'string' ? body : JSON.stringify(body), source, NOW, facts);
/** The one message of a body. */
export function read(body: unknown, source: Signal['source'] = 'webhook', facts: IntakeFacts = FACTS) {
  const [only, ...more] = readAll(body, source, facts);
  if (only === undefined || more.length > 0) throw new Error(`${more.length + 1} messages`);
  return only;
}
/** The signal a body must be read as. */
export function signalOf(body: unknown, source: Signal['source'] = 'webhook', facts: IntakeFacts = FACTS): Signal {
  const { arrival } = read(body, source, facts);
  if (arrival.kind !== 'signal') throw new Error(`not a signal: ${JSON.stringify(arrival)}`);
  return arrival.signal;
}
/** The issues a body must be refused with, as `path: message`. */
export function issuesOf(body: unknown, facts: IntakeFacts = FACTS): readonly string[] {
  const { arrival } = read(body, 'webhook', facts);
  if (arrival.kind !== 'invalid') throw new Error(`not invalid: ${JSON.stringify(arrival)}`);
  return arrival.issues.map(({ path, message }) => `${path}: ${message}`);
}
export const malformedOf = (body: unknown): string => {
  const { arrival } = read(body);
  if (arrival.kind !== 'malformed') throw new Error(`not malformed: ${JSON.stringify(arrival)}`);
  return arrival.detail;
};
