import { utcClock } from '#shared/lib';
import type { PositionPlan } from '#shared/projection';
import { LOTS_NOISE, partOf } from '#engine/orders';
import { plain } from '#engine/wording.ts';
import type { Move } from './move.ts';
import type { Sight } from './sight.ts';

/** Lots that a step has closed by now: a partial fill leaves the rest of it to be asked for. */
const closedBy = ({ moves }: PositionPlan, rule: Move['rule'], step: string): number =>
  moves.reduce((sum, move) => sum + (move.rule === rule && move.step === step ? move.lots : 0), 0);

/**
 * All the lots the position ever had, as far as they are known: those it was planned with, or the most that the ledger had when a
 * part of it was closed, or more where others were added since.
 */
const allLots = ({ plan, position }: Sight): number =>
  Math.max(plan.lots, position.volume, ...plan.moves.map(({ of = 0 }) => of));

/** The nearest part on the way that is reached and not closed yet. */
export function partialMove(sight: Sight): Move | null {
  const { plan, gainR } = sight;
  if (gainR === null) return null;
  for (const { atR, percent } of [...plan.rules.partials].sort((a, b) => a.atR - b.atR)) {
    if (gainR < atR) return null;
    const step = plain(atR, 4);
    const move = share(sight, 'partial', step, percent, `${plain(gainR, 2)} R gained, at ${plain(atR, 2)} R`);
    if (move !== null) return move;
  }
  return null;
}

/** M5 broke against the position since it was opened: once for each such break. */
export function weakeningMove(sight: Sight): Move | null {
  const { plan, position, structure, spec } = sight;
  const { weakeningPercent } = plan.rules;
  if (weakeningPercent === 0 || structure === null) return null;
  const against = structure.lastBreak[position.direction === 'BUY' ? 'SELL' : 'BUY'];
  if (against === null || against.at <= Math.max(position.openedAt, plan.since)) return null;
  const why = `M5 broke ${against.level.toFixed(spec.digits)} against it at ${utcClock(against.at)} UTC`;
  return share(sight, 'weakening', String(against.at), weakeningPercent, why);
}

function share(sight: Sight, rule: Move['rule'], step: string, percent: number, why: string): Move | null {
  const { plan, position, held, spec } = sight;
  // More was filled than the ledger knows yet: it follows this look, and writes down of how many lots a part was one.
  if (position.volume > held.position.volume + LOTS_NOISE) return null;
  const left = (percent / 100) * allLots(sight) - closedBy(plan, rule, step);
  if (left < spec.volumeStep - LOTS_NOISE) return null;
  const lots = partOf(left, position.volume, spec);
  if (lots === 0) return null;
  const what =
    lots === null ? `all ${plain(position.volume, 4)} lots, as the rest could not stay alone` : `${plain(lots, 4)} lots`;
  const text = `${why}, ${plain(percent, 2)} % is closed: ${percent === 100 ? 'all of it' : what}`;
  return { kind: 'close', rule, step, lots, text };
}
