/** Prop firms' rules as data: presets, or rules of one's own, chosen by the configuration, read by engine and window alike. */
import { E8_ONE } from './e8-one.ts';
import { FTMO_ONE_STEP, FTMO_STANDARD, FTMO_SWING, FTMO_TWO_STEP, FTMO_VERIFICATION } from './ftmo.ts';
import { FUNDEDNEXT_STELLAR } from './fundednext-stellar.ts';
import { FUNDINGPIPS_TWO_STEP } from './fundingpips-two-step.ts';
import { OWN_ACCOUNT } from './own-account.ts';
import type { Rulebook } from './rulebook.ts';
import { THE5ERS_HIGH_STAKES } from './the5ers-high-stakes.ts';

export { rulebook, type Rulebook } from './rulebook.ts';

/** Every preset's name, the default first. */
export const PRESETS = [
  'ftmo-2-step',
  'ftmo-2-step-verification',
  'ftmo-standard',
  'ftmo-swing',
  'ftmo-1-step',
  'fundednext-stellar-2-step',
  'the5ers-high-stakes',
  'fundingpips-2-step',
  'e8-one',
  'own-account',
] as const;
export type Preset = (typeof PRESETS)[number];

const RULEBOOKS: Readonly<Record<Preset, Rulebook>> = {
  'ftmo-2-step': FTMO_TWO_STEP,
  'ftmo-2-step-verification': FTMO_VERIFICATION,
  'ftmo-standard': FTMO_STANDARD,
  'ftmo-swing': FTMO_SWING,
  'ftmo-1-step': FTMO_ONE_STEP,
  'fundednext-stellar-2-step': FUNDEDNEXT_STELLAR,
  'the5ers-high-stakes': THE5ERS_HIGH_STAKES,
  'fundingpips-2-step': FUNDINGPIPS_TWO_STEP,
  'e8-one': E8_ONE,
  'own-account': OWN_ACCOUNT,
};

export const rulebookOf = (preset: Preset): Rulebook => RULEBOOKS[preset];

/** What of the configuration chooses a rulebook. */
export type Choice = { readonly preset: Preset; readonly custom: Rulebook | null; readonly stricter: boolean };

/** The rulebook in force: one's own before the preset, read in its stricter way where that is asked for. */
export function rulebookIn({ preset, custom, stricter }: Choice): Rulebook {
  const book = custom ?? RULEBOOKS[preset];
  return stricter ? stricterThan(book) : book;
}

const STRICTER = new WeakMap<Rulebook, Rulebook>();

/** Where sources disagree about a firm, the reading that allows less: a floor that follows the balance, a day from the higher of balance and equity. */
function stricterThan(book: Rulebook): Rulebook {
  const known = STRICTER.get(book);
  if (known !== undefined) return known;
  const { maxLoss, daily } = book;
  const strict: Rulebook = {
    ...book,
    title: `${book.title}, stricter`.slice(0, 60),
    daily: { ...daily, anchor: 'higher' },
    maxLoss: maxLoss.mode === 'static_initial' ? { ...maxLoss, mode: 'trailing_eod' } : maxLoss,
  };
  STRICTER.set(book, strict);
  return strict;
}
