/** Prop firms' rules as data: one preset a file, chosen by the name the configuration gives, read by engine and window alike. */
import { FTMO_TWO_STEP } from './ftmo-two-step.ts';
import { FUNDEDNEXT_STELLAR } from './fundednext-stellar.ts';
import { FUNDINGPIPS_TWO_STEP } from './fundingpips-two-step.ts';
import type { Rulebook } from './rulebook.ts';
import { THE5ERS_HIGH_STAKES } from './the5ers-high-stakes.ts';

export type { Rulebook } from './rulebook.ts';

/** Every preset's name, the default first. */
export const PRESETS = ['ftmo-2-step', 'fundednext-stellar-2-step', 'the5ers-high-stakes', 'fundingpips-2-step'] as const;

const RULEBOOKS: Readonly<Record<(typeof PRESETS)[number], Rulebook>> = {
  'ftmo-2-step': FTMO_TWO_STEP,
  'fundednext-stellar-2-step': FUNDEDNEXT_STELLAR,
  'the5ers-high-stakes': THE5ERS_HIGH_STAKES,
  'fundingpips-2-step': FUNDINGPIPS_TWO_STEP,
};

export const rulebookOf = (preset: (typeof PRESETS)[number]): Rulebook => RULEBOOKS[preset];
