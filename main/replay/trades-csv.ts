import { csvCell } from '#shared/lib';
import type { ReplayTrade } from './replay-trade.ts';

const COLUMNS = [
  ...['ticket', 'opened', 'closed', 'symbol', 'side', 'strategy', 'pattern', 'lots', 'entry', 'stop', 'target', 'exit', 'reason'],
  ...['risk', 'gross', 'commission', 'swap', 'net', 'r', 'mae', 'mfe', 'mae_r', 'mfe_r', 'score', 'probability'],
  ...['move', 'spread', 'slippage'],
];

/** Closed trades as a table: times in UTC, money in account currency, excursions as prices from the entry and in R. */
export function tradesCsv(trades: readonly ReplayTrade[]): string {
  const rows = trades.map((trade) => [
    trade.ticket,
    new Date(trade.openedAt).toISOString(),
    new Date(trade.closedAt).toISOString(),
    trade.symbol,
    trade.side,
    trade.strategyId,
    trade.pattern,
    ...[trade.volume, trade.entry, trade.stopLoss, trade.takeProfit, trade.exit, trade.reason],
    ...[trade.riskMoney, trade.gross, trade.commission, trade.swap, trade.pnl, trade.r],
    ...[trade.excursion?.mae, trade.excursion?.mfe, trade.excursion?.maeR, trade.excursion?.mfeR],
    ...[trade.score, trade.probability],
    ...[trade.move, trade.spread, trade.slippage],
  ]);
  return [COLUMNS, ...rows].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would take for a formula is led by an apostrophe. */
function cellOf(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(Number(value.toFixed(8)));
  return csvCell(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
}
