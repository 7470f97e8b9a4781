const CLOSE_WORDS = {
  sl: 'Stop hit',
  tp: 'Target reached',
  so: 'Stop-out by the broker',
  client: 'Closed by hand',
  expert: 'Closed by the cockpit',
} as const;

/** How a trade ended, as the signals list says it. */
export function closedText(trade: {
  readonly reason: keyof typeof CLOSE_WORDS;
  readonly exit: number;
  readonly pnl: number;
  readonly r: number | null;
}): string {
  const r = trade.r === null ? '' : `, ${trade.r >= 0 ? '+' : ''}${trade.r.toFixed(2)} R`;
  return `${CLOSE_WORDS[trade.reason]} at ${trade.exit}${r}, fed back`;
}
