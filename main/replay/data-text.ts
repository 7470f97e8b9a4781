import { utcMinute } from '#shared/lib';
import type { PriceFacts } from './price-facts.ts';
import { spikeLines } from './replay-text.ts';

const HOUR_MS = 3_600_000;
const GAPS_SHOWN = 5;

/** One file as `npm run data -- inspect` has it. */
export type Inspected = {
  readonly file: string;
  readonly symbol: string;
  readonly kind: 'bars' | 'ticks';
  /** M1, another size of bars, or ticks. */
  readonly size: string;
  /** How the file is written. */
  readonly form: string;
  readonly skipped: number;
  readonly facts: PriceFacts;
  /** Whether the trading hours are the symbol's own, or those of currencies for want of its specification. */
  readonly hasSpec: boolean;
  /** What the file lets guess of itself that nothing was made of. */
  readonly hints: readonly string[];
};

/** What a file's prices are worth, for a reader. */
export function dataText({ file, symbol, kind, size, form, skipped, facts, hasSpec, hints }: Inspected): string {
  const { rows, from, to, low, high, decimals, spread, gaps, holes, spikes, outside } = facts;
  const missing = gaps.filter((gap) => !holes.includes(gap)).reduce((sum, { tradingMs }) => sum + tradingMs, 0);
  const longest = [...gaps].sort((a, b) => b.tradingMs - a.tradingMs).slice(0, GAPS_SHOWN);
  const lines = [
    file,
    `  ${symbol}, ${rows} ${kind === 'bars' ? `${size} bars` : 'ticks'}, ${utcMinute(from)} to ${utcMinute(to)} UTC`,
    `  read as   ${form}`,
    `  prices    ${low} to ${high}, ${decimals} decimals`,
    spread === null
      ? '  spread    none in the file: give --spread POINTS to a replay'
      : `  spread    ${spread.min} to ${spread.max}${kind === 'bars' ? ' points' : ''}, median ${spread.median}`,
    `  missing   ${Math.round(missing / 60_000)} minutes in ${gaps.length - holes.length} gaps, and ${holes.length} holes of 4 hours or more`,
    ...longest.map(
      (gap) => `    ${utcMinute(gap.from)} to ${utcMinute(gap.to)}, ${(gap.tradingMs / HOUR_MS).toFixed(1)} h of trading`,
    ),
    ...(outside === 0 ? [] : [`  closed    ${outside} rows while the market is closed`]),
    ...(spikes.length === 0 ? ['  spikes    none'] : spikeLines({ spikes })),
    ...(skipped === 0 ? [] : [`  bad rows  ${skipped} left out`]),
    ...(kind === 'ticks' || size === 'M1' ? [] : [`  note      a replay needs M1 bars, and these are ${size}`]),
    ...hints.map((hint) => `  hint      ${hint}`),
    ...(hasSpec ? [] : [`  note      there is no specification of ${symbol}: trading hours of currencies are assumed`]),
  ];
  return `${lines.join('\n')}\n`;
}
