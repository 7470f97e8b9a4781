import type { LineOf } from '#shared/bridge';
import type { BalanceOperation, Bar, Deal, PendingOrder, Position } from '#shared/domain';

/** How the broker's words become ours: its symbol names, and its clock. */
export type SymbolTranslator = {
  /** Our name of a broker's symbol; the broker's own where we have none. */
  ours(brokerSymbol: string): string;
  /** UTC milliseconds of a moment on the trade server's clock. */
  utc(serverMs: number): number;
};

const orNull = (price: number): number | null => (price > 0 ? price : null);
/** A magic number beyond the safe integers is not one of ours. */
const magicOf = (text: string): number => (Number.isSafeInteger(Number(text)) ? Number(text) : 0);

export const positionOf = (line: LineOf<'position'>, { ours, utc }: SymbolTranslator): Position => ({
  ticket: line.ticket,
  ...(line.id === line.ticket || line.id === '0' ? {} : { identifier: line.id }),
  symbol: ours(line.sym),
  direction: line.side,
  volume: line.vol,
  entry: line.open,
  stopLoss: orNull(line.sl),
  takeProfit: orNull(line.tp),
  // A symbol without a price yet: it stands where it was opened.
  current: line.cur > 0 ? line.cur : line.open,
  profit: line.profit,
  swap: line.swap,
  commission: 0, // MetaTrader keeps it on the deals.
  openedAt: utc(line.ms),
  clientOrderId: line.cid ?? null,
  magic: magicOf(line.magic),
});

export const orderOf = (line: LineOf<'order'>, { ours, utc }: SymbolTranslator): PendingOrder => ({
  ticket: line.ticket,
  symbol: ours(line.sym),
  direction: line.side,
  volume: line.vol,
  price: line.price,
  ...(line.kind === 'limit' || line.kind === 'stop' || line.kind === 'stop_limit' ? { type: line.kind } : {}),
  stopLoss: orNull(line.sl),
  takeProfit: orNull(line.tp),
  placedAt: utc(line.ms),
  clientOrderId: line.cid ?? null,
  magic: magicOf(line.magic),
});

const REASONS: Readonly<Partial<Record<LineOf<'deal'>['reason'], Deal['reason']>>> = {
  expert: 'expert',
  sl: 'sl',
  tp: 'tp',
  so: 'so',
};

export const dealOf = (line: LineOf<'deal'>, { ours, utc }: SymbolTranslator): Deal => ({
  ticket: line.ticket,
  order: line.order,
  position: line.position,
  symbol: ours(line.sym),
  direction: line.side,
  entry: line.entry,
  volume: line.vol,
  price: line.price,
  profit: line.profit,
  commission: line.commission,
  swap: line.swap,
  at: utc(line.ms),
  reason: REASONS[line.reason] ?? 'client',
  clientOrderId: line.cid ?? null,
  magic: magicOf(line.magic),
});

export const operationOf = (
  { ticket, kind, amount, ms, position, comment }: LineOf<'operation'>,
  { utc }: SymbolTranslator,
): BalanceOperation => ({
  ticket,
  at: utc(ms),
  amount,
  kind,
  ...(position === undefined ? {} : { position }),
  ...(comment === undefined ? {} : { comment }),
});

export const barOf = (
  symbol: string,
  time: number,
  [open, high, low, close, volume, spreadPoints]: readonly [number, number, number, number, number, number],
  source: Bar['source'],
): Bar => ({ symbol, timeframe: 'M1', time, open, high, low, close, volume, spreadPoints, source });
