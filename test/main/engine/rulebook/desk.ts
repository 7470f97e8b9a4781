import type { Account, Deal, Facts, OrderRequest, PendingOrder, Position, Signal, SymbolSpec } from '#shared/domain';
import type { CockpitState, OrderLife } from '#shared/projection';
import { isOpenOrder, emptyCockpit } from '#shared/projection';
import { rulebookOf, type DailyLoss } from '#shared/rulebooks';
import { present } from '#shared/lib';
import { magicOf } from '#shared/strategies';

/** Tuesday 2025-08-05, 09:00 UTC: London is open, New York is not; Prague's day runs from 22:00 UTC to 22:00 UTC. */
export const NOW = Date.UTC(2025, 7, 5, 9);
export const DAY = { anchorAt: Date.UTC(2025, 7, 4, 22), resetsAt: Date.UTC(2025, 7, 5, 22), balance: 100_000 };
export const BOOK = rulebookOf('ftmo-2-step');
export const DAILY: DailyLoss = present(BOOK.daily, 'FTMO has a daily limit');
export const SHARES = { softStopPct: 60, hardStopPct: 80 };

export const EURUSD: SymbolSpec = {
  symbol: 'EURUSD',
  digits: 5,
  point: 1e-5,
  tickSize: 1e-5,
  tickValueProfit: 1,
  tickValueLoss: 1,
  contractSize: 100_000,
  volumeMin: 0.01,
  volumeMax: 100,
  volumeStep: 0.01,
  stopsLevel: 0,
  pip: 1e-4,
  currencyBase: 'EUR',
  currencyProfit: 'USD',
  currencyMargin: 'EUR',
  swap: { mode: 'none', long: 0, short: 0, triple: 3 },
};
export const GBPUSD: SymbolSpec = { ...EURUSD, symbol: 'GBPUSD', currencyBase: 'GBP', currencyMargin: 'GBP' };
export const USDJPY: SymbolSpec = {
  ...EURUSD,
  symbol: 'USDJPY',
  digits: 3,
  point: 1e-3,
  tickSize: 1e-3,
  tickValueProfit: 0.618839,
  tickValueLoss: 0.618839,
  pip: 0.01,
  currencyBase: 'USD',
  currencyProfit: 'JPY',
  currencyMargin: 'USD',
};
export const XAUUSD: SymbolSpec = {
  ...EURUSD,
  symbol: 'XAUUSD',
  digits: 2,
  point: 0.01,
  tickSize: 0.01,
  contractSize: 100,
  pip: 0.1,
  currencyBase: 'XAU',
  currencyMargin: 'XAU',
};

export const account = (part: Partial<Account> = {}): Account => ({
  login: '1',
  server: 'Paper',
  company: 'Paper',
  currency: 'USD',
  leverage: 100,
  marginMode: 'hedging',
  algoTrading: true,
  balance: 100_000,
  equity: 100_000,
  margin: 0,
  freeMargin: 100_000,
  marginLevel: null,
  ...part,
});

/** A EURUSD position of the M5 strategy: bought at 1.1, stop 10 pips below, price unmoved. One lot loses 100 at the stop. */
export const position = (part: Partial<Position> = {}): Position => ({
  ticket: '11',
  symbol: 'EURUSD',
  direction: 'BUY',
  volume: 1,
  entry: 1.1,
  stopLoss: 1.099,
  takeProfit: null,
  current: 1.1,
  profit: 0,
  swap: 0,
  commission: 0,
  openedAt: NOW,
  clientOrderId: null,
  magic: magicOf('m5_bos'),
  ...part,
});

/** A deal that closed a position, at nothing won or lost. */
export const exitDeal = (part: Partial<Deal> = {}): Deal => ({
  ticket: '1',
  order: '1',
  position: '1',
  symbol: 'EURUSD',
  direction: 'BUY',
  entry: 'out',
  volume: 1,
  price: 1.1,
  profit: 0,
  commission: 0,
  swap: 0,
  at: NOW,
  reason: 'sl',
  clientOrderId: null,
  magic: 0,
  ...part,
});
export const pending = (part: Partial<PendingOrder> = {}): PendingOrder => ({
  ticket: '21',
  symbol: 'EURUSD',
  direction: 'SELL',
  volume: 1,
  price: 1.1,
  stopLoss: 1.102,
  takeProfit: null,
  placedAt: NOW,
  clientOrderId: null,
  magic: 0,
  ...part,
});

export const openRequest = (part: Partial<Extract<OrderRequest, { op: 'open' }>> = {}): OrderRequest => ({
  op: 'open',
  clientOrderId: 'C1',
  symbol: 'EURUSD',
  side: 'BUY',
  volume: 1,
  stopLoss: 1.099,
  takeProfit: null,
  deviationPoints: 10,
  magic: magicOf('m5_bos'),
  deadlineAt: NOW,
  ...part,
});

export const entry = (part: Partial<OrderLife> = {}): OrderLife => ({
  clientOrderId: 'C1',
  signalId: 's1',
  certificateId: null,
  request: openRequest(),
  effect: 'open',
  symbol: 'EURUSD',
  state: 'intended',
  reserve: 100,
  riskMoney: 100,
  requestedAt: NOW,
  sentAt: null,
  resolvedAt: null,
  outcome: null,
  askedBy: null,
  unknownSince: null,
  resolvedBy: null,
  ticket: null,
  opensAt: null,
  ...part,
});

export const facts = (part: Partial<Facts> = {}): Facts => ({
  link: 'up',
  linkAgeMs: 100,
  account: account(),
  positions: [],
  orders: [],
  quote: { symbol: 'EURUSD', bid: 1.1, ask: 1.1001, at: NOW - 200 },
  specs: [EURUSD],
  ...part,
});

/** A buy of a broken high at 1.0995: ten pips of stop, twenty-five of target. */
export const signal = (part: Partial<Signal> = {}): Signal => ({
  signalId: 's1',
  source: 'webhook',
  dialect: 'canonical',
  kind: 'entry',
  symbol: 'EURUSD',
  timeframe: 'M5',
  pattern: 'M5_BOS',
  side: 'BUY',
  entry: 1.1001,
  stopLoss: 1.0991,
  takeProfit: 1.1026,
  levels: {
    currentPrice: null,
    previousHigh: null,
    previousLow: null,
    structureBreak: 1.0995,
    breakLevel: null,
    retestLevel: null,
  },
  riskPercent: null,
  volumeMax: null,
  madeAt: NOW - 1_000,
  metadata: {},
  ...part,
});

/** An empty cockpit on an anchored day. */
export function cockpit(change: (state: CockpitState) => void = () => undefined): CockpitState {
  const state = emptyCockpit();
  state.day = DAY;
  change(state);
  for (const order of state.orders.values()) if (isOpenOrder(order)) state.openOrders.add(order.clientOrderId);
  return state;
}
