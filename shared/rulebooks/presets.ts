import { E8_ONE } from './e8-one.ts';
import { FTMO_ONE_STEP, FTMO_STANDARD, FTMO_SWING, FTMO_TWO_STEP, FTMO_VERIFICATION } from './ftmo.ts';
import { FUNDEDNEXT_INSTANT } from './fundednext-instant.ts';
import { FUNDEDNEXT_STELLAR } from './fundednext-stellar.ts';
import { FUNDINGPIPS_TWO_STEP } from './fundingpips-two-step.ts';
import { OWN_ACCOUNT } from './own-account.ts';
import { THE5ERS_HIGH_STAKES } from './the5ers-high-stakes.ts';

/** Every preset, the default first. A new one is added here: configuration, Settings and checks follow from this list. */
export const PRESET_BOOKS = [
  FTMO_TWO_STEP,
  FTMO_VERIFICATION,
  FTMO_STANDARD,
  FTMO_SWING,
  FTMO_ONE_STEP,
  FUNDEDNEXT_STELLAR,
  THE5ERS_HIGH_STAKES,
  FUNDINGPIPS_TWO_STEP,
  FUNDEDNEXT_INSTANT,
  E8_ONE,
  OWN_ACCOUNT,
] as const;
