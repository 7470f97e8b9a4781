import { packEngine } from '../engine/index.ts';
import type { Runtime } from './runtime.ts';

/** So many records after the last kept state, a quiet moment is used to keep the next: a crash then costs no long start. */
export const KEEP_AFTER = 20_000;

/** Keeps the state when it is that of the last durable record. At a start and at an end a moment more does not matter. */
export function keepState({ loop, options }: Runtime, freshMin?: number): void {
  if (loop.fault === null && loop.isIdle) options.journal.keepState(() => JSON.stringify(packEngine(loop.engine)), freshMin);
}

/** Nothing is open, asked or waiting: a pause of some dozen milliseconds delays nobody. */
export function isQuiet({ cockpit, isIdle }: Runtime): boolean {
  const { positions, openOrders, pending, recoveries } = cockpit;
  return positions.size === 0 && openOrders.size === 0 && pending.size === 0 && recoveries.size === 0 && isIdle;
}
