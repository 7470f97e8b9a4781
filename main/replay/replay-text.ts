import type { ReplayReport, ReplayTrade } from './replay-report.ts';

const REJECTIONS_SHOWN = 12;

/** The report for a reader: what was traded and why it ended, how the account moved, what was refused. */
export function replayText(report: ReplayReport, skippedRows: number): string {
  const { balance, trades, rejections } = report;
  const lines = [
    `REPLAY  ${report.source}  ${time(report.from)} to ${time(report.to)} UTC  ${report.prices} prices${skippedRows === 0 ? '' : `, ${skippedRows} bad rows skipped`}`,
    '',
    `Trades (${trades.length})`,
    ...(trades.length === 0
      ? ['  none']
      : [
          '  opened            side  lots     entry       exit        R       P/L  closed            why',
          ...trades.map(tradeLine),
        ]),
    '',
    `Rejections (${rejections.length} of ${report.signals} signals)`,
    ...countedReasons(report),
    ...rejections
      .slice(-REJECTIONS_SHOWN)
      .map((one) => `  ${time(one.at)}  ${one.side.padEnd(4)}  ${one.pattern.padEnd(15)}  ${one.text}`),
    '',
    `Account  ${money(balance.start)} -> ${money(balance.end)} ${balance.currency}, equity ${money(balance.equity)}, ${report.open} open`,
    `Equity   ${equityLine(report)}`,
    `Journal  ${report.journal.records} records, head ${report.journal.head}`,
  ];
  return `${lines.join('\n')}\n`;
}

function tradeLine(trade: ReplayTrade): string {
  const r = trade.r === null ? '-' : signed(trade.r, 2);
  const why = `${trade.pattern ?? 'foreign'}, score ${trade.score?.toFixed(2) ?? '-'}, p ${trade.probability?.toFixed(2) ?? '-'}, out by ${trade.reason}`;
  const cells = [
    time(trade.openedAt),
    trade.side.padEnd(4),
    trade.volume.toFixed(2).padStart(5),
    String(trade.entry).padStart(8),
    String(trade.exit).padStart(9),
    r.padStart(7),
    signed(trade.pnl, 2).padStart(8),
    time(trade.closedAt),
    why,
  ];
  return `  ${cells.join('  ')}`;
}

function countedReasons({ rejections }: ReplayReport): readonly string[] {
  const counts = new Map<string, number>();
  for (const { code } of rejections) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([code, count]) => `  ${String(count).padStart(4)} x ${code}`);
}

function equityLine({ equity, balance }: ReplayReport): string {
  if (equity.length === 0) return 'no points';
  let peak = balance.start;
  let worst = 0;
  for (const point of equity) {
    peak = Math.max(peak, point.equity);
    worst = Math.max(worst, peak - point.equity);
  }
  const low = Math.min(...equity.map((point) => point.equity));
  return `low ${money(low)}, high ${money(peak)}, largest fall ${money(worst)}, ${equity.length} points`;
}

const time = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
const money = (value: number): string => value.toFixed(2);
const signed = (value: number, digits: number): string => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;
