import type { Deal, Position, TerminalSnapshot } from '#shared/domain';
import type { EventType, JournalRecord, Payload } from '#shared/events';

/** Where a witness speaks to: what it said, rule by rule. */
export function said(): {
  readonly report: (invariant: string, text: string) => void;
  readonly rules: string[];
  readonly texts: string[];
} {
  const rules: string[] = [];
  const texts: string[] = [];
  return {
    rules,
    texts,
    report: (invariant, text) => {
      rules.push(invariant);
      texts.push(text);
    },
  };
}

let seq = 0;
export function record<T extends EventType>(type: T, payload: Payload<T>): JournalRecord {
  seq += 1;
  const envelope = { seq, at: 0, run: 'r', version: 2 as const, correlationId: 'c', causationId: null, actor: 'engine' };
  return { ...envelope, type, payload } as JournalRecord;
}

export const M5_BOS = 770_000_001;
export const M1_RETEST = 770_000_002;

export const held = (ticket: string, changes: Partial<Position> = {}): Position => ({
  ticket,
  symbol: 'EURUSD',
  direction: 'BUY',
  volume: 0.4,
  entry: 1.1,
  stopLoss: 1.095,
  takeProfit: null,
  current: 1.1,
  profit: 0,
  swap: 0,
  commission: 0,
  openedAt: 0,
  clientOrderId: null,
  magic: M5_BOS,
  ...changes,
});

export const deal = (at: number, changes: Partial<Deal> = {}): Deal => ({
  ticket: `d${at}`,
  order: 'o',
  position: 'p',
  symbol: 'EURUSD',
  direction: 'SELL',
  entry: 'out',
  volume: 0.4,
  price: 1.1,
  profit: 0,
  commission: 0,
  swap: 0,
  at,
  reason: 'sl',
  clientOrderId: null,
  magic: M5_BOS,
  ...changes,
});

export const look = (at: number, positions: readonly Position[] = []): TerminalSnapshot => ({
  at,
  positions: [...positions],
  orders: [],
  account: {
    login: '1',
    server: 's',
    company: 'c',
    currency: 'USD',
    leverage: 100,
    marginMode: 'hedging',
    algoTrading: true,
    balance: 50_000,
    equity: 50_000,
    margin: 0,
    freeMargin: 50_000,
    marginLevel: null,
  },
});

export const entry = (clientOrderId: string, symbol = 'EURUSD', magic = M5_BOS) => ({
  op: 'open' as const,
  clientOrderId,
  symbol,
  side: 'BUY' as const,
  volume: 0.4,
  stopLoss: 1.095,
  takeProfit: null,
  deviationPoints: 10,
  magic,
  deadlineAt: 0,
});
