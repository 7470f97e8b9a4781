import type { Side } from '#shared/domain';
import type { Exposure } from './exposure.ts';

/**
 * Lots that are open, working or on their way, in all symbols together, as firms count a limit of exposure (Alpha Capital, help
 * 6934289: 40 lots for an account of 100,000, in one trade or in two of 20, never in two of 25).
 */
export const lotsOpen = ({ positions, entries, orders }: Exposure): number =>
  [...positions, ...orders].reduce((sum, { volume }) => sum + volume, 0) +
  entries.reduce((sum, { request, rest }) => sum + (request.op === 'open' ? (rest ?? request.volume) : 0), 0);

/**
 * Lots of a symbol that are open, working or on their way in one direction: what a broker holds its limit of volume against (MQL5
 * reference, SYMBOL_VOLUME_LIMIT: an open position and pending orders in one direction).
 */
export const lotsOneWay = (symbol: string, side: Side, { positions, entries, orders }: Exposure): number =>
  [...positions, ...orders].reduce((sum, one) => (one.symbol === symbol && one.direction === side ? sum + one.volume : sum), 0) +
  entries.reduce(
    (sum, { symbol: of, request, rest }) =>
      request.op === 'open' && of === symbol && request.side === side ? sum + (rest ?? request.volume) : sum,
    0,
  );
