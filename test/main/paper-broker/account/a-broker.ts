import type { OrderRequest, Quote } from '#shared/domain';
import { PAPER_SYMBOLS, PaperAccount, type AccountSettings, type Faults, type SavedAccount } from '#main/paper-broker/index.ts';

export const T0 = Date.UTC(2026, 4, 6, 9, 0);

export const SETTINGS: AccountSettings = {
  login: '1',
  server: 'test',
  company: 'test',
  currency: 'USD',
  leverage: 100,
  balance: 10_000,
  symbols: PAPER_SYMBOLS,
  alwaysOpen: true,
  slippagePoints: 0,
  commissionPerLot: 7,
  seed: 1,
};

export const quote = (symbol: string, bid: number, ask: number, at = T0): Quote => ({ symbol, bid, ask, at });

export function broker(changes: Partial<AccountSettings> = {}, faults?: Faults, saved: SavedAccount | null = null): PaperAccount {
  const account = new PaperAccount({ ...SETTINGS, ...changes }, saved, faults);
  if (saved === null) {
    account.onQuote(quote('EURUSD', 1.157, 1.1571));
    account.onQuote(quote('GBPUSD', 1.33, 1.3301));
    account.onQuote(quote('USDJPY', 150, 150.01));
    account.onQuote(quote('XAUUSD', 3300, 3300.2));
  }
  return account;
}

type Open = Extract<OrderRequest, { op: 'open' }>;
export const buy = (changes: Partial<Open> = {}): Open => ({
  op: 'open',
  clientOrderId: 'A',
  symbol: 'EURUSD',
  side: 'BUY',
  volume: 1,
  stopLoss: 1.156,
  takeProfit: 1.16,
  deviationPoints: 10,
  magic: 7,
  deadlineAt: T0 + 1_000,
  ...changes,
});
export const close = (ticket: string, volume: number | null = null, clientOrderId = 'X'): OrderRequest => ({
  op: 'close',
  clientOrderId,
  ticket,
  volume,
  deadlineAt: T0 + 1_000,
});

/** Sends and expects to be obeyed. */
export function done(
  account: PaperAccount,
  request: OrderRequest,
  nowMs = T0,
): { ticket: string; price: number | null; retcode: number; volume: number | null } {
  const { outcome } = account.execute(request, nowMs).answer;
  if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
  return outcome;
}
export const codeOf = (account: PaperAccount, request: OrderRequest, nowMs = T0): number => {
  const { outcome } = account.execute(request, nowMs).answer;
  return outcome.kind === 'unknown' ? -1 : outcome.retcode;
};
