import type { Chance } from '../chance/index.ts';

/** The market's mood: a Markov chain, one step a minute, that favours staying where it is (about two hours). */
export type Mood = 'calm' | 'normal' | 'busy';

const LEVEL: Readonly<Record<Mood, number>> = { calm: 0.85, normal: 1, busy: 1.25 };
const LEAVE_PER_MINUTE = 1 / 120;
/** Share of the way to its mood's level that the volatility goes in a minute: moods change gradually, never in a step. */
const GLIDE_PER_MINUTE = 0.06;

export type Regime = { readonly mood: Mood; readonly level: number };
export const FIRST_REGIME: Regime = { mood: 'normal', level: 1 };

export function nextRegime({ mood, level }: Regime, chance: Chance): Regime {
  const leaves = chance() < LEAVE_PER_MINUTE;
  const up = chance() < 0.5;
  const next: Mood = !leaves ? mood : mood !== 'normal' ? 'normal' : up ? 'busy' : 'calm';
  return { mood: next, level: level + (LEVEL[next] - level) * GLIDE_PER_MINUTE };
}
