/** Prop firms' rules as data: one preset a file, chosen by the name the configuration gives. */
import type { Config } from '../../../../shared/config/index.ts';
import { FTMO_TWO_STEP } from './ftmo-two-step.ts';
import type { Rulebook } from './rulebook.ts';

export type { DailyLoss, MaxLoss, Rulebook } from './rulebook.ts';
export { FTMO_TWO_STEP };

const PRESETS: Readonly<Record<Config['rulebook']['preset'], Rulebook>> = { 'ftmo-2-step': FTMO_TWO_STEP };

export const rulebookOf = (preset: Config['rulebook']['preset']): Rulebook => PRESETS[preset];
