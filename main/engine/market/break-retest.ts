import { directionOf, TIMEFRAME_MS, type Bar, type Side } from '#shared/domain';
import type { DetectorSettings } from './settings.ts';
import type { StructureBreak } from './structure.ts';

/** The outcome of a broken level on M1. */
export type RetestEnd =
  'triggered' | 'no-break' | 'no-retest' | 'no-trigger' | 'closed-back' | 'spread' | 'opposite-break' | 'newer-break';

/** A level broken on M5, followed on M1: armed, then broken, then retested, one phase a bar. Prices; moments are bar closes. */
export type Retest = {
  readonly side: Side;
  readonly kind: StructureBreak['kind'];
  readonly level: number;
  readonly armedAt: number;
  phase: 'armed' | 'broken' | 'retested' | 'ended';
  breakAt: number | null;
  /** Extreme of the break candle, fixed when that candle closed: the trigger is measured from here and from nowhere else. */
  triggerBase: number | null;
  breakVolume: number | null;
  retestAt: number | null;
  /** Furthest price against the trade from the first touch on: the stop goes behind it. */
  retestExtreme: number | null;
  /** The tolerance that the first touch was measured with. */
  tolerance: number | null;
  retestVolume: number | null;
  end: RetestEnd | null;
  endedAt: number | null;
};

/** Follow a level from the M5 close that broke it. That close's own M1 bar is over: only later bars count. */
export const armRetest = (made: StructureBreak): Retest => ({
  side: made.side,
  kind: made.kind,
  level: made.level,
  armedAt: made.at,
  phase: 'armed',
  breakAt: null,
  triggerBase: null,
  breakVolume: null,
  retestAt: null,
  retestExtreme: null,
  tolerance: null,
  retestVolume: null,
  end: null,
  endedAt: null,
});

export function endRetest(retest: Retest, end: RetestEnd, at: number): void {
  retest.phase = 'ended';
  retest.end = end;
  retest.endedAt = at;
}

/** Price distances that one M1 bar is judged by. */
export type RetestMeasure = {
  readonly atrM1: number;
  readonly atrM5: number;
  readonly spread: number;
  readonly pip: number;
  readonly slack: number;
};

/** Takes one closed M1 bar. Afterwards `phase` is `ended` when the level triggered or died. */
export function foldRetest(retest: Retest, bar: Bar, measure: RetestMeasure, settings: DetectorSettings): void {
  const at = bar.time + TIMEFRAME_MS.M1;
  const direction = directionOf(retest.side);
  const tolerance = Math.max(settings.retestAtr * measure.atrM1, settings.retestPips * measure.pip, measure.spread);
  const beyond = direction * (bar.close - retest.level);
  const end = endOf(retest, at, settings);
  if (end !== null) return endRetest(retest, end, at);
  if (measure.spread > settings.spreadMaxAtr * measure.atrM5) return endRetest(retest, 'spread', at);
  if (beyond < -tolerance - measure.slack) return endRetest(retest, 'closed-back', at);
  const against = retest.side === 'BUY' ? bar.low : bar.high;
  switch (retest.phase) {
    case 'armed':
      if (beyond <= measure.slack) return;
      retest.phase = 'broken';
      retest.breakAt = at;
      retest.triggerBase = retest.side === 'BUY' ? bar.high : bar.low;
      retest.breakVolume = bar.volume;
      return;
    case 'broken':
      if (direction * (against - retest.level) > tolerance + measure.slack) return;
      retest.phase = 'retested';
      retest.retestAt = at;
      retest.retestExtreme = against;
      retest.tolerance = tolerance;
      retest.retestVolume = bar.volume;
      return;
    default: {
      if (direction * (against - (retest.retestExtreme ?? against)) < 0) retest.retestExtreme = against;
      const past = direction * (bar.close - (retest.triggerBase ?? bar.close));
      if (past >= settings.triggerPips * measure.pip - measure.slack) endRetest(retest, 'triggered', at);
    }
  }
}

/** Time is counted in minutes, not in bars, so that a level does not survive a weekend. */
function endOf(retest: Retest, at: number, settings: DetectorSettings): RetestEnd | null {
  if (at - retest.armedAt > settings.armedMinutes * TIMEFRAME_MS.M1) {
    return retest.phase === 'armed' ? 'no-break' : retest.phase === 'broken' ? 'no-retest' : 'no-trigger';
  }
  const isLate = retest.phase === 'broken' && at - (retest.breakAt ?? at) > settings.retestMinutes * TIMEFRAME_MS.M1;
  return isLate ? 'no-retest' : null;
}
