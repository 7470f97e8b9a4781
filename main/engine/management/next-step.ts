import { utcMinute } from '#shared/lib';
import type { PositionPlan } from '#shared/projection';
import { plain } from '#engine/wording.ts';

/**
 * What a position's plan does next, in a few words, nearest first: the next part or the stop it moves, then the clock. Null: its
 * rules have nothing more to do.
 */
export function nextStep({ rules, exits, moves, risk, refused }: PositionPlan, nowMs: number): string | null {
  const next: string[] = [];
  if (refused !== null && nowMs < refused.until)
    next.push(`waits ${Math.ceil((refused.until - nowMs) / 1000)} s after a refusal: ${refused.text}`);
  if (risk !== null) next.push(...byPrice({ rules, moves }));
  const exit = exits.find(({ at }) => at > nowMs);
  if (exit !== undefined) next.push(`closed ${utcMinute(exit.at)} UTC`);
  if (rules.newsExitMinutes !== null) next.push('out before news');
  return next.length === 0 ? null : next.slice(0, 3).join(', ');
}

function byPrice({ rules, moves }: Pick<PositionPlan, 'rules' | 'moves'>): readonly string[] {
  const reached: { readonly atR: number; readonly text: string }[] = [];
  if (rules.breakEvenAtR !== null && !moves.some(({ rule }) => rule === 'break_even'))
    reached.push({ atR: rules.breakEvenAtR, text: 'stop to entry' });
  for (const { atR, percent } of rules.partials)
    if (!moves.some(({ rule, step }) => rule === 'partial' && step === plain(atR, 4)))
      reached.push({ atR, text: `close ${plain(percent, 2)} %` });
  if (rules.trailing !== 'off') reached.push({ atR: rules.trailingStartR, text: 'stop follows' });
  return reached.sort((a, b) => a.atR - b.atR).map(({ atR, text }) => `${text} at ${plain(atR, 2)} R`);
}
