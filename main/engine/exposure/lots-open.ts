import type { Exposure } from './exposure.ts';

/**
 * Lots that are open, working or on their way, in all symbols together, as firms count a limit of exposure (Alpha Capital, help
 * 6934289: 40 lots for an account of 100,000, in one trade or in two of 20, never in two of 25).
 */
export const lotsOpen = ({ positions, entries, orders }: Exposure): number =>
  [...positions, ...orders].reduce((sum, { volume }) => sum + volume, 0) +
  entries.reduce((sum, { request, rest }) => sum + (request.op === 'open' ? (rest ?? request.volume) : 0), 0);
