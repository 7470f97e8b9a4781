import type { Chance } from '../chance/index.ts';

/** A stretch of the whole market: for a while everything tends somewhere or goes sideways. */
export type Phase = {
  readonly kind: 'trend' | 'range';
  /** Where the dollar goes. */
  readonly dollar: 1 | -1;
  readonly minutes: number;
};

/** Trends more often than ranges. The dollar tends back to where it came from, so a week does not run away. */
export function nextPhase(chance: Chance, dollarWent: number): Phase {
  const kind = chance() < 0.68 ? 'trend' : 'range';
  const back = dollarWent > 0 ? -1 : 1;
  const dollar = chance() < 0.5 + Math.min(0.3, Math.abs(dollarWent) * 0.1) ? back : back === 1 ? -1 : 1;
  return { kind, dollar, minutes: Math.round(kind === 'trend' ? 80 + chance() * 80 : 50 + chance() * 60) };
}
