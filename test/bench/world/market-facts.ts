import type { Facts, Signal } from '#shared/domain';
import { parseConfig, type Config } from '#shared/config';
import { EURUSD } from './prices.ts';

/** Tuesday 2025-08-05, 09:00 UTC. */
export const OPENING = Date.UTC(2025, 7, 5, 9);

export function configOf(input: unknown): Config {
  // The bench's candles and its quote are made apart, and its signals come faster than any trader's.
  const limits = {
    collarPct: 50,
    collarAtr: 1_000,
    repeatedEntries: 1_000,
    maxEntriesPerMinute: 10_000,
    maxRequestsPerDay: 100_000,
    maxLotsPerDay: 100_000,
    maxLeveragePerDay: 100_000,
  };
  const parsed = parseConfig({ limits, ...(input as object) });
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.error.map(({ path, message }) => `${path}: ${message}`).join('; '));
}

/** Defaults, but trading by itself at any hour. */
export const AUTO = {
  approvals: { mode: 'auto' },
  intake: { rateLimitPerMinute: 1_000_000 },
  strategies: { m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } },
};

/** A flat account and a fresh quote at 1.10000 / 1.10006. */
export const factsAt = (at: number): Facts => ({
  link: 'up',
  linkAgeMs: 120,
  account: {
    login: '5001001',
    server: 'Mikrobot-Paper',
    company: 'Mikrobot paper broker',
    currency: 'USD',
    leverage: 100,
    marginMode: 'hedging',
    algoTrading: true,
    balance: 100_000,
    equity: 100_000,
    margin: 0,
    freeMargin: 100_000,
    marginLevel: null,
  },
  positions: [],
  orders: [],
  quote: { symbol: 'EURUSD', bid: 1.1, ask: 1.10006, at: at - 120 },
  specs: [EURUSD],
});

/** A sound M5 signal: stop 20 pips, target 50. */
export const signalAt = (signalId: string, at: number): Signal => ({
  signalId,
  source: 'webhook',
  dialect: 'canonical',
  kind: 'entry',
  symbol: 'EURUSD',
  timeframe: 'M5',
  pattern: 'M5_BOS',
  side: 'BUY',
  entry: 1.1,
  stopLoss: 1.098,
  takeProfit: 1.105,
  levels: {
    currentPrice: 1.10006,
    previousHigh: 1.0998,
    previousLow: 1.0981,
    structureBreak: 1.0998,
    breakLevel: null,
    retestLevel: null,
  },
  riskPercent: null,
  volumeMax: null,
  madeAt: at - 1_000,
  metadata: { source: 'bench' },
});
